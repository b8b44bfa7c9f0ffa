package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectFailedException;
import com.acme.coro.api.io.ConnectFailedException.Reason;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.ConnectionLostException;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.ListenFailedException;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;

/** Sockets whose other side, or whose system, does not do what it should. */
class SocketFaultsTest {
    private static Reason reason(Nets nets, ConnectSpec spec) {
        return assertThrows(ConnectFailedException.class, () -> nets.sockets.connect(spec))
                .reason();
    }

    // ---- nobody there

    @CoroTest
    void shouldSayThatAHostIsUnknown(Parking parking) {
        try (var nets = new Nets(parking)) {
            var told =
                    assertThrows(ConnectFailedException.class, () -> nets.sockets.connect("no-such-host.invalid", 7));
            assertEquals(Reason.UNKNOWN_HOST, told.reason());
            assertEquals("unknown host: no-such-host.invalid", told.getMessage());
        }
    }

    @CoroTest
    void shouldSayThatNobodyListens(Scheduler coros, Parking parking) throws IOException { // F11
        int free;
        try (var taken = new ServerSocket(0)) {
            free = taken.getLocalPort();
        }
        try (var nets = new Nets(parking)) {
            assertEquals(Reason.REFUSED, reason(nets, ConnectSpec.to("127.0.0.1", free)));
            Coro client = coros.spawn("client", self -> reason(nets, ConnectSpec.to("localhost", free)));
            assertEquals(Reason.REFUSED, client.value(SOON));
        }
    }

    @CoroTest
    void shouldSayThatThereIsNoWay(Parking parking) {
        try (var nets = new Nets(parking)) {
            // a broadcast address has no connections
            var told = assertThrows(
                    ConnectFailedException.class,
                    () -> nets.sockets.connect(
                            ConnectSpec.to("255.255.255.255", 7).timeout(SOON)));
            assertEquals(Reason.UNREACHABLE, told.reason(), told.getMessage());
        }
    }

    @CoroTest
    void shouldSayThatALocalAddressCannotBeHad(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            ConnectSpec from = ConnectSpec.to("127.0.0.1", server.port()).local(new InetSocketAddress("192.0.2.1", 0));
            assertEquals(Reason.LOCAL_ADDRESS, reason(nets, from));
        }
    }

    @CoroTest
    void shouldGiveUpConnectingWhenTheTimeIsUp(Parking parking) throws IOException {
        // a queue of one that is full: the system drops what comes then
        try (var nets = new Nets(parking);
                var full = new ServerSocket(0, 1);
                var first = new Socket("127.0.0.1", full.getLocalPort());
                var second = new Socket("127.0.0.1", full.getLocalPort())) {
            assertTrue(first.isConnected() && second.isConnected());
            ConnectSpec spec = ConnectSpec.to("127.0.0.1", full.getLocalPort()).timeout(Duration.ofMillis(100));
            assertEquals(Reason.TIMED_OUT, reason(nets, spec));
        }
    }

    @CoroTest
    void refusesAPortThatIsTaken(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            var told = assertThrows(
                    ListenFailedException.class, () -> nets.sockets.listen(ListenSpec.on("127.0.0.1", server.port())));
            assertTrue(told.getMessage().startsWith("cannot listen on 127.0.0.1:" + server.port()), told.getMessage());
        }
    }

    // ---- a connection that breaks

    /** Breaks a connection off: the other side gets a reset. */
    private static void reset(Socket peer) throws IOException {
        peer.setSoLinger(true, 0);
        peer.close();
    }

    @CoroTest
    void shouldTellAReaderOfAResetAfterWhatCame(Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            var peer = new Socket("127.0.0.1", server.port());
            AsyncSocket s = server.accept();
            peer.getOutputStream().write("last".getBytes(UTF_8));
            assertArrayEquals("la".getBytes(UTF_8), s.recvAll(2));
            reset(peer);
            assertThrows(ConnectionLostException.class, () -> s.recvAll(3));
            // the first failure stands, and a close is still in order
            assertArrayEquals("st".getBytes(UTF_8), s.recvAll(2));
            assertThrows(ConnectionLostException.class, () -> s.recv(1));
            s.close();
            assertThrows(IoClosedException.class, () -> s.recv(1));
        }
    }

    @CoroTest
    void shouldTellACoroutineThatReadsOfAReset(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port())) {
            Coro reader = coros.spawn("reader", self -> {
                try (AsyncSocket s = server.accept()) {
                    s.sendAll("ready\n".getBytes(UTF_8));
                    return assertThrows(ConnectionLostException.class, () -> s.recv(1))
                            .where();
                }
            });
            assertEquals('r', peer.getInputStream().read());
            String where = Addresses.text((InetSocketAddress) peer.getLocalSocketAddress());
            reset(peer);
            assertEquals(where, reader.value(SOON));
        }
    }

    @CoroTest
    void shouldTellASenderOfAReset(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port())) {
            Coro sender = coros.spawn("sender", self -> {
                try (AsyncSocket s = server.accept()) {
                    var data = new byte[1 << 20];
                    return assertThrows(ConnectionLostException.class, () -> {
                                while (true) s.sendAll(data);
                            })
                            .where();
                }
            });
            peer.getInputStream().read();
            reset(peer);
            sender.value(SOON);
        }
    }

    @CoroTest
    void shouldShowTheOtherSideAResetWhenItIsBrokenOff(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            client.sendAll("x".getBytes(UTF_8));
            s.recvAll(1);
            client.abort();
            assertThrows(ConnectionLostException.class, () -> s.recv(1));
            assertThrows(IoClosedException.class, () -> client.sendAll("x".getBytes(UTF_8)));
        }
    }

    // ---- a side that is slow

    @CoroTest
    void shouldSuspendTheSenderWhileTheOtherSideDoesNotRead(Parking parking) throws IOException { // F08
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            int size = 50 << 20; // more than any system buffers
            var late = assertThrows(PartlySentException.class, () -> s.sendAll(new byte[size], Duration.ofMillis(300)));
            assertEquals(size, late.total());
            assertTrue(late.sent() > 0 && late.sent() < size, late.getMessage());
            // what was taken goes out as soon as somebody reads, and nothing else
            s.closeOutput();
            assertEquals(late.sent(), peer.getInputStream().transferTo(java.io.OutputStream.nullOutputStream()));
        }
    }

    @CoroTest
    void shouldStopListeningToASenderWhileNobodyReads(Scheduler coros, Parking parking) throws IOException {
        var settings = new IoSettings(false, 1, 4096, 8192, SOON, SOON);
        try (var nets = new Nets(parking, settings);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            Coro sender = coros.spawn("sender", self -> {
                try (AsyncSocket s = nets.sockets.connect("127.0.0.1", server.port())) {
                    s.sendAll(new byte[50 << 20]);
                    return "sent";
                }
            });
            AsyncSocket s = server.accept();
            s.recvAll(1);
            // both systems' buffers fill, then nothing moves: the sender waits
            assertEquals(Optional.empty(), sender.tryJoin(Duration.ofMillis(200)));
            s.recvAll((50 << 20) - 1);
            assertEquals("sent", sender.value(SOON));
            assertEquals(Optional.empty(), s.recv(1));
            s.close();
        }
    }

    @CoroTest
    void shouldTakeNoMoreWhenAskedTo(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            s.suspendRead();
            Coro sender = coros.spawn("sender", self -> {
                client.sendAll(new byte[50 << 20]);
                return "sent";
            });
            Coro reader = coros.spawn("reader", self -> {
                self.receive();
                s.recvAll(50 << 20);
                return "read";
            });
            assertEquals(Optional.empty(), sender.tryJoin(Duration.ofMillis(200)));
            s.resumeRead();
            reader.send("now");
            assertEquals("sent", sender.value(SOON));
            assertEquals("read", reader.value(SOON));
        }
    }

    @CoroTest
    void shouldFillWhatASlowSideSendsAcrossTimeouts(Parking parking) throws IOException { // F05, F06
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            peer.setTcpNoDelay(true);
            for (byte b : new byte[] {0, 0, 0, 2, 'o'}) {
                peer.getOutputStream().write(b);
                assertThrows(CoroTimeoutException.class, () -> s.recvMsg(10, Duration.ofMillis(20)));
            }
            peer.getOutputStream().write('k');
            assertArrayEquals("ok".getBytes(UTF_8), s.recvMsg(10).orElseThrow());
        }
    }

    @CoroTest(carriers = Carrier.JVM) // the time for what was sent is real
    void resetsAConnectionWhoseRestIsDropped(Scheduler coros, Parking parking) throws IOException {
        int total = 4 << 20;
        try (var nets = new Nets(parking)) {
            var server = nets.sockets.listen(ANY_PORT);
            try (var peer = new Socket()) {
                peer.setReceiveBufferSize(8192);
                peer.connect(server.address());
                Coro sender = coros.spawn("sender", self -> {
                    AsyncSocket s = server.accept();
                    assertThrows(PartlySentException.class, () -> s.sendAll(new byte[total], Duration.ofMillis(100)));
                    s.close();
                    return null;
                });
                sender.value(SOON);
                // it reads nothing until the time for what was sent is over
                Eventually.holds("the connection is over", () -> nets.net.size() == 1);
                InputStream in = peer.getInputStream();
                assertThrows(SocketException.class, () -> {
                    while (in.read(new byte[4096]) >= 0) {}
                });
            }
        }
    }
}
