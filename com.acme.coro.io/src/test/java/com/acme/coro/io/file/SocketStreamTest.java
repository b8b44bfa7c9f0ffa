package com.acme.coro.io.file;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncStream;
import com.acme.coro.api.io.ConnectionLostException;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.TooLongException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.io.net.BundleSockets;
import com.acme.coro.io.net.IoSettings;
import com.acme.coro.io.net.Net;
import com.acme.coro.io.net.SystemTime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("a connection as a stream")
class SocketStreamTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BRIEFLY = Duration.ofMillis(20);

    /** The network, files and one connection of a test. */
    private static final class Both implements AutoCloseable {
        private final Net net;
        private final BundleSockets sockets;
        private final FilesOfProcess process;
        private final FilesOfProcess.OfBundle files;
        private final AsyncServerSocket server;

        Both(Parking parking) {
            net = new Net(IoSettings.DEFAULT, parking, new SystemTime(), (what, why) -> {
                throw new AssertionError(what, why);
            });
            sockets = new BundleSockets(net);
            process = new FilesOfProcess(parking, System::nanoTime, 1, (what, why) -> {
                throw new AssertionError(what, why);
            });
            files = process.ofBundle();
            server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
        }

        AsyncSocket connect() {
            return sockets.connect("127.0.0.1", server.port());
        }

        @Override
        public void close() {
            files.close();
            process.close();
            sockets.close();
            net.close();
        }
    }

    @CoroTest
    @DisplayName(
            "G01 lines in any charset and of bounded length, and what is written, go through it; closing closes the"
                    + " connection")
    void shouldReadAndWrite(CoroRuntime runtime, Scheduler coros) {
        try (var both = new Both(runtime.parking())) {
            AsyncFiles files = both.files;
            Coro echo = coros.spawn("echo", self -> {
                try (AsyncStream stream = files.over(both.server.accept())) {
                    for (var line = stream.readLine(UTF_16LE, 100);
                            line.isPresent();
                            line = stream.readLine(UTF_16LE, 100)) {
                        stream.write(line.get() + "!\n");
                    }
                    return stream.read(1);
                }
            });
            AsyncSocket socket = both.connect();
            AsyncStream stream = files.over(socket);
            stream.write("grün\r\nrot\n".getBytes(UTF_16LE));
            assertThrows(TooLongException.class, () -> stream.readLine(UTF_8, 3));
            assertEquals(Optional.of("grün!"), stream.readLine());
            assertEquals("rot", new String(stream.readExactly(3), UTF_8));
            assertEquals(Optional.of("!"), stream.readLine());
            assertThrows(CoroTimeoutException.class, () -> stream.readLine(BRIEFLY));
            stream.close();
            assertFalse(socket.isOpen());
            assertThrows(IoClosedException.class, () -> stream.read(1));
            assertEquals(Optional.empty(), echo.value(SOON));
        }
    }

    @CoroTest
    @DisplayName("a time-out, a raise and a termination leave half a line to the next reader")
    void shouldLoseNothing(CoroRuntime runtime, Scheduler coros) {
        try (var both = new Both(runtime.parking())) {
            AsyncSocket socket = both.connect();
            AsyncStream stream = both.files.over(both.server.accept());
            socket.sendAll("half of ".getBytes(UTF_8));
            assertThrows(CoroTimeoutException.class, () -> stream.readLine(BRIEFLY));
            Coro raised = coros.spawn("raised", self -> stream.readLine());
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            raised.raise(new IllegalStateException("enough"));
            assertTrue(raised.tryJoin(SOON).orElseThrow() instanceof Outcome.Failed);
            Coro terminated = coros.spawn("terminated", self -> stream.readLine());
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            terminated.terminate("enough");
            assertTrue(terminated.tryJoin(SOON).isPresent());
            socket.sendAll("a line\n".getBytes(UTF_8));
            assertEquals(Optional.of("half of a line"), stream.readLine());
        }
    }

    @CoroTest
    @DisplayName("a swap takes the connection along with its stream, and the half of a line that has come")
    void shouldGoToTheNextVersion(CoroRuntime runtime, Scheduler coros) {
        try (var both = new Both(runtime.parking())) {
            runtime.offer("v2", (self, args) -> {
                AsyncStream stream = self.carried(AsyncStream.class).orElseThrow();
                stream.write("swapped\n");
                return stream.readLine();
            });
            var reading = new AtomicReference<AsyncSocket>();
            Coro reader = coros.spawn("reader", self -> {
                AsyncSocket accepted = both.server.accept();
                try (AsyncStream stream = both.files.over(accepted)) {
                    stream.readExactly(1);
                    self.swappable(() -> stream);
                    reading.set(accepted);
                    return stream.readLine();
                }
            });
            AsyncSocket socket = both.connect();
            socket.sendAll("-half of ".getBytes(UTF_8));
            Eventually.holds("it reads", () -> reading.get() != null);
            assertEquals(new SwapStatus.Applied(), reader.swap("v2").await(SOON));
            assertEquals(Optional.of("swapped"), socket.readLine());
            socket.sendAll("a line\n".getBytes(UTF_8));
            assertEquals(Optional.of("half of a line"), reader.value(SOON));
            assertFalse(reading.get().isOpen(), "it ended with its owner");
        }
    }

    @CoroTest
    @DisplayName("a part of a file goes out, as long as there is of it, and its position stays")
    void shouldSendAPartOfAFile(CoroRuntime runtime, Scheduler coros, @TempDir Path dir) throws IOException {
        var bytes = new byte[3 * Sending.PIECE + 17];
        new Random(7).nextBytes(bytes);
        Path path = Files.write(dir.resolve("data"), bytes);
        try (var both = new Both(runtime.parking())) {
            Coro sender = coros.spawn("sender", self -> {
                try (AsyncFile file = both.files.open(path);
                        AsyncSocket socket = both.server.accept()) {
                    file.seek(5);
                    var sent = List.of(
                            file.sendTo(socket, 3, bytes.length - 4),
                            file.sendTo(socket, 0, 0),
                            file.sendTo(socket, bytes.length - 1, Long.MAX_VALUE),
                            file.sendTo(socket, bytes.length + 1, 1));
                    assertEquals(5, file.position());
                    return sent;
                }
            });
            AsyncSocket socket = both.connect();
            byte[] came = socket.recvAll(bytes.length - 3, SOON);
            assertArrayEquals(Arrays.copyOfRange(bytes, 3, bytes.length - 1), Arrays.copyOf(came, came.length - 1));
            assertEquals(bytes[bytes.length - 1], came[came.length - 1]);
            assertEquals(Optional.empty(), socket.recv(1));
            assertEquals(List.of(bytes.length - 4L, 0L, 1L, 0L), sender.value(SOON));
        }
    }

    @CoroTest
    @DisplayName("a file cannot go where nobody is, nor from nowhere; it can be read all the same")
    void shouldSayWhyAFileCannotBeSent(CoroRuntime runtime, Scheduler coros, @TempDir Path dir) throws IOException {
        Path path = Files.write(dir.resolve("data"), new byte[64 << 20]);
        try (var both = new Both(runtime.parking())) {
            Coro sender = coros.spawn("sender", self -> {
                AsyncFile file = both.files.open(path);
                try (AsyncSocket socket = both.server.accept()) {
                    assertEquals(
                            "position must not be negative: -1",
                            assertThrows(IllegalArgumentException.class, () -> file.sendTo(socket, -1, 1))
                                    .getMessage());
                    assertEquals(
                            "count must not be negative: -2",
                            assertThrows(IllegalArgumentException.class, () -> file.sendTo(socket, 0, -2))
                                    .getMessage());
                    assertThrows(ConnectionLostException.class, () -> file.sendTo(socket, 0, Long.MAX_VALUE));
                    assertEquals(1, file.readAt(0, 1).orElseThrow().length);
                    file.close();
                    return assertThrows(IoClosedException.class, () -> file.sendTo(socket, 0, 1))
                            .getMessage();
                }
            });
            AsyncSocket socket = both.connect();
            socket.recvAll(1, SOON);
            socket.abort();
            assertEquals("the file is closed: " + path, sender.value(SOON));
        }
    }
}
