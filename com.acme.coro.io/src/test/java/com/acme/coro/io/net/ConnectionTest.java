package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Connections: who has them, and for how long")
class ConnectionTest {
    @CoroTest
    @DisplayName("F07 send takes what there is room for, says how much, and waits only while that is nothing")
    void shouldSendWhatThereIsRoomFor(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            var data = ByteBuffer.allocate(50 << 20); // more than any system buffers
            int first = s.send(data);
            assertTrue(first > 0 && first < data.capacity(), () -> "taken: " + first);
            assertEquals(first, data.position());
            Coro sender = coros.spawn("sender", self -> {
                long all = first;
                while (data.hasRemaining()) all += s.send(data);
                s.closeOutput();
                return all;
            });
            assertEquals(data.capacity(), peer.getInputStream().transferTo(OutputStream.nullOutputStream()));
            assertEquals((long) data.capacity(), sender.value(SOON));
        }
    }

    @CoroTest
    @DisplayName("F10 accept for a time: empty if nobody came, and whoever comes later is accepted")
    void shouldAcceptForATime(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            assertEquals(Optional.empty(), server.tryAccept(Duration.ofMillis(10)));
            Coro acceptor = coros.spawn(
                    "acceptor", self -> server.tryAccept(SOON).orElseThrow().isOpen());
            try (var peer = new Socket("127.0.0.1", server.port())) {
                assertEquals(true, acceptor.value(SOON));
                assertTrue(peer.isConnected());
            }
        }
    }

    @CoroTest
    @DisplayName("F11 a local address is bound first, and all addresses of a name are tried")
    void shouldConnectFromALocalAddressAndToAnyOfAName(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            assumeTrue(isOurs("127.0.0.2"), "this machine has one loopback address only");
            ConnectSpec from = ConnectSpec.to("localhost", server.port()).local(new InetSocketAddress("127.0.0.2", 0));
            try (AsyncSocket client = nets.sockets.connect(from);
                    AsyncSocket accepted = server.accept()) {
                assertEquals("127.0.0.2", accepted.remoteAddress().getAddress().getHostAddress());
                assertEquals(client.localAddress(), accepted.remoteAddress());
            }
        }
    }

    private static boolean isOurs(String address) {
        try (var probe = new ServerSocket(0, 1, InetAddress.getByName(address))) {
            return probe.isBound();
        } catch (IOException notOurs) {
            return false;
        }
    }

    @CoroTest
    @DisplayName("F02 F16 what a plain thread accepted a coroutine takes, and ends; what that has used it may use, too")
    void shouldGoFromAPlainThreadToACoroutine(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port())) {
            AsyncSocket accepted = server.accept();
            client.sendAll("hello\n".getBytes(UTF_8)); // the thread's from here on
            Coro user = coros.spawn("user", self -> {
                client.sendAll("again\n".getBytes(UTF_8));
                return null;
            });
            user.value(SOON);
            Coro taker = coros.spawn(
                    "taker",
                    self -> accepted.take().readLine().orElseThrow()
                            + accepted.readLine().orElseThrow());
            assertEquals("helloagain", taker.value(SOON));
            assertFalse(accepted.isOpen());
            assertTrue(client.isOpen());
            assertEquals(Optional.empty(), client.recv(1));
        }
    }

    @CoroTest
    @DisplayName("A50 F06 a swap during a read ends that; what had come is read by the next version")
    void shouldGiveWhatHasComeToTheNextVersion(CoroRuntime runtime, Scheduler coros, Parking parking) throws Exception {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port())) {
            runtime.offer("next", (self, args) -> {
                AsyncSocket s = self.carried(AsyncSocket.class).orElseThrow();
                s.sendAll("next\n".getBytes(UTF_8));
                return new String(s.recvAll(5), UTF_8);
            });
            var reads = new CountDownLatch(1);
            Coro reader = coros.spawn("reader", self -> {
                AsyncSocket s = server.accept();
                self.swappable(() -> s);
                assertThrows(CoroTimeoutException.class, () -> s.recvAll(5, Duration.ofMillis(1)));
                reads.countDown();
                return new String(s.recvAll(5), UTF_8);
            });
            client.sendAll("hel".getBytes(UTF_8));
            assertTrue(reads.await(SOON.toSeconds(), TimeUnit.SECONDS));
            assertEquals(new SwapStatus.Applied(), reader.swap("next").await(SOON));
            assertEquals(Optional.of("next"), client.readLine());
            client.sendAll("lo".getBytes(UTF_8));
            assertEquals("hello", reader.value(SOON));
        }
    }
}
