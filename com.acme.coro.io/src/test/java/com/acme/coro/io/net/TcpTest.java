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
import com.acme.coro.api.io.EndOfStreamException;
import com.acme.coro.api.io.TooLongException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes over TCP between coroutines, threads and other programs. */
class TcpTest {
    @CoroTest
    void shouldServeTenClients(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
            coros.spawn("server", self -> {
                self.daemon(true);
                while (true) {
                    AsyncSocket connection = server.accept();
                    coros.spawn("connection", each -> {
                        try (connection) {
                            for (var line = connection.readLine(); line.isPresent(); line = connection.readLine()) {
                                connection.sendAll((line.get() + "!\n").getBytes(UTF_8));
                            }
                        }
                        return null;
                    });
                }
            });
            var clients = new ArrayList<Coro>();
            for (int i = 0; i < 10; i++) {
                int number = i;
                clients.add(coros.spawn("client", self -> {
                    var answers = new ArrayList<String>();
                    try (AsyncSocket s = nets.sockets.connect("127.0.0.1", server.port())) {
                        for (int n = 0; n < 3; n++) {
                            s.sendAll((number + "-" + n + "\n").getBytes(UTF_8));
                            answers.add(s.readLine().orElseThrow());
                        }
                    }
                    return answers;
                }));
            }
            for (int i = 0; i < 10; i++) {
                assertEquals(
                        List.of(i + "-0!", i + "-1!", i + "-2!"), clients.get(i).value(SOON));
            }
            server.close();
        }
    }

    @CoroTest
    void shouldLetOthersHaveTurnsWhileConnectionsAreAcceptedAtOnce(Scheduler coros, Parking parking)
            throws IOException {
        int count = 1_000;
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT.backlog(count));
                var clients = new Clients()) {
            for (int i = 0; i < count; i++) clients.add(new Socket("127.0.0.1", server.port()));
            var turns = new AtomicInteger();
            var done = new AtomicBoolean();
            coros.spawn("other", self -> {
                while (!done.get()) {
                    turns.incrementAndGet();
                    self.yield();
                }
                return null;
            });
            Coro acceptor = coros.spawn("acceptor", self -> {
                int before = turns.get();
                for (int i = 0; i < count; i++) server.accept().close();
                done.set(true);
                return turns.get() - before;
            });
            int meanwhile = (int) acceptor.value(SOON);
            assertTrue(meanwhile >= 3, "turns of the other: " + meanwhile);
        }
    }

    @CoroTest(longTurn = "PT30S")
    void shouldLetOthersHaveTurnsWhileAReaderKeepsUp(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                var listener = new ServerSocket(0)) {
            Thread reader = Thread.ofPlatform().start(() -> drain(listener));
            var over = new AtomicBoolean();
            Coro sender = coros.spawn("sender", self -> {
                try (AsyncSocket s = nets.sockets.connect("127.0.0.1", listener.getLocalPort())) {
                    coros.spawn("another", other -> {
                        over.set(true);
                        return null;
                    });
                    long until = System.nanoTime() + SOON.toNanos();
                    while (!over.get() && System.nanoTime() - until < 0) s.sendAll(new byte[64]);
                    return over.get();
                }
            });
            assertEquals(true, sender.value(SOON.plus(SOON)));
            reader.join();
        }
    }

    private static void drain(ServerSocket listener) {
        try (Socket from = listener.accept()) {
            from.getInputStream().transferTo(OutputStream.nullOutputStream());
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** Closed together. */
    private static final class Clients implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        void add(Socket socket) {
            sockets.add(socket);
        }

        @Override
        public void close() throws IOException {
            for (Socket s : sockets) s.close();
        }
    }

    @CoroTest
    void shouldBlockAPlainThread(Parking parking) { // F02
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket accepted = server.accept()) {
            client.sendAll("hello\n".getBytes(UTF_8));
            assertEquals(Optional.of("hello"), accepted.readLine());
            assertEquals(client.localAddress(), accepted.remoteAddress());
        }
    }

    @CoroTest
    void shouldMoveManyBytesBothWaysAtOnce(Scheduler coros, Parking parking) { // F03, F08
        var data = new byte[20 << 20];
        new Random(1).nextBytes(data);
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            Coro echo = coros.spawn("echo", self -> {
                try (AsyncSocket s = server.accept()) {
                    long all = 0;
                    for (var some = s.recv(100_000); some.isPresent(); some = s.recv(100_000)) {
                        s.sendAll(some.get());
                        all += some.get().length;
                    }
                    return all;
                }
            });
            Coro client = coros.spawn("client", self -> {
                AsyncSocket s = nets.sockets.connect("127.0.0.1", server.port());
                Coro writer = coros.spawn("writer", w -> {
                    s.sendAll(data);
                    s.closeOutput();
                    return null;
                });
                byte[] back = s.recvAll(data.length);
                writer.value();
                boolean end = s.recv(1).isEmpty();
                s.close();
                return Arrays.equals(back, data) && end;
            });
            assertEquals(true, client.value(SOON));
            assertEquals((long) data.length, echo.value(SOON));
        }
    }

    @CoroTest
    void shouldKeepWhatHasComeWhenTheTimeIsUp(Parking parking) throws IOException { // F04, F05, F06
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            peer.getOutputStream().write("hel".getBytes(UTF_8));
            assertThrows(CoroTimeoutException.class, () -> s.recvAll(5, Duration.ofMillis(50)));
            assertThrows(CoroTimeoutException.class, () -> s.readLine(UTF_8, 100, Duration.ofMillis(1)));
            peer.getOutputStream().write("lo\nrest".getBytes(UTF_8));
            assertEquals(Optional.of("hello"), s.readLine());
            peer.shutdownOutput();
            var early = assertThrows(EndOfStreamException.class, () -> s.recvAll(5));
            assertEquals(4, early.received());
            assertArrayEquals("rest".getBytes(UTF_8), s.recv(100).orElseThrow());
            assertEquals(Optional.empty(), s.recv(100));
            assertEquals(-1, s.recv(ByteBuffer.allocate(1)));
        }
    }

    @CoroTest
    void shouldTellAnEmptyFrameFromTheEnd(Parking parking) throws IOException { // N.9 86, F09
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            var large = new byte[200_000];
            new Random(2).nextBytes(large);
            client.sendMsg(new byte[0]);
            client.sendMsg(large);
            client.closeOutput();
            assertEquals(0, s.recvMsg().orElseThrow().length);
            assertArrayEquals(large, s.recvMsg().orElseThrow());
            assertEquals(Optional.empty(), s.recvMsg());
        }
    }

    @CoroTest
    void refusesAFrameOverTheLimitBeforeItComes(Parking parking) throws IOException { // F09
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            peer.getOutputStream().write(ByteBuffer.allocate(4).putInt(-1).array());
            var tooLong = assertThrows(TooLongException.class, s::recvMsg);
            assertEquals(0xFFFF_FFFFL, tooLong.length());
            assertEquals(AsyncSocket.MESSAGE_LIMIT, tooLong.limit());
            assertArrayEquals(new byte[] {-1, -1, -1, -1}, s.recvAll(4));
            peer.getOutputStream().write(ByteBuffer.allocate(4).putInt(10).array());
            peer.shutdownOutput();
            assertThrows(EndOfStreamException.class, s::recvMsg);
        }
    }

    @CoroTest
    void shouldReadUpToADelimiter(Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            byte[] end = "\r\n\r\n".getBytes(UTF_8);
            peer.getOutputStream().write("a: b\r\n\r\nbody\r\nlast".getBytes(UTF_8));
            peer.shutdownOutput();
            assertEquals("a: b\r\n\r\n", new String(s.recvUntil(end, 100).orElseThrow(), UTF_8));
            assertThrows(TooLongException.class, () -> s.recvUntil(end, 5));
            assertThrows(EndOfStreamException.class, () -> s.recvUntil(end, 100));
            assertThrows(TooLongException.class, () -> s.readLine(UTF_8, 3));
            assertEquals(Optional.of("body"), s.readLine());
            assertEquals(Optional.of("last"), s.readLine());
            assertEquals(Optional.empty(), s.readLine());
            assertEquals(Optional.empty(), s.recvUntil(end, 100));
        }
    }

    @CoroTest
    void shouldReadFromAPeerThatSendsByteByByte(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket()) {
            peer.setTcpNoDelay(true);
            peer.connect(new InetSocketAddress("127.0.0.1", server.port()));
            Coro reader = coros.spawn("reader", self -> {
                try (AsyncSocket s = server.accept()) {
                    return s.recvMsg().orElseThrow().length + " " + s.readLine().orElseThrow();
                }
            });
            for (byte b : new byte[] {0, 0, 0, 3, 'a', 'b', 'c', 'd', '\n'}) {
                peer.getOutputStream().write(b);
                peer.getOutputStream().flush();
            }
            assertEquals("3 d", reader.value(SOON));
        }
    }

    @CoroTest
    void shouldHalfClose(Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            client.sendAll("question".getBytes(UTF_8));
            client.closeOutput();
            assertArrayEquals("question".getBytes(UTF_8), s.recvAll(8));
            assertEquals(Optional.empty(), s.recv(1));
            s.sendAll("answer".getBytes(UTF_8));
            assertArrayEquals("answer".getBytes(UTF_8), client.recvAll(6));
            assertTrue(client.isOpen());
        }
    }

    @CoroTest
    void shouldSpeakIpv6(Parking parking) { // F01
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(com.acme.coro.api.io.ListenSpec.on("[::1]", 0));
                AsyncSocket client = nets.sockets.connect("::1", server.port());
                AsyncSocket s = server.accept()) {
            client.sendAll(new byte[] {7});
            assertArrayEquals(new byte[] {7}, s.recvAll(1));
            assertTrue(server.toString().contains("[0:0:0:0:0:0:0:1]:"), server.toString());
        }
    }
}
