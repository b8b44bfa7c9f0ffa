package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code coro cert}, and what OpenSSL thinks of what it issues. */
class CertIT {
    private static final int PATIENCE_S = 40;

    @TempDir
    Path temporary;

    private CoroProcess cert(String... words) throws IOException {
        var all = new ArrayList<>(List.of("cert"));
        all.addAll(List.of(words));
        var environment = Map.of(
                "CORO_HOME",
                temporary.resolve("state").toString(),
                "CORO_JAVA_OPTS",
                "-Djava.io.tmpdir=" + temporary,
                "KEY_PASSWORD",
                "for the file");
        return CoroProcess.start(CoroProcess.SCRIPT, environment, all.toArray(String[]::new));
    }

    private List<String> did(String... words) throws Exception {
        try (var coro = cert(words)) {
            assertEquals(0, coro.end(), coro.err::toString);
            assertEquals(List.of(), coro.err);
            return coro.out;
        }
    }

    private Path file(String name) {
        return temporary.resolve(name);
    }

    private Process openssl(String... words) throws IOException {
        var all = new ArrayList<>(List.of("openssl"));
        all.addAll(List.of(words));
        return new ProcessBuilder(all)
                .directory(temporary.toFile())
                .redirectErrorStream(true)
                .start();
    }

    private static String said(Process process) throws Exception {
        try {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertTrue(process.waitFor(PATIENCE_S, TimeUnit.SECONDS), said);
            assertEquals(0, process.exitValue(), said);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    @DisplayName("cert: OpenSSL verifies what was issued, and shakes hands with it on both sides")
    void shouldGoTogetherWithOpenSsl() throws Exception {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "openssl")));
        assumeTrue(there, "openssl is not installed");
        did("init");
        did("issue", "db", "--server", "--host", "localhost", "--host", "127.0.0.1", "--out", temporary.toString());
        did("issue", "web", "--client", "--out", temporary.toString(), "--pkcs12-password-env", "KEY_PASSWORD");
        String authority = file("state/tls/authority.crt").toString();
        List<String> verify = List.of("verify", "-x509_strict", "-CAfile", authority);
        for (List<String> rest : List.of(
                List.of("-purpose", "sslserver", "-verify_hostname", "localhost", "db.crt"),
                List.of("-purpose", "sslserver", "-verify_ip", "127.0.0.1", "db.crt"),
                List.of("-purpose", "sslclient", "web.crt"))) {
            var words = new ArrayList<>(verify);
            words.addAll(rest);
            String said = said(openssl(words.toArray(String[]::new)));
            assertTrue(said.strip().endsWith(".crt: OK"), said);
        }
        String pkcs12 = said(openssl("pkcs12", "-in", "web.p12", "-nodes", "-passin", "pass:for the file"));
        assertTrue(pkcs12.contains("BEGIN PRIVATE KEY"), pkcs12);
        shakeHands(authority);
        List<String> listed = did("list");
        assertEquals(3, listed.size(), listed::toString);
        List<String> shown = did("show", file("web.crt").toString());
        assertTrue(shown.contains("signed by   the authority in " + file("state/tls")), shown::toString);
    }

    private void shakeHands(String authority) throws Exception {
        Process server = openssl(
                "s_server",
                "-accept",
                "127.0.0.1:0",
                "-rev",
                "-cert",
                "db.crt",
                "-key",
                "db.key",
                "-CAfile",
                authority,
                "-Verify",
                "1",
                "-verify_return_error");
        try (var out = new BufferedReader(new InputStreamReader(server.getInputStream(), StandardCharsets.UTF_8))) {
            String line = String.valueOf(out.readLine());
            while (!line.startsWith("ACCEPT ") && !line.equals("null")) line = String.valueOf(out.readLine());
            String port = line.substring(line.lastIndexOf(':') + 1);
            Process client = openssl(
                    "s_client",
                    "-quiet",
                    "-connect",
                    "127.0.0.1:" + port,
                    "-verify_hostname",
                    "localhost",
                    "-cert",
                    "web.crt",
                    "-key",
                    "web.key",
                    "-CAfile",
                    authority,
                    "-verify_return_error");
            try (var from =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))) {
                client.getOutputStream().write("hello\n".getBytes(StandardCharsets.UTF_8));
                client.getOutputStream().flush();
                var said = new ArrayList<String>();
                String last = String.valueOf(from.readLine());
                while (!last.equals("olleh") && !last.equals("null")) {
                    said.add(last);
                    last = String.valueOf(from.readLine());
                }
                assertEquals("olleh", last, said::toString);
            } finally {
                client.destroyForcibly();
            }
        } finally {
            server.destroyForcibly();
        }
    }

    @Test
    @DisplayName("cert: one sentence and an exit status for what it refuses; nothing is written over")
    void shouldRefuse() throws Exception {
        try (var coro = cert("issue", "db")) {
            assertEquals(1, coro.end());
            assertEquals(
                    List.of("coro: cert: there is no authority in " + file("state/tls") + "; coro cert init makes one"),
                    coro.err);
        }
        did("init", "--name", "ours");
        Path key = file("state/tls/authority.key");
        byte[] before = Files.readAllBytes(key);
        try (var coro = cert("init")) {
            assertEquals(1, coro.end());
            assertAll(
                    () -> assertEquals(1, coro.err.size(), coro.err::toString),
                    () -> assertTrue(Arrays.equals(before, Files.readAllBytes(key))));
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r--r--"));
        try (var coro = cert("issue", "db", "--out", temporary.toString())) {
            assertEquals(1, coro.end());
            assertTrue(coro.err.get(0).contains("allowed is mode 600 or 400"), coro.err::toString);
        }
    }
}
