package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;

/** TLS with OpenSSL on the other side, and HTTP with curl. */
class OtherProgramsTest {
    private static final Certificates CERTIFICATES = new Certificates();
    private static final List<String> VERSIONS = List.of("1_3", "1_2");

    @TempDir
    private Path dir;

    private static void needs(String program) {
        boolean there = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        assumeTrue(there, program + " is not installed");
    }

    private String pem(String name, String kind, byte[] content) throws IOException {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Path file = Files.writeString(
                dir.resolve(name), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file.toString();
    }

    private String authority() throws Exception {
        return pem("authority.pem", "CERTIFICATE", CERTIFICATES.authority().getEncoded());
    }

    private List<String> identity(String name, Identity.InMemory of) throws Exception {
        return List.of(
                "-cert",
                pem(name + ".pem", "CERTIFICATE", of.chain().get(0).getEncoded()),
                "-key",
                pem(name + "-key.pem", "PRIVATE KEY", of.key().getEncoded()));
    }

    private static Process start(List<String> words) throws IOException {
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    /** What a program says, which has to end well. */
    private static String said(Process process) throws Exception {
        try {
            String said = new String(process.getInputStream().readAllBytes(), US_ASCII);
            assertTrue(process.waitFor(SOON.toSeconds(), TimeUnit.SECONDS), said);
            assertEquals(0, process.exitValue(), said);
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** Answers one line of one connection. */
    private static Coro answering(Scheduler coros, AsyncServerSocket server) {
        return coros.spawn("server", self -> {
            try (AsyncSocket s = server.accept()) {
                s.sendAll(("you said " + s.readLine().orElseThrow() + "\n").getBytes(US_ASCII));
                return s.handshake().protocol();
            }
        });
    }

    @CoroTest
    void shouldServeOpenSsl(Scheduler coros, Parking parking) throws Exception {
        needs("openssl");
        try (var nets = new Nets(parking)) {
            for (String algorithm : List.of("EC", "RSA")) {
                var me = CERTIFICATES.identity("127.0.0.1", algorithm);
                AsyncServerSocket server =
                        nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(TlsSpec.mutual(me, CERTIFICATES.trust()))));
                for (String version : VERSIONS) {
                    Coro served = answering(coros, server);
                    var words = new ArrayList<>(List.of("openssl", "s_client", "-quiet", "-tls" + version));
                    words.addAll(List.of("-connect", "127.0.0.1:" + server.port(), "-CAfile", authority()));
                    words.add("-verify_return_error");
                    words.addAll(identity("client", CERTIFICATES.identity("client", algorithm)));
                    Process client = start(words);
                    client.getOutputStream().write("hello\n".getBytes(US_ASCII));
                    client.getOutputStream().flush();
                    String said = said(client);
                    assertTrue(said.contains("you said hello"), said);
                    assertEquals("TLSv" + version.replace('_', '.'), served.value(SOON));
                }
                server.close();
            }
        }
    }

    @CoroTest
    void shouldBeServedByOpenSsl(Parking parking) throws Exception {
        needs("openssl");
        try (var nets = new Nets(parking)) {
            for (String version : VERSIONS) {
                var words = new ArrayList<>(List.of("openssl", "s_server", "-accept", "127.0.0.1:0", "-rev"));
                words.addAll(List.of("-tls" + version, "-CAfile", authority(), "-Verify", "1"));
                words.addAll(identity("server", CERTIFICATES.identity("127.0.0.1")));
                Process server = start(words);
                try (var out = new BufferedReader(new InputStreamReader(server.getInputStream(), US_ASCII))) {
                    String line = String.valueOf(out.readLine());
                    while (!line.startsWith("ACCEPT ") && !line.equals("null")) line = String.valueOf(out.readLine());
                    int port = Integer.parseInt(line.substring(line.lastIndexOf(':') + 1));
                    var tls = nets.sockets.tls(
                            TlsSpec.mutual(CERTIFICATES.identity("127.0.0.1"), Trust.pem(Path.of(authority()))));
                    try (AsyncSocket s = nets.sockets.connect(
                            ConnectSpec.to("127.0.0.1", port).tls(tls))) {
                        s.sendAll("hello\n".getBytes(US_ASCII));
                        assertEquals(Optional.of("olleh"), s.readLine());
                        assertEquals(
                                "TLSv" + version.replace('_', '.'),
                                s.handshake().protocol());
                    }
                } finally {
                    server.destroyForcibly();
                }
            }
        }
    }

    @CoroTest
    void shouldServeCurl(Scheduler coros, Parking parking) throws Exception {
        needs("curl");
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(
                        TlsSpec.server(CERTIFICATES.identity("localhost")).applicationProtocols("http/1.1"))))) {
            Coro served = coros.spawn("server", self -> {
                try (AsyncSocket s = server.accept()) {
                    byte[] head =
                            s.recvUntil("\r\n\r\n".getBytes(US_ASCII), 10_000).orElseThrow();
                    String answer = "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nhello\n";
                    s.sendAll(answer.getBytes(US_ASCII));
                    return new String(head, US_ASCII).lines().findFirst().orElseThrow();
                }
            });
            String url = "https://localhost:" + server.port() + "/greeting";
            String said = said(start(List.of("curl", "-sS", "--noproxy", "*", "-4", "--cacert", authority(), url)));
            assertEquals("hello\n", said);
            assertEquals("GET /greeting HTTP/1.1", served.value(SOON));
        }
    }
}
