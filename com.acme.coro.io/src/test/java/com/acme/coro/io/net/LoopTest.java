package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Connections whose bytes the thread of a scheduler moves")
class LoopTest {
    /** A connection that a coroutine of this scheduler has accepted, and the other end of it. */
    private record Pair(AsyncServerSocket server, AsyncSocket accepted, Socket peer) implements AutoCloseable {
        static Pair of(Nets nets, Scheduler coros) throws IOException {
            AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
            Coro acceptor = coros.spawn("acceptor", self -> server.accept());
            var peer = new Socket("127.0.0.1", server.port());
            return new Pair(server, (AsyncSocket) acceptor.value(SOON), peer);
        }

        @Override
        public void close() throws IOException {
            peer.close();
            accepted.close();
            server.close();
        }
    }

    /** A plain thread that waits for a byte. */
    private static FutureTask<Integer> reader(AsyncSocket connection) {
        var task = new FutureTask<>(() -> (int) connection.recvAll(1, SOON)[0]);
        Thread.ofPlatform().name("reader").start(task);
        return task;
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).collect(Collectors.toSet());
    }

    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("need no thread of their own, and leave its name to the scheduler's")
    void shouldNeedNoThread(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            Coro echo = coros.spawn("echo", self -> {
                try (AsyncSocket s = server.accept()) {
                    for (int i = 0; i < 100; i++) s.sendAll(s.recvAll(1));
                }
                return "done";
            });
            try (var peer = new Socket("127.0.0.1", server.port())) {
                for (int i = 0; i < 100; i++) {
                    peer.getOutputStream().write(i);
                    assertEquals(i, peer.getInputStream().read());
                }
                assertEquals(
                        Set.of(),
                        threads().stream()
                                .filter(n -> n.contains("Mover") || n.matches("coro-io-\\d+"))
                                .collect(Collectors.toSet()));
                assertTrue(
                        threads().contains("coro-" + coros.name()),
                        () -> threads().toString());
            }
            assertEquals("done", echo.value(SOON));
        }
    }

    @CoroTest
    @DisplayName("leave messages and times to the other coroutines")
    void shouldLeaveMessagesAndTimesToOthers(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                Pair idle = Pair.of(nets, coros)) {
            Coro sleeper = coros.spawn("sleeper", self -> {
                for (int i = 0; i < 20; i++) self.sleep(Duration.ofMillis(2));
                return self.receive();
            });
            assertEquals(true, idle.accepted().isOpen());
            sleeper.send("a message");
            assertEquals("a message", sleeper.value(SOON));
            for (int i = 0; i < 1000; i++) {
                int n = i;
                assertEquals(n, coros.spawn("quick", self -> n).value(SOON));
            }
        }
    }

    @CoroTest(longTurn = "PT30S")
    @DisplayName("serve a plain thread while a coroutine computes")
    void shouldServeAThreadWhileACoroutineComputes(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                Pair pair = Pair.of(nets, coros)) {
            var computing = new CountDownLatch(1);
            FutureTask<Integer> reader = reader(pair.accepted());
            Coro computer = coros.spawn("computer", self -> {
                computing.countDown();
                while (!reader.isDone()) Thread.onSpinWait();
                return "done";
            });
            assertTrue(computing.await(30, TimeUnit.SECONDS));
            pair.peer().getOutputStream().write(7);
            assertEquals(7, reader.get(30, TimeUnit.SECONDS));
            assertEquals("done", computer.value(SOON));
        }
    }

    @CoroTest(longTurn = "PT30S")
    @DisplayName("serve a plain thread for which a coroutine blocks")
    void shouldServeAThreadForWhichACoroutineBlocks(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                Pair pair = Pair.of(nets, coros)) {
            var blocking = new CountDownLatch(1);
            FutureTask<Integer> reader = reader(pair.accepted());
            Coro blocker = coros.spawn("blocker", self -> {
                blocking.countDown();
                return reader.get(30, TimeUnit.SECONDS);
            });
            assertTrue(blocking.await(30, TimeUnit.SECONDS));
            pair.peer().getOutputStream().write(7);
            assertEquals(7, blocker.value(SOON));
        }
    }

    /** Its class is initialised by a coroutine, which pins that. */
    private static final class Pinned {
        static AsyncSocket connection;
        static CountDownLatch begun;

        private static final class Read {
            static final int BYTE;

            static {
                begun.countDown();
                BYTE = connection.recvAll(1, SOON)[0];
            }
        }
    }

    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("serve a coroutine that waits where it cannot leave its thread")
    void shouldServeAPinnedCoroutine(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                Pair pair = Pair.of(nets, coros)) {
            Pinned.connection = pair.accepted();
            Pinned.begun = new CountDownLatch(1);
            Coro reader = coros.spawn("reader", self -> Pinned.Read.BYTE);
            assertTrue(Pinned.begun.await(30, TimeUnit.SECONDS));
            pair.peer().getOutputStream().write(7);
            assertEquals(7, reader.value(SOON));
        }
    }

    @CoroTest
    @DisplayName("are closed at once when sockets end, though a coroutine computes")
    void shouldEndWhileACoroutineComputes(Scheduler coros, Parking parking) throws Exception {
        var ended = new CountDownLatch(1);
        var computing = new CountDownLatch(1);
        Coro computer;
        try (var nets = new Nets(parking);
                Pair pair = Pair.of(nets, coros)) {
            computer = coros.spawn("computer", self -> {
                computing.countDown();
                while (ended.getCount() > 0) Thread.onSpinWait();
                return assertThrows(
                                IoClosedException.class, () -> pair.accepted().recv(1))
                        .getMessage();
            });
            assertTrue(computing.await(30, TimeUnit.SECONDS));
            nets.net.close();
            assertEquals(-1, pair.peer().getInputStream().read());
        } finally {
            ended.countDown();
        }
        assertTrue(computer.value(SOON).toString().contains("is closed"), computer::toString);
    }

    @CoroTest
    @DisplayName("go on for a plain thread when their scheduler has ended")
    void shouldOutliveTheirScheduler(CoroRuntime runtime, Parking parking) throws Exception {
        try (var nets = new Nets(parking)) {
            Scheduler other = runtime.scheduler("other");
            try (Pair pair = Pair.of(nets, other)) {
                runtime.close();
                for (int i = 0; i < 10; i++) {
                    FutureTask<Integer> reader = reader(pair.accepted());
                    pair.peer().getOutputStream().write(i);
                    assertEquals(i, reader.get(30, TimeUnit.SECONDS));
                }
            }
        }
    }

    @CoroTest
    @DisplayName("are not held up by another's handshake, whatever comes during it")
    void shouldNotBeHeldUpByAHandshake(Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                Pair pair = Pair.of(nets, coros);
                var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SocketChannel channel = SocketChannel.open(listener.getLocalSocketAddress());
                Socket hasty = listener.accept();
                var engine = new SlowEngine()) {
            channel.configureBlocking(false);
            coros.spawn("server", self -> {
                        var estate = new Estate();
                        var connection = new Connection(nets.net, channel, estate, estate);
                        connection.begin(Optional.of(new TlsLayer.Start(engine, Optional.empty(), SOON.toNanos())));
                        return null;
                    })
                    .value(SOON);
            hasty.getOutputStream().write(22);
            assertTrue(engine.computes.await(30, TimeUnit.SECONDS));
            hasty.getOutputStream().write(new byte[1000]);
            hasty.shutdownOutput();
            for (int i = 0; i < 10; i++) {
                FutureTask<Integer> reader = reader(pair.accepted());
                pair.peer().getOutputStream().write(i);
                assertEquals(i, reader.get(10, TimeUnit.SECONDS));
            }
        }
    }
}
