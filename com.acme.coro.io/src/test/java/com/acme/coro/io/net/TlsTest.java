package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.ConnectionLostException;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.HandshakeException.Reason;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsSession;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.net.Socket;
import java.security.Security;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** TLS between our own ends, with the JDK's, and when it goes wrong. */
class TlsTest {
    static final Certificates CERTIFICATES = new Certificates();

    static Coro answering(Scheduler coros, AsyncServerSocket server) {
        return coros.spawn("server", self -> {
            try (AsyncSocket s = server.accept()) {
                TlsSession session = s.handshake();
                for (var some = s.recv(100_000); some.isPresent(); some = s.recv(100_000)) s.sendAll(some.get());
                return session;
            }
        });
    }

    @CoroTest
    void shouldEchoOverTls13WithEcAndRsaKeys(Scheduler coros, Parking parking) {
        int providers = Security.getProviders().length;
        try (var nets = new Nets(parking)) {
            for (String algorithm : List.of("EC", "RSA")) {
                Identity me = CERTIFICATES.identity("127.0.0.1", algorithm);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(me))));
                Coro served = answering(coros, server);
                var tls = nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
                try (AsyncSocket s = nets.sockets.connect(
                        ConnectSpec.to("127.0.0.1", server.port()).tls(tls))) {
                    s.sendAll("hello\n".getBytes(UTF_8));
                    assertEquals(Optional.of("hello"), s.readLine());
                    assertEquals("TLSv1.3", s.handshake().protocol());
                    assertEquals(2, s.handshake().peer().size());
                }
                assertInstanceOf(TlsSession.class, served.value(SOON));
                server.close();
            }
        }
        assertEquals(providers, Security.getProviders().length, "a provider was installed");
    }

    @CoroTest
    void shouldMoveManyBytesBothWaysAtOnce(Scheduler coros, Parking parking) {
        var data = new byte[4 << 20];
        new Random(1).nextBytes(data);
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            answering(coros, server);
            var tls = nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
            Coro client = coros.spawn("client", self -> {
                try (AsyncSocket s = nets.sockets.connect(
                        ConnectSpec.to("127.0.0.1", server.port()).tls(tls))) {
                    Coro writer = coros.spawn("writer", w -> {
                        s.sendAll(data);
                        return null;
                    });
                    byte[] back = s.recvAll(data.length);
                    writer.value();
                    return Arrays.equals(back, data);
                }
            });
            assertEquals(true, client.value(SOON));
        }
    }

    @CoroTest
    void shouldAgreeOnNamesAndProtocolsAndClients(Scheduler coros, Parking parking) { // F13
        try (var nets = new Nets(parking)) {
            var spec = TlsSpec.mutual(CERTIFICATES.identity("localhost"), CERTIFICATES.trust());
            var server =
                    nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(spec.applicationProtocols("http/1.1", "echo"))));
            Coro served = answering(coros, server);
            try (AsyncSocket s = nets.sockets.connect(ConnectSpec.to("localhost", server.port())
                    .tls(nets.sockets.tls(spec.applicationProtocols("echo"))))) {
                assertEquals(Optional.of("echo"), s.handshake().applicationProtocol());
            }
            var session = (TlsSession) served.value(SOON);
            assertEquals(Optional.of("localhost"), session.serverName());
            assertEquals(Optional.of("echo"), session.applicationProtocol());
            assertEquals(
                    "CN=localhost",
                    session.peer().getFirst().getSubjectX500Principal().getName());
        }
    }

    @CoroTest
    void shouldSpeakWithTheJdk(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            for (String version : List.of("TLSv1.3", "TLSv1.2")) {
                Coro served = answering(coros, server);
                var store = TlsFiles.emptyStore();
                store.setCertificateEntry("ca", CERTIFICATES.authority());
                var trust = TrustManagerFactory.getInstance("PKIX");
                trust.init(store);
                var context = SSLContext.getInstance(version);
                context.init(null, trust.getTrustManagers(), null);
                try (var socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.port())) {
                    socket.setEnabledProtocols(new String[] {version});
                    socket.getOutputStream().write("hello".getBytes(UTF_8));
                    assertArrayEquals(
                            "hello".getBytes(UTF_8), socket.getInputStream().readNBytes(5));
                    assertEquals(version, socket.getSession().getProtocol());
                }
                assertEquals(version, ((TlsSession) served.value(SOON)).protocol());
            }
        }
    }

    @CoroTest
    void shouldTellAnEndOfTlsFromACutAndRefuseToSendAfterIt(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            coros.spawn("polite", self -> {
                try (AsyncSocket s = server.accept()) {
                    s.sendAll("bye".getBytes(UTF_8));
                }
                return null;
            });
            try (AsyncSocket s = nets.sockets.connect(ConnectSpec.to("127.0.0.1", server.port())
                    .tls(nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()))))) {
                assertArrayEquals("bye".getBytes(UTF_8), s.recvAll(3));
                assertEquals(Optional.empty(), s.recv(1));
                assertEquals("TLSv1.3", s.handshake().protocol());
                assertThrows(ConnectionLostException.class, () -> s.sendAll(new byte[1]));
            }
            Coro rude = coros.spawn("rude", self -> {
                AsyncSocket s = server.accept();
                s.sendAll("by".getBytes(UTF_8));
                s.recv(1);
                s.abort();
                return null;
            });
            try (AsyncSocket s = nets.sockets.connect(ConnectSpec.to("127.0.0.1", server.port())
                    .tls(nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()))))) {
                s.sendAll(new byte[1]);
                assertThrows(ConnectionLostException.class, () -> s.recvAll(3));
            }
            rude.value(SOON);
        }
    }

    // ---- what goes wrong: told on both sides

    private static void assertFails(
            Scheduler coros, Parking parking, TlsSpec server, TlsSpec client, Reason atClient, Reason atServer) {
        try (var nets = new Nets(parking)) {
            var listening = nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(server)));
            Coro served = answering(coros, listening);
            var told = assertThrows(HandshakeException.class, () -> {
                try (AsyncSocket s = nets.sockets.connect(
                        ConnectSpec.to("127.0.0.1", listening.port()).tls(nets.sockets.tls(client)))) {
                    s.sendAll("hello\n".getBytes(UTF_8));
                    s.readLine();
                }
            });
            assertEquals(atClient, told.reason(), told.getMessage());
            var failed =
                    assertInstanceOf(Outcome.Failed.class, served.tryJoin(SOON).orElseThrow());
            assertEquals(HandshakeException.class.getName(), failed.failure().type(), failed.failure()::message);
            assertTrue(
                    failed.failure().message().contains(words(atServer)),
                    failed.failure().message());
        }
    }

    private static String words(Reason reason) {
        return switch (reason) {
            case REFUSED_BY_PEER -> "the other side refused: ";
            case NO_CERTIFICATE -> "it showed no certificate";
            case UNTRUSTED -> "nobody who is trusted";
            case NOTHING_IN_COMMON -> "nothing in common";
            default -> "";
        };
    }

    @CoroTest
    void refusesAnExpiredCertificate(Scheduler coros, Parking parking) {
        Instant now = Instant.now();
        var old =
                CERTIFICATES.identity("127.0.0.1", "EC", now.minus(Duration.ofDays(9)), now.minus(Duration.ofDays(1)));
        assertFails(
                coros,
                parking,
                TlsSpec.server(old),
                TlsSpec.client(CERTIFICATES.trust()),
                Reason.EXPIRED,
                Reason.REFUSED_BY_PEER);
    }

    @CoroTest
    void refusesACertificateThatIsNotYetValid(Scheduler coros, Parking parking) {
        Instant now = Instant.now();
        var early =
                CERTIFICATES.identity("127.0.0.1", "EC", now.plus(Duration.ofDays(1)), now.plus(Duration.ofDays(2)));
        assertFails(
                coros,
                parking,
                TlsSpec.server(early),
                TlsSpec.client(CERTIFICATES.trust()),
                Reason.NOT_YET_VALID,
                Reason.REFUSED_BY_PEER);
    }

    @CoroTest
    void refusesACertificateOfAnotherAuthority(Scheduler coros, Parking parking) {
        assertFails(
                coros,
                parking,
                TlsSpec.server(new Certificates().identity("127.0.0.1")),
                TlsSpec.client(CERTIFICATES.trust()),
                Reason.UNTRUSTED,
                Reason.REFUSED_BY_PEER);
    }

    @CoroTest
    void refusesACertificateThatVouchesForItself(Scheduler coros, Parking parking) {
        assertFails(
                coros,
                parking,
                TlsSpec.server(new Certificates().itself()),
                TlsSpec.client(CERTIFICATES.trust()),
                Reason.UNTRUSTED,
                Reason.REFUSED_BY_PEER);
    }

    @CoroTest
    void refusesACertificateOfAnotherHost(Scheduler coros, Parking parking) {
        assertFails(
                coros,
                parking,
                TlsSpec.server(CERTIFICATES.identity("other.example")),
                TlsSpec.client(CERTIFICATES.trust()),
                Reason.WRONG_HOST,
                Reason.REFUSED_BY_PEER);
    }

    @CoroTest
    void refusesAClientWithoutACertificate(Scheduler coros, Parking parking) {
        assertFails(
                coros,
                parking,
                TlsSpec.mutual(CERTIFICATES.identity("127.0.0.1"), CERTIFICATES.trust()),
                TlsSpec.client(CERTIFICATES.trust()),
                Reason.REFUSED_BY_PEER,
                Reason.NO_CERTIFICATE);
    }

    @CoroTest
    void refusesAClientThatIsNotTrusted(Scheduler coros, Parking parking) {
        var stranger = new Certificates().identity("127.0.0.1");
        assertFails(
                coros,
                parking,
                TlsSpec.mutual(CERTIFICATES.identity("127.0.0.1"), CERTIFICATES.trust()),
                TlsSpec.mutual(stranger, CERTIFICATES.trust()),
                Reason.REFUSED_BY_PEER,
                Reason.UNTRUSTED);
    }

    @CoroTest
    void refusesWhenNoProtocolIsInCommon(Scheduler coros, Parking parking) {
        assertFails(
                coros,
                parking,
                TlsSpec.server(CERTIFICATES.identity("127.0.0.1")).applicationProtocols("a"),
                TlsSpec.client(CERTIFICATES.trust()).applicationProtocols("b"),
                Reason.REFUSED_BY_PEER,
                Reason.NOTHING_IN_COMMON);
    }

    @CoroTest
    void shouldTellPlainTextAndGarbageFromTls(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            for (String text : List.of("GET / HTTP/1.0\r\n\r\n", "\u0016\u0003\u0003garbage garbage garbage")) {
                try (var peer = new Socket("127.0.0.1", server.port());
                        AsyncSocket s = server.accept()) {
                    peer.getOutputStream().write(text.getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
                    peer.shutdownOutput();
                    assertThrows(HandshakeException.class, () -> s.recv(1));
                }
            }
            var plain = nets.sockets.listen(ANY_PORT);
            Coro rude = coros.spawn("rude", self -> {
                try (AsyncSocket s = plain.accept()) {
                    s.sendAll("220 welcome\r\n".getBytes(UTF_8));
                    return s.recv(1).isPresent();
                }
            });
            var told = assertThrows(
                    HandshakeException.class,
                    () -> nets.sockets.connect(ConnectSpec.to("127.0.0.1", plain.port())
                            .tls(nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust())))));
            assertEquals(Reason.NOT_TLS, told.reason(), told.getMessage());
            rude.tryJoin(SOON);
        }
    }

    @CoroTest
    void shouldHoldNobodyUpWithAHandshakeThatIsSlow(Scheduler coros, Parking parking) throws Exception { // F10
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            try (var silent = new Socket("127.0.0.1", server.port());
                    AsyncSocket first = server.accept()) {
                Coro served = answering(coros, server);
                try (AsyncSocket s = nets.sockets.connect(ConnectSpec.to("127.0.0.1", server.port())
                        .tls(nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()))))) {
                    s.sendAll("hello\n".getBytes(UTF_8));
                    assertEquals(Optional.of("hello"), s.readLine());
                }
                served.value(SOON);
                assertTrue(silent.isConnected() && first.isOpen());
            }
        }
    }

    @CoroTest
    void shouldEndAHandshakeThatTakesTooLong(Parking parking) throws Exception {
        var settings = new IoSettings(true, 1, 4096, 65_536, SOON, Duration.ofMillis(100));
        try (var nets = new Nets(parking, settings)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            try (var silent = new Socket("127.0.0.1", server.port());
                    AsyncSocket s = server.accept()) {
                var told = assertThrows(HandshakeException.class, () -> s.recv(1));
                assertEquals(Reason.TIMED_OUT, told.reason());
                assertEquals(-1, silent.getInputStream().read());
            }
        }
    }

    @CoroTest
    void shouldTakeOtherKeysWithoutARestart(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            var tls = nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")));
            var server = nets.sockets.listen(ANY_PORT.tls(tls));
            var other = new Certificates();
            for (Certificates now : List.of(CERTIFICATES, other)) {
                if (now == other) tls.replace(TlsSpec.server(other.identity("127.0.0.1")));
                answering(coros, server);
                try (AsyncSocket s = nets.sockets.connect(ConnectSpec.to("127.0.0.1", server.port())
                        .tls(nets.sockets.tls(TlsSpec.client(now.trust()))))) {
                    assertEquals("TLSv1.3", s.handshake().protocol());
                }
            }
        }
    }
}
