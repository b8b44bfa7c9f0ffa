package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static com.acme.coro.io.net.TlsTest.CERTIFICATES;
import static com.acme.coro.io.net.TlsTest.answering;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.ConnectionLostException;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.StandardConstants;
import javax.net.ssl.TrustManagerFactory;

/** TLS with peers that are slow, odd or hostile. */
class TlsPeersTest {
    /** Of the JDK, with the authority of these tests. */
    private static SSLContext trusting() throws Exception {
        var store = TlsFiles.emptyStore();
        store.setCertificateEntry("ca", CERTIFICATES.authority());
        var trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(store);
        var context = SSLContext.getInstance("TLS");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }

    /** A socket of the JDK, which has agreed on TLS. */
    private static SSLSocket jdk(int port, String version) throws Exception {
        var socket = (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", port);
        socket.setEnabledProtocols(new String[] {version});
        socket.startHandshake();
        return socket;
    }

    @CoroTest
    void endsAConnectionThatIsToBeNegotiatedAnew(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            Coro served = coros.spawn("served", self -> {
                try (AsyncSocket s = server.accept()) {
                    return assertThrows(ConnectionLostException.class, () -> {
                                s.handshake(); // it may be over already
                                s.recvAll(1);
                            })
                            .getMessage();
                }
            });
            try (SSLSocket client = jdk(server.port(), "TLSv1.2")) {
                assertThrows(IOException.class, () -> {
                    client.startHandshake();
                    client.getInputStream().read();
                });
            }
            String why = (String) served.value(SOON);
            assertTrue(why.contains("negotiate anew"), why);
        }
    }

    @CoroTest
    void connectsToAHostInWhateverCase(Scheduler coros, Parking parking) {
        for (String host : List.of("LOCALHOST", "LocalHost")) {
            try (var nets = new Nets(parking)) {
                var server = nets.sockets.listen(
                        ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("localhost")))));
                answering(coros, server);
                var tls = nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
                try (AsyncSocket s =
                        nets.sockets.connect(ConnectSpec.to(host, server.port()).tls(tls))) {
                    s.sendAll("hello\n".getBytes(UTF_8));
                    assertEquals(Optional.of("hello"), s.readLine(), host);
                }
            }
        }
    }

    @CoroTest
    void makesAnEngineForEveryName(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            var tls = (EngineMaker) nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
            for (String host :
                    List.of("my_service", "dot.example.", "a..b", "m\u00fcnchen.example", "-x-", "a".repeat(250))) {
                assertTrue(tls.client(host, 1, 1).engine().getUseClientMode(), host);
            }
            var asked = new AskedName();
            for (String odd : List.of("my_service", "localhost.", "*.x", "a".repeat(250))) {
                assertTrue(
                        asked.matches(new SNIServerName(StandardConstants.SNI_HOST_NAME, odd.getBytes(UTF_8)) {}), odd);
            }
        }
    }

    @CoroTest
    void refusesACertificateThatNamesNoHost(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.withoutNames("localhost")))));
            answering(coros, server);
            var tls = nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
            var refused = assertThrows(
                    HandshakeException.class,
                    () -> nets.sockets.connect(
                            ConnectSpec.to("localhost", server.port()).tls(tls)));
            assertTrue(refused.getMessage().contains("its common name does not count"), refused::getMessage);
        }
    }

    @CoroTest
    void judgesThePathAndNotAllThatWasSent(Scheduler coros, Parking parking) {
        var identity = CERTIFICATES.identity("localhost");
        var old = new Certificates().expiredItself();
        var chain = new ArrayList<>(identity.chain());
        chain.add(old);
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(Identity.of(identity.key(), chain)))));
            answering(coros, server);
            var tls = nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
            try (AsyncSocket s = nets.sockets.connect(
                    ConnectSpec.to("localhost", server.port()).tls(tls))) {
                s.sendAll("hello\n".getBytes(UTF_8));
                assertEquals(Optional.of("hello"), s.readLine());
            }
        }
    }

    @CoroTest
    void goesOnWhenASendsTimeIsUpInTheHandshake(Scheduler coros, Parking parking) throws Exception {
        var timeIsUp = new CountDownLatch(1);
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            Coro served = coros.spawn("served", self -> {
                try (AsyncSocket s = server.accept()) {
                    assertThrows(PartlySentException.class, () -> s.sendAll(new byte[1], Duration.ofMillis(20)));
                    timeIsUp.countDown();
                    s.sendAll("later\n".getBytes(UTF_8), SOON);
                    return s.handshake().protocol();
                }
            });
            try (var plain = new Socket("127.0.0.1", server.port())) {
                assertTrue(timeIsUp.await(30, TimeUnit.SECONDS), "the send waits for the handshake for 20 ms only");
                var client =
                        (SSLSocket) trusting().getSocketFactory().createSocket(plain, "127.0.0.1", server.port(), true);
                var in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
                assertEquals("later", in.readLine());
                assertEquals("TLSv1.3", served.value(SOON));
            }
        }
    }

    @CoroTest
    void agreesWhileManyNamesAreLookedUp(Scheduler coros, Parking parking) throws Exception {
        var answer = new CountDownLatch(1);
        try (var nets = new Nets(parking)) {
            for (int i = 0; i < 100; i++) {
                nets.net.lookups.execute(() -> {
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                });
            }
            var server = nets.sockets.listen(
                    ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(CERTIFICATES.identity("127.0.0.1")))));
            answering(coros, server);
            var tls = nets.sockets.tls(TlsSpec.client(CERTIFICATES.trust()));
            try (AsyncSocket s = nets.sockets.connect(
                    ConnectSpec.to("127.0.0.1", server.port()).tls(tls).timeout(Duration.ofSeconds(5)))) {
                s.sendAll("hello\n".getBytes(UTF_8));
                assertEquals(Optional.of("hello"), s.readLine());
            }
            answer.countDown();
        } finally {
            answer.countDown();
        }
    }
}
