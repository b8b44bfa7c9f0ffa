package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feature {@code coro-io}: sockets over the MINA, the Bouncy Castle and the SLF4J that Karaf gets or has. */
class IoFeatureTest {
    @RegisterExtension
    static final Karaf KARAF = new Karaf("io");

    @Test
    void shouldOfferSocketsAlsoAfterARestartOfTheirBundle() throws Exception {
        KARAF.install("coro-io");
        for (String again :
                List.of("bundle:list", "bundle:restart com.acme.coro.io", "bundle:refresh com.acme.coro.io")) {
            KARAF.run(again);
            KARAF.await(
                    "the bundle is active, and its service there",
                    Duration.ofSeconds(60),
                    () -> KARAF.ourBundles().stream()
                                    .anyMatch(bundle -> bundle.symbolicName().equals("com.acme.coro.io")
                                            && bundle.state().equals("Active"))
                            && KARAF.run("service:list com.acme.coro.api.io.AsyncSockets")
                                    .text()
                                    .contains("Provided by"));
        }
        assertNoErrors();
    }

    private static void assertNoErrors() throws Exception {
        String log = KARAF.run("log:display").text();
        assertTrue(log.lines().noneMatch(l -> l.contains("ERROR") && l.contains("coro")), log);
    }

    @Test
    void shouldCarryTlsBetweenBundles() throws Exception {
        KARAF.install("coro-io");
        KARAF.installProbes("server", "client");
        assertFalse(Files.exists(KARAF.file("data/tls")), "made before it is needed");

        int port = Integer.parseInt(KARAF.run("server:listen").text().replaceAll("(?s).*port=(\\d+).*", "$1"));
        String answer = KARAF.run("client:ask " + port).text();

        assertTrue(answer.contains("both sides have shown certificates over TLSv1.3"), answer);
        assertTrue(Files.exists(KARAF.file("data/tls/authority.key")));
        String log = KARAF.run("log:display").text();
        assertTrue(log.contains("made a private authority, "), log);
        assertThrows(IOException.class, () -> askWithoutACertificate(port));
        assertNoErrors();
    }

    /** As a program of the same machine might that knows the authority's certificate, and has none of it. */
    private static void askWithoutACertificate(int port) throws Exception {
        KeyStore known = KeyStore.getInstance(KeyStore.getDefaultType());
        known.load(null, null);
        try (InputStream in = Files.newInputStream(KARAF.file("data/tls/authority.crt"))) {
            known.setCertificateEntry(
                    "authority", CertificateFactory.getInstance("X.509").generateCertificate(in));
        }
        var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(known);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        try (Socket socket = context.getSocketFactory().createSocket("localhost", port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals(-1, socket.getInputStream().read(), "it was answered");
        }
    }
}
