package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.SOON;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** The pieces of code in docs/guide/network.md. */
class NetworkGuideTest {
    // snippet: server
    private static void serve(Scheduler coros, AsyncServerSocket server) {
        coros.spawn("accept", self -> {
            self.daemon(true);
            while (true) {
                AsyncSocket connection = server.accept();
                coros.spawn("connection", each -> {
                    try (connection) {
                        for (var line = connection.readLine(); line.isPresent(); line = connection.readLine()) {
                            connection.sendAll((line.get() + "!\n").getBytes(StandardCharsets.UTF_8));
                        }
                    }
                    return null;
                });
            }
        });
    }
    // end

    @CoroTest
    void shouldServe(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            AsyncSockets sockets = nets.sockets;
            AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
            serve(coros, server);
            int port = server.port();
            // snippet: client
            Coro client = coros.spawn("client", self -> {
                try (AsyncSocket s = sockets.connect("localhost", port)) {
                    s.sendAll("hello\n".getBytes(StandardCharsets.UTF_8));
                    return s.readLine().orElseThrow();
                }
            });
            // end
            assertEquals("hello!", client.value(SOON));
        }
    }

    @CoroTest
    void shouldKeepWhatCame(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ListenSpec.on("127.0.0.1", 0));
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            byte[] first = {1, 2};
            byte[] second = {3, 4};
            // snippet: time
            client.sendAll(first);
            assertThrows(CoroTimeoutException.class, () -> s.recvAll(4, Duration.ofMillis(20)));
            client.sendAll(second);
            assertArrayEquals(new byte[] {1, 2, 3, 4}, s.recvAll(4)); // nothing of the first two was lost
            // end
            // snippet: frames
            client.sendMsg(new byte[0]);
            client.closeOutput();
            assertEquals(0, s.recvMsg().orElseThrow().length); // an empty frame
            assertEquals(Optional.empty(), s.recvMsg()); // the end of the stream
            // end
        }
    }

    @CoroTest
    void shouldSendDatagrams(Parking parking) {
        try (var nets = new Nets(parking)) {
            AsyncSockets sockets = nets.sockets;
            // snippet: datagrams
            try (AsyncDatagram here = sockets.datagram(DatagramSpec.on("127.0.0.1", 0));
                    AsyncDatagram there = sockets.datagram(DatagramSpec.on("127.0.0.1", 0))) {
                here.send(new byte[] {1, 2, 3}, there.address());
                AsyncDatagram.Packet came = there.receive(2);
                assertEquals(true, came.truncated()); // it had more than two bytes
                assertEquals(here.address(), came.from());
            }
            // end
        }
    }

    @CoroTest
    void shouldSpeakTls(Scheduler coros, Parking parking) {
        var authority = new Certificates();
        Identity me = authority.identity("localhost");
        Trust friends = authority.trust();
        try (var nets = new Nets(parking)) {
            AsyncSockets sockets = nets.sockets;
            // snippet: tls
            Tls ours = sockets.tls(TlsSpec.mutual(me, friends)); // Identity.pem(…), Trust.pem(…): files
            AsyncServerSocket server =
                    sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(ours));
            serve(coros, server);
            try (AsyncSocket s =
                    sockets.connect(ConnectSpec.to("localhost", server.port()).tls(ours))) {
                assertEquals("TLSv1.3", s.handshake().protocol());
            }
            // end
            // snippet: refused
            Tls stranger = sockets.tls(TlsSpec.client(Trust.system()));
            var told = assertThrows(
                    HandshakeException.class,
                    () -> sockets.connect(
                            ConnectSpec.to("localhost", server.port()).tls(stranger)));
            assertEquals(HandshakeException.Reason.UNTRUSTED, told.reason());
            // end
        }
    }
}
