package com.acme.coro.io.pipe;

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
import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.IoFailedException;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.api.io.PipeSpec.Errors;
import com.acme.coro.api.io.TooLongException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.io.file.FilesOfProcess;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("AsyncPipe")
class PipeTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Duration BRIEFLY = Duration.ofMillis(20);
    private static final int LIMIT = 1 << 20;
    /** Says so when it is ready, and waits for its end. */
    private static final String STUBBORN = "trap '' TERM; echo ready; while :; do sleep 1; done";

    @TempDir
    private Path dir;

    private static PipesOfProcess process(Parking parking, int most) {
        return new PipesOfProcess(parking, System::nanoTime, most, (what, why) -> {
            throw new AssertionError(what, why);
        });
    }

    /** Runs in a coroutine. */
    private interface Body {
        Object run(AsyncPipes pipes) throws Exception;
    }

    private static void inCoroutine(CoroRuntime runtime, Body body) {
        try (var process = process(runtime.parking(), 8);
                var pipes = process.ofBundle()) {
            Outcome how = runtime.scheduler("default")
                    .spawn("user", self -> body.run(pipes))
                    .tryJoin(SOON)
                    .orElseThrow();
            if (how instanceof Outcome.Failed failed)
                throw new AssertionError(failed.failure().toString());
        }
    }

    private static boolean alive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static byte[] bytes(int count) {
        byte[] data = new byte[count];
        for (int i = 0; i < count; i++) data[i] = (byte) (i * 31 + (i >> 8));
        return data;
    }

    @CoroTest
    @DisplayName("N89 G08 cat gives back what it is given, a megabyte too; a chain of cat and grep counts")
    void shouldCommunicate(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            for (int size : List.of(0, 5, 1_000_000)) {
                try (AsyncPipe cat = pipes.start("cat")) {
                    var finished = cat.communicate(bytes(size), LIMIT);
                    assertArrayEquals(bytes(size), finished.output());
                    assertEquals(0, finished.errors().length);
                    assertEquals(0, finished.status());
                }
            }
            try (AsyncPipe chain = pipes.start(PipeSpec.of("cat").pipe("grep", "-c", "o"))) {
                var finished = chain.communicate("one\ntwo\nthree\n".getBytes(UTF_8), LIMIT);
                assertEquals("2\n", new String(finished.output(), UTF_8));
                assertEquals(List.of(0, 0), finished.statuses());
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("G07 write, read, lines and errors, one after the other")
    void shouldReadAndWrite(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            try (AsyncPipe sort = pipes.start("sort")) {
                sort.write("b\nc\n");
                sort.write("a\n");
                sort.closeOutput();
                assertEquals(Optional.of("a"), sort.readLine());
                assertEquals("b\n", new String(sort.read(2).orElseThrow(), UTF_8));
                assertEquals("c\n", new String(sort.readAll(10), UTF_8));
                assertEquals(Optional.empty(), sort.readLine());
                assertEquals(List.of(0), sort.join());
                assertThrows(IoClosedException.class, () -> sort.write("d\n"));
            }
            try (AsyncPipe echo =
                    pipes.start("sh", "-c", "while read line; do echo \"$line!\"; echo \"not $line\" >&2; done")) {
                for (int i = 0; i < 20; i++) {
                    echo.write(i + "\n");
                    assertEquals(Optional.of(i + "!"), echo.readLine());
                    assertEquals(Optional.of("not " + i), echo.errors().readLine());
                }
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("streams are drained together: much output, many errors and much input hold up nothing")
    void shouldDrainAllStreamsTogether(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            byte[] data = bytes(500_000);
            try (AsyncPipe tee = pipes.start("sh", "-c", "tee /dev/stderr")) {
                var finished = tee.communicate(data, LIMIT);
                assertArrayEquals(data, finished.output());
                assertArrayEquals(data, finished.errors());
            }
            // the errors of every program of a chain
            try (AsyncPipe chain = pipes.start(PipeSpec.of("sh", "-c", "echo first >&2; head -c 300000 /dev/zero")
                    .pipe("sh", "-c", "head -c 300000 /dev/zero >&2; wc -c"))) {
                var finished = chain.communicate(new byte[0], LIMIT);
                assertEquals("300000", new String(finished.output(), UTF_8).trim());
                assertEquals(300_006, finished.errors().length);
            }
            try (AsyncPipe merged =
                    pipes.start(PipeSpec.of("sh", "-c", "echo e >&2; echo o").errors(Errors.MERGED))) {
                assertEquals(
                        "e\no\n",
                        new String(merged.communicate(new byte[0], LIMIT).output(), UTF_8));
                assertEquals(
                        "the errors of sh -c echo e >&2; echo o are not piped but merged",
                        assertThrows(IllegalStateException.class, merged::errors)
                                .getMessage());
            }
            try (AsyncPipe quiet =
                    pipes.start(PipeSpec.of("sh", "-c", "echo e >&2; echo o").errors(Errors.DISCARDED))) {
                assertEquals(
                        "o\n", new String(quiet.communicate(new byte[0], LIMIT).output(), UTF_8));
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("G08 the input may be a file, or another pipe")
    void shouldCommunicateFromAnInput(CoroRuntime runtime) throws Exception {
        Path path = Files.write(dir.resolve("data"), bytes(300_000));
        try (var files = new FilesOfProcess(runtime.parking(), System::nanoTime, 2, (what, why) -> {});
                var ofBundle = files.ofBundle()) {
            inCoroutine(runtime, pipes -> {
                try (AsyncFile file = ofBundle.open(path);
                        AsyncPipe sum = pipes.start("cksum");
                        AsyncPipe known = pipes.start("cksum")) {
                    byte[] expected = known.communicate(bytes(300_000), LIMIT).output();
                    assertArrayEquals(expected, sum.communicate(file, LIMIT).output());
                }
                try (AsyncPipe zeros = pipes.start("head", "-c", "100000", "/dev/zero");
                        AsyncPipe count = pipes.start("wc", "-c")) {
                    assertEquals(
                            "100000", new String(count.communicate(zeros, LIMIT).output(), UTF_8).trim());
                }
                return null;
            });
        }
    }

    @CoroTest
    @DisplayName("one that closes its input early is no failure of communicate, and an error of write")
    void shouldBearOneThatReadsNoMore(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            try (AsyncPipe head = pipes.start("head", "-c", "1")) {
                var finished = head.communicate("x".repeat(500_000).getBytes(UTF_8), LIMIT);
                assertEquals("x", new String(finished.output(), UTF_8));
            }
            try (AsyncPipe done = pipes.start("true")) {
                assertEquals(List.of(0), done.join());
                var failed = assertThrows(IoFailedException.class, () -> done.write("anybody there?"));
                assertEquals("true", failed.where());
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("too much output ends the program, and the memory it takes is bounded")
    void shouldBoundOutput(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            try (AsyncPipe yes = pipes.start("yes")) {
                var tooLong = assertThrows(TooLongException.class, () -> yes.communicate(new byte[0], 100_000));
                assertEquals(100_000, tooLong.limit());
                assertTrue(tooLong.length() < 400_000, "kept " + tooLong.length());
                assertEquals(List.of(143), yes.join());
            }
            try (AsyncPipe errors = pipes.start("sh", "-c", "yes >&2")) {
                assertThrows(TooLongException.class, () -> errors.communicate(new byte[0], 100_000));
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("N89 a read without data times out and loses nothing; a raise and a termination do not either")
    void shouldLoseNothing(CoroRuntime runtime, Scheduler coros) {
        try (var process = process(runtime.parking(), 8);
                var pipes = process.ofBundle()) {
            AsyncPipe cat = pipes.start("cat");
            assertThrows(CoroTimeoutException.class, () -> cat.read(1, BRIEFLY));
            AsyncPipe sleeper = pipes.start("sleep", "1000"); // it does not end because its input does
            assertThrows(CoroTimeoutException.class, () -> sleeper.communicate(new byte[0], 10, Duration.ZERO));
            AsyncPipe pipe = pipes.start("cat");
            pipe.write("half of ");
            Coro raised = coros.spawn("raised", self -> pipe.readLine());
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            raised.raise(new IllegalStateException("enough"));
            assertTrue(raised.tryJoin(SOON).isPresent());
            Coro terminated = coros.spawn("terminated", self -> pipe.readLine());
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            terminated.terminate("enough");
            assertTrue(terminated.tryJoin(SOON).isPresent());
            pipe.write("a line\n");
            assertEquals(Optional.of("half of a line"), pipe.readLine());
        }
    }

    @CoroTest
    @DisplayName("G03 a write that nobody reads times out, says how much has gone, and holds up no scheduler")
    void shouldTimeOutWriting(CoroRuntime runtime, Scheduler coros) {
        try (var process = process(runtime.parking(), 8);
                var pipes = process.ofBundle()) {
            AsyncPipe sleeper = pipes.start("sleep", "1000");
            byte[] data = bytes(400_000);
            var late = assertThrows(
                    PartlySentException.class, () -> sleeper.write(ByteBuffer.wrap(data), Duration.ofMillis(200)));
            assertTrue(late.sent() > 0 && late.sent() < data.length, late.getMessage());
            assertEquals(data.length, late.total());
            coros.spawn("the scheduler goes on", self -> self.sleep(Duration.ofMillis(1)))
                    .tryJoin(SOON);
        }
    }

    @CoroTest
    @DisplayName("G07 the exit status is awaited; of one that a signal ended it is 128 and the signal's number")
    void shouldTellTheStatus(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            try (AsyncPipe three = pipes.start("sh", "-c", "exit 3")) {
                assertEquals(List.of(3), three.join());
            }
            try (AsyncPipe chain = pipes.start(PipeSpec.of("sh", "-c", "exit 4").pipe("true"))) {
                assertEquals(List.of(4, 0), chain.join());
            }
            try (AsyncPipe sleep = pipes.start("sleep", "1000")) {
                assertEquals(Optional.empty(), sleep.tryJoin(Duration.ZERO));
                assertEquals(Optional.empty(), sleep.tryJoin(BRIEFLY));
                assertEquals(List.of(143), sleep.kill(SOON));
                assertEquals(Optional.of(List.of(143)), sleep.tryJoin(Duration.ZERO));
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("one that traps SIGTERM may clean up; one that ignores it is killed after the grace")
    void shouldKillWithGrace(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            try (AsyncPipe tidy = pipes.start(
                    "sh", "-c", "trap 'echo tidied; exit 7' TERM; echo ready; while :; do sleep 0.01; done")) {
                assertEquals(Optional.of("ready"), tidy.readLine());
                assertEquals(List.of(7), tidy.kill(SOON));
                assertEquals(Optional.of("tidied"), tidy.readLine());
            }
            try (AsyncPipe stubborn = pipes.start("sh", "-c", STUBBORN)) {
                assertEquals(Optional.of("ready"), stubborn.readLine());
                assertEquals(List.of(137), stubborn.kill(Duration.ofMillis(50)));
            }
            try (AsyncPipe stubborn = pipes.start("sh", "-c", STUBBORN)) {
                assertEquals(List.of(137), stubborn.kill(Duration.ZERO));
            }
            return null;
        });
    }

    @CoroTest
    @DisplayName("G05 G06 programs end with their owner, with what they have started; asked to, they outlive it")
    void shouldEndWithTheirOwner(CoroRuntime runtime, Scheduler coros) {
        try (var process = process(runtime.parking(), 8);
                var pipes = process.ofBundle()) {
            var pids = new ArrayList<Long>();
            coros.spawn("owner", self -> {
                        AsyncPipe parent = pipes.start("sh", "-c", "sleep 1000 & echo $!; wait");
                        pids.addAll(parent.pids());
                        pids.add(Long.valueOf(parent.readLine().orElseThrow()));
                        AsyncPipe stubborn =
                                pipes.start(PipeSpec.of("sh", "-c", STUBBORN).grace(Duration.ofMillis(50)));
                        stubborn.readLine();
                        pids.addAll(stubborn.pids());
                        for (long pid : pids) assertTrue(alive(pid));
                        throw new IllegalStateException("failed");
                    })
                    .tryJoin(SOON);
            assertEquals(3, pids.size());
            assertFalse(alive(pids.get(0)));
            Eventually.holds("the child of a child is gone", () -> !alive(pids.get(1)));
            assertFalse(alive(pids.get(2)));

            var outliving = new AtomicReference<AsyncPipe>();
            coros.spawn("owner", self -> {
                        outliving.set(pipes.start(PipeSpec.of("sh", "-c", "read x; seq 1 100000; sleep 1000")
                                .outlives(true)));
                        return null;
                    })
                    .tryJoin(SOON);
            assertFalse(outliving.get().isOpen());
            long pid = outliving.get().pids().get(0);
            assertTrue(alive(pid));
            // its output is dropped, and does not hold it up: it comes to its last command
            Eventually.holds(
                    "it goes on",
                    () -> ProcessHandle.of(pid).stream()
                            .flatMap(ProcessHandle::children)
                            .anyMatch(child -> child.info().command().orElse("").contains("sleep")));
            outliving.get().kill(Duration.ZERO);
        }
    }

    @CoroTest
    @DisplayName("a swap ends a wait for output; the pipe goes along")
    void shouldGoToTheNextVersion(CoroRuntime runtime, Scheduler coros) {
        try (var process = process(runtime.parking(), 8);
                var pipes = process.ofBundle()) {
            runtime.offer("v2", (self, args) -> {
                var line = self.carried(AsyncPipe.class).orElseThrow().readLine();
                self.receive(); // until it has been written and not only read
                return line;
            });
            var started = new AtomicReference<AsyncPipe>();
            Coro reader = coros.spawn("reader", self -> {
                try (AsyncPipe cat = pipes.start("cat")) {
                    self.swappable(() -> cat);
                    started.set(cat);
                    return cat.readLine();
                }
            });
            Eventually.holds("it reads", () -> started.get() != null);
            assertEquals(new SwapStatus.Applied(), reader.swap("v2").await(SOON));
            started.get().write("to the next\n");
            reader.send("written");
            assertEquals(Optional.of("to the next"), reader.value(SOON));
            assertFalse(alive(started.get().pids().get(0)), "it ended with its owner");
        }
    }

    @CoroTest
    @DisplayName("a hundred at once, none holding up another, and no thread, process or descriptor is left")
    void shouldRunManyAtOnce(CoroRuntime runtime, Scheduler coros) {
        try (var process = process(runtime.parking(), 100);
                var pipes = process.ofBundle()) {
            var all = new ArrayList<Coro>();
            for (int i = 0; i < 100; i++) {
                byte[] data = bytes(100_000 + i);
                all.add(coros.spawn("user", self -> {
                    try (AsyncPipe cat = pipes.start("cat")) {
                        return Arrays.equals(data, cat.communicate(data, LIMIT).output());
                    }
                }));
            }
            for (Coro each : all) assertEquals(true, each.value(SOON));
            coros.spawn("starter", self -> {
                        for (int i = 0; i < 100; i++) pipes.start("sleep", "1000");
                        var refused = assertThrows(IllegalStateException.class, () -> pipes.start("true"));
                        assertEquals(
                                "too many programs run: 100 run and 1 are to start, pipe.programs=100",
                                refused.getMessage());
                        return null;
                    })
                    .value(SOON);
        }
        Eventually.holds(
                "no child is left", () -> ProcessHandle.current().children().noneMatch(ProcessHandle::isAlive));
    }

    @CoroTest
    @DisplayName("what cannot be started is told in a sentence, and takes no room")
    void shouldTellWhatFails(CoroRuntime runtime) {
        inCoroutine(runtime, pipes -> {
            for (int i = 0; i < 20; i++) {
                var failed = assertThrows(IoFailedException.class, () -> pipes.start("no-such-program", "x"));
                String message = failed.getMessage();
                assertTrue(message.startsWith("starting failed: no-such-program x: Cannot run program"), message);
                assertTrue(message.contains("No such file or directory"), message);
            }
            assertThrows(
                    IoFailedException.class,
                    () -> pipes.start(PipeSpec.of("sleep", "1000").pipe("no-such-program")));
            assertThrows(
                    IoFailedException.class,
                    () -> pipes.start(PipeSpec.of("cat").directory(dir.resolve("missing"))));
            assertThrows(IllegalArgumentException.class, () -> pipes.start(""));
            assertThrows(IllegalArgumentException.class, () -> pipes.start());
            assertThrows(
                    IllegalArgumentException.class, () -> PipeSpec.of("cat").grace(BRIEFLY.negated()));
            try (AsyncPipe pwd = pipes.start(
                    PipeSpec.of("sh", "-c", "pwd; echo $COLOUR").directory(dir).variable("COLOUR", "red"))) {
                assertEquals(
                        dir.toRealPath() + "\nred\n",
                        new String(pwd.communicate(new byte[0], LIMIT).output(), UTF_8));
            }
            AsyncPipe closed = pipes.start("sleep", "1000");
            closed.close();
            closed.close();
            assertFalse(closed.isOpen());
            assertThrows(IoClosedException.class, closed::readLine);
            assertThrows(IoClosedException.class, () -> closed.write("x"));
            assertEquals(List.of(143), closed.join());
            return null;
        });
    }

    @Test
    void refusesWordsAndVariablesThatNoSystemTakes() {
        var spec = PipeSpec.of("true");
        for (String name : List.of("", "A=B", "A\0")) {
            assertThrows(IllegalArgumentException.class, () -> spec.variable(name, "x"), name);
        }
        assertThrows(IllegalArgumentException.class, () -> spec.variable("A", "x\0"));
        var refused = assertThrows(IllegalArgumentException.class, () -> PipeSpec.of("echo", "a\0b"));
        assertEquals("a command must have no NUL in it: 'a?b'", refused.getMessage());
    }
}
