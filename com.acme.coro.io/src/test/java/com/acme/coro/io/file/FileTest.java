package com.acme.coro.io.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
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
import com.acme.coro.api.io.CoroIoException;
import com.acme.coro.api.io.EndOfStreamException;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.IoFailedException;
import com.acme.coro.api.io.TooLongException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("AsyncFile")
class FileTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BRIEFLY = Duration.ofMillis(20);

    @TempDir
    private Path dir;

    private static FilesOfProcess process(Parking parking) {
        return new FilesOfProcess(parking, System::nanoTime, 4, (what, why) -> {
            throw new AssertionError(what, why);
        });
    }

    /** Runs in a coroutine. */
    private interface Body {
        Object run(AsyncFiles files) throws Exception;
    }

    private static void inCoroutine(CoroRuntime runtime, Body body) {
        try (var process = process(runtime.parking());
                var files = process.ofBundle()) {
            Outcome how = runtime.scheduler("default")
                    .spawn("user", self -> body.run(files))
                    .tryJoin(SOON)
                    .orElseThrow();
            if (how instanceof Outcome.Failed failed)
                throw new AssertionError(failed.failure().toString());
        }
    }

    private static String text(Optional<byte[]> bytes) {
        return new String(bytes.orElseThrow(), UTF_8);
    }

    private Path pipe() throws Exception {
        Path pipe = dir.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        return pipe;
    }

    @CoroTest
    @DisplayName("G02 G03 G05 writes, reads back what it wrote, and tells the end from nothing")
    void shouldWriteAndRead(CoroRuntime runtime) {
        Path path = dir.resolve("a");
        inCoroutine(runtime, files -> {
            try (AsyncFile file = files.open(path, CREATE, READ, WRITE)) {
                file.write("hello ");
                file.write("world");
                assertEquals(11, file.position());
                assertEquals(Optional.empty(), file.read(10));
                file.seek(0);
                assertEquals("hel", text(file.read(3)));
                assertEquals(3, file.position());
                assertEquals("lo world", new String(file.readExactly(8), UTF_8));
                assertEquals(Optional.empty(), file.read(10), "the end");
                assertEquals(Optional.empty(), file.read(10), "still the end");
                file.write("!");
                file.seek(6);
                assertEquals("world!", new String(file.readAll(6), UTF_8));
                assertEquals(0, file.readAll(6).length);
                assertTrue(file.isOpen());
                return null;
            }
        });
        assertEquals(0, Descriptors.to(path));
    }

    @CoroTest
    @DisplayName("a megabyte goes there and back, in pieces of any size")
    void shouldCopyLargeFiles(CoroRuntime runtime) {
        byte[] data = new byte[1_000_003];
        for (int i = 0; i < data.length; i++) data[i] = (byte) (i * 31);
        inCoroutine(runtime, files -> {
            try (AsyncFile file = files.open(dir.resolve("large"), CREATE, READ, WRITE)) {
                file.write(data);
                assertEquals(data.length, file.size());
                file.seek(0);
                byte[] back = new byte[data.length];
                int at = 0;
                for (var got = file.read(70_001); got.isPresent(); got = file.read(70_001)) {
                    System.arraycopy(got.get(), 0, back, at, got.get().length);
                    at += got.get().length;
                }
                assertArrayEquals(data, back);
                file.seek(1);
                assertArrayEquals(Arrays.copyOfRange(data, 1, data.length), file.readExactly(data.length - 1));
                return null;
            }
        });
    }

    @CoroTest
    @DisplayName("G04 lines in any charset, with LF or CR LF, the last with or without an end")
    void shouldReadLinesInAnyCharset(CoroRuntime runtime) {
        var lines = List.of("first", "", "größer ✓".replace("✓", "?"), "with \r inside", "last");
        for (String name : List.of(
                "UTF-8",
                "ISO-8859-1",
                "windows-1252",
                "UTF-16",
                "UTF-16LE",
                "UTF-16BE",
                "UTF-32",
                "UTF-32LE",
                "IBM1047",
                "GB18030")) {
            var charset = Charset.forName(name);
            Path path = dir.resolve(name);
            inCoroutine(runtime, files -> {
                byte[] bytes = ("first\n\r\ngrößer ?\nwith \r inside\r\nlast").getBytes(charset);
                Files.write(path, bytes);
                try (AsyncFile file = files.open(path)) {
                    var got = new ArrayList<String>();
                    for (var line = file.readLine(charset, 100); line.isPresent(); line = file.readLine(charset, 100)) {
                        got.add(line.get());
                    }
                    assertEquals(lines, got, name);
                    assertEquals(bytes.length, file.position(), name);
                    file.seek(0);
                    assertEquals(Optional.of("first"), file.readLine(charset, 100), name);
                }
                return null;
            });
        }
    }

    @CoroTest
    @DisplayName("a mark at the beginning says the byte order of UTF-16 and UTF-32")
    void shouldHeedTheMark(CoroRuntime runtime) {
        inCoroutine(runtime, files -> {
            Path path = dir.resolve("marked");
            Files.write(path, "\uFEFFone\ntwo\n".getBytes(StandardCharsets.UTF_16LE));
            try (AsyncFile file = files.open(path)) {
                assertEquals(Optional.of("one"), file.readLine(StandardCharsets.UTF_16, 10));
                assertEquals(Optional.of("two"), file.readLine(StandardCharsets.UTF_16, 10));
                assertEquals(Optional.empty(), file.readLine(StandardCharsets.UTF_16, 10));
            }
            Files.write(path, "\uFEFFone\ntwo".getBytes(Charset.forName("UTF-32LE")));
            try (AsyncFile file = files.open(path)) {
                assertEquals(Optional.of("one"), file.readLine(Charset.forName("UTF-32"), 20));
                assertEquals(Optional.of("two"), file.readLine(Charset.forName("UTF-32"), 20));
            }
            Files.write(path, "\uFEFF".getBytes(StandardCharsets.UTF_16LE));
            try (AsyncFile file = files.open(path)) {
                assertEquals(Optional.empty(), file.readLine(StandardCharsets.UTF_16, 10), "a mark and nothing else");
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("a line, and a rest, over the limit is refused and stays; lines up to the limit are read")
    void shouldBoundLines(CoroRuntime runtime) {
        inCoroutine(runtime, files -> {
            Path path = dir.resolve("lines");
            Files.writeString(path, "abcdefgh\nij\nklm");
            try (AsyncFile file = files.open(path)) {
                var tooLong = assertThrows(TooLongException.class, () -> file.readLine(UTF_8, 8));
                assertEquals(8, tooLong.limit());
                assertEquals(Optional.of("abcdefgh"), file.readLine(UTF_8, 9));
                assertEquals(Optional.of("ij"), file.readLine(UTF_8, 3));
                assertThrows(TooLongException.class, () -> file.readAll(2));
                assertEquals(Optional.of("klm"), file.readLine(UTF_8, 3));
                file.seek(0);
                var early = assertThrows(EndOfStreamException.class, () -> file.readExactly(100));
                assertEquals(15, early.received());
                assertEquals("abcd", text(file.read(4)), "nothing was taken");
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("reads and writes at positions leave the position alone, and many go on at once")
    void shouldReadAndWriteAtPositions(CoroRuntime runtime) {
        inCoroutine(runtime, files -> {
            Path path = dir.resolve("positions");
            Files.writeString(path, "0123456789");
            try (AsyncFile file = files.open(path, READ, WRITE)) {
                assertEquals("01", text(file.read(2)));
                assertEquals("56", text(file.readAt(5, 2)));
                file.writeAt(8, ByteBuffer.wrap("xyz".getBytes(UTF_8)));
                assertEquals(2, file.position());
                assertEquals("234567", new String(file.readExactly(6), UTF_8));
                assertEquals(Optional.empty(), file.readAt(11, 1));
                assertEquals(Optional.empty(), file.readAt(1000, 1));
                assertEquals("z", text(file.readAt(10, Integer.MAX_VALUE)));
                file.truncate(4);
                assertEquals(4, file.size());
                assertEquals(Optional.empty(), file.read(1), "it was cut off before the position");
                file.sync();
                file.seek(6);
                file.write("end");
            }
            assertEquals("0123\0\0end", Files.readString(path));
            try (AsyncFile file = files.open(path, APPEND)) {
                file.write("+1");
                file.seek(0);
                file.write("+2");
            }
            assertEquals("0123\0\0end+1+2", Files.readString(path));
            return null;
        });
    }

    @CoroTest
    @DisplayName("from a plain thread the calls block it; what it opened ends with the bundle")
    void shouldServePlainThreads(CoroRuntime runtime) throws IOException {
        Path path = Files.writeString(dir.resolve("plain"), "line\n");
        try (var process = process(runtime.parking())) {
            AsyncFile file;
            try (var files = process.ofBundle()) {
                file = files.open(path);
                assertEquals(Optional.of("line"), file.readLine());
                assertEquals(1, Descriptors.to(path));
            }
            assertFalse(file.isOpen());
            assertThrows(IoClosedException.class, file::readLine);
            assertEquals(0, Descriptors.to(path));
        }
    }

    @CoroTest
    @DisplayName(
            "G01 G02 a reader that waits holds up nobody; a time that is up, a raise and a termination leave what comes"
                    + " later to the next")
    void shouldLoseNothing(CoroRuntime runtime, Scheduler coros) throws Exception {
        Path pipe = pipe();
        try (var process = process(runtime.parking());
                var files = process.ofBundle()) {
            AsyncFile file = files.open(pipe, READ, WRITE);
            assertThrows(CoroTimeoutException.class, () -> file.readLine(BRIEFLY));
            Coro raised = coros.spawn("raised", self -> file.readLine());
            coros.spawn("the scheduler goes on", self -> self.sleep(Duration.ofMillis(1)))
                    .tryJoin(SOON);
            raised.raise(new IllegalStateException("enough"));
            assertTrue(raised.tryJoin(SOON).orElseThrow() instanceof Outcome.Failed);
            Coro terminated = coros.spawn("terminated", self -> file.readLine());
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            terminated.terminate("enough");
            assertTrue(terminated.tryJoin(SOON).isPresent());
            try (OutputStream writer = Files.newOutputStream(pipe)) {
                writer.write("one\ntw".getBytes(UTF_8));
                assertEquals(
                        new Outcome.Returned(Optional.of("one")),
                        coros.spawn("reader", self -> file.readLine())
                                .tryJoin(SOON)
                                .orElseThrow());
                assertThrows(CoroTimeoutException.class, () -> file.readLine(BRIEFLY));
                assertThrows(CoroTimeoutException.class, () -> file.readExactly(100, BRIEFLY));
                assertThrows(CoroTimeoutException.class, () -> file.readAll(100, BRIEFLY));
                writer.write("o\n".getBytes(UTF_8));
                assertEquals(Optional.of("two"), file.readLine());
            }
        }
    }

    @CoroTest
    @DisplayName("a second reader is refused; one may write meanwhile; closing tells the reader")
    void shouldHaveOneReader(CoroRuntime runtime, Scheduler coros) throws Exception {
        Path pipe = pipe();
        try (var process = process(runtime.parking());
                var files = process.ofBundle()) {
            AsyncFile file = files.open(pipe, READ, WRITE);
            Coro first = coros.spawn("first", self -> file.readLine());
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            var refused = assertThrows(IllegalStateException.class, file::readLine);
            assertEquals("somebody else is reading: " + pipe, refused.getMessage());
            file.write("by the first\n");
            assertEquals(Optional.of("by the first"), first.value(SOON));
            Coro waits = coros.spawn("waits", self -> file.read(1));
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            file.close();
            var failed = (Outcome.Failed) waits.tryJoin(SOON).orElseThrow();
            assertEquals(IoClosedException.class.getName(), failed.failure().type());
            assertEquals(0, Descriptors.to(pipe));
        }
    }

    @CoroTest
    @DisplayName("a swap ends a read; the file goes along, and what comes then is read by the next version")
    void shouldGoToTheNextVersion(CoroRuntime runtime, Scheduler coros) throws Exception {
        Path pipe = pipe();
        try (var process = process(runtime.parking());
                var files = process.ofBundle()) {
            runtime.offer("v2", (self, args) -> {
                var line = self.carried(AsyncFile.class).orElseThrow().readLine();
                self.receive(); // until it has been written and not only read
                return line;
            });
            var opened = new AtomicReference<AsyncFile>();
            Coro reader = coros.spawn("reader", self -> {
                try (AsyncFile file = files.open(pipe, READ, WRITE)) {
                    self.swappable(() -> file);
                    opened.set(file);
                    return file.readLine();
                }
            });
            Eventually.holds("it reads", () -> opened.get() != null);
            assertEquals(new SwapStatus.Applied(), reader.swap("v2").await(SOON));
            opened.get().write("to the next\n");
            reader.send("written");
            assertEquals(Optional.of("to the next"), reader.value(SOON));
            assertFalse(opened.get().isOpen(), "it ended with its owner");
            assertEquals(0, Descriptors.to(pipe));
        }
    }

    @CoroTest
    @DisplayName("G05 a file ends with the coroutine that opened it, however that ends")
    void shouldEndWithItsOwner(CoroRuntime runtime, Scheduler coros) throws Exception {
        Path path = Files.writeString(dir.resolve("owned"), "x");
        try (var process = process(runtime.parking());
                var files = process.ofBundle()) {
            var all = new ArrayList<Coro>();
            for (int i = 0; i < 50; i++) {
                int n = i;
                all.add(coros.spawn("owner", self -> {
                    files.open(path);
                    if (n % 3 == 0) throw new IllegalStateException("failed");
                    return n % 3 == 1 ? "returned" : self.receive();
                }));
            }
            Eventually.holds("all are open that wait", () -> Descriptors.to(path) == 16);
            for (Coro each : all) each.terminate("enough");
            for (Coro each : all) assertTrue(each.tryJoin(SOON).isPresent());
            assertEquals(0, Descriptors.to(path));
        }
    }

    @CoroTest
    @DisplayName("a write that is taken back is written as far as its buffer says, and what follows comes behind it")
    void shouldFinishWhatIsOnItsWay(CoroRuntime runtime, Scheduler coros) throws Exception {
        Path pipe = pipe();
        try (var process = process(runtime.parking());
                var files = process.ofBundle()) {
            AsyncFile file = files.open(pipe, READ, WRITE);
            byte[] large = new byte[1 << 18];
            Arrays.fill(large, (byte) 'x');
            var data = ByteBuffer.wrap(large);
            Coro writer = coros.spawn("writer", self -> {
                file.write(data);
                return null;
            });
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            writer.terminate("nobody reads");
            assertTrue(writer.tryJoin(SOON).isPresent());
            int sent = data.position();
            assertTrue(sent > 0 && sent < large.length, "sent " + sent);
            Coro reader = coros.spawn("reader", self -> file.readLine(UTF_8, 1 << 20));
            file.write("\n");
            assertEquals(
                    sent,
                    ((Optional<?>) reader.value(SOON)).orElseThrow().toString().length());
        }
    }

    @CoroTest
    @DisplayName("what the system refuses is told in a sentence")
    void shouldTellWhatFails(CoroRuntime runtime) {
        inCoroutine(runtime, files -> {
            Path missing = dir.resolve("missing");
            failure("opening failed: " + missing + ": there is no such file", () -> files.open(missing));
            failure("opening failed: " + dir + ": it is a directory", () -> files.open(dir));
            Path there = Files.writeString(dir.resolve("there"), "12345");
            failure(
                    "opening failed: " + there + ": it exists already",
                    () -> files.open(there, WRITE, java.nio.file.StandardOpenOption.CREATE_NEW));
            Path full = Path.of("/dev/full");
            try (AsyncFile file = files.open(full, WRITE)) {
                failure("writing failed: /dev/full: No space left on device", () -> file.write("x"));
                assertThrows(IllegalStateException.class, file::position);
            }
            AsyncFile file = files.open(there);
            assertEquals("123", text(file.read(3)));
            Files.write(there, new byte[0]);
            assertEquals("45", text(file.read(3)), "what had been read before it was cut off");
            assertEquals(Optional.empty(), file.read(3));
            assertThrows(IllegalArgumentException.class, () -> file.read(0));
            assertThrows(IllegalArgumentException.class, () -> file.seek(-1));
            assertThrows(IllegalArgumentException.class, () -> file.readLine(UTF_8, 0));
            assertThrows(IllegalArgumentException.class, () -> file.read(1, Duration.ofSeconds(-1)));
            assertThrows(IllegalArgumentException.class, () -> file.readLine(Charset.forName("ISO-2022-CN"), 10));
            assertThrows(IllegalArgumentException.class, () -> files.open(there, READ, APPEND));
            assertThrows(
                    java.nio.channels.NonWritableChannelException.class, () -> file.writeAt(0, ByteBuffer.allocate(1)));
            file.close();
            file.close();
            assertThrows(IoClosedException.class, () -> file.read(1));
            assertThrows(IoClosedException.class, () -> file.seek(0));
            assertThrows(IoClosedException.class, file::size);
            return null;
        });
    }

    private static void failure(String message, org.junit.jupiter.api.function.Executable call) {
        CoroIoException failed = assertThrows(IoFailedException.class, call);
        assertEquals(message, failed.getMessage());
    }
}
