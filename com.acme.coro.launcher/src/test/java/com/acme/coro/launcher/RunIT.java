package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.launcher.guest.Guest;
import com.acme.coro.launcher.guest.StubbornGuest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code ./coro run}, started and ended as people and service managers do. */
class RunIT {
    private static final Duration PROMISED_END = Duration.ofSeconds(2);
    // Here the bound is used up, and what comes on top depends on what else this machine does.
    private static final Duration END_OF_PATIENCE = Duration.ofSeconds(6);

    @TempDir
    Path temporary;

    private CoroProcess running(Class<?> guest, String greeting) throws IOException, InterruptedException {
        var coro = CoroProcess.start(temporary, "run");
        try {
            coro.await("coro: ready in");
            coro.type("start " + GuestBundle.of(guest, temporary).toUri());
            coro.await(greeting);
            return coro;
        } catch (Throwable missed) {
            coro.close();
            throw missed;
        }
    }

    @Test
    void shouldSayInOneLineWhenItIsReady() throws Exception {
        try (var coro = CoroProcess.start(temporary, "run")) {
            String line = coro.await("coro: ready in");
            assertTrue(
                    line.matches("coro: ready in \\d+\\.\\d s \\(\\d+ bundles, process " + coro.pid() + "; .*\\)"),
                    line);
            coro.type("exit");
            assertEquals(0, coro.end());
            assertEquals(List.of(line), coro.out);
        }
    }

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void shouldEndInOrderWithinTwoSeconds(String signal, int status) throws Exception {
        try (var coro = running(Guest.class, "the guest sleeps")) {
            coro.signal(signal);
            Duration took = coro.untilEnd();
            assertAll(
                    () -> assertEquals(status, coro.end()),
                    () -> assertTrue(took.compareTo(PROMISED_END) < 0, took::toString),
                    () -> assertTrue(coro.out.contains("the guest has cleaned up"), coro.out::toString),
                    () -> assertEquals(List.of(), CoroProcess.filesIn(temporary)));
        }
    }

    @Test
    void shouldNotMissHotSwapWhenTheProcessEnds() throws Exception {
        try (var coro = CoroProcess.start(temporary, "run")) {
            coro.await("coro: ready in");
            coro.signal("TERM");
            assertEquals(143, coro.end());
            assertTrue(coro.err.stream().noneMatch(line -> line.contains("hot swap")), coro.err::toString);
        }
    }

    @Test
    void shouldEndInTimeThoughACoroutineDoesNot() throws Exception {
        try (var coro = running(StubbornGuest.class, "the guest stays")) {
            coro.signal("TERM");
            Duration took = coro.untilEnd();
            assertAll(
                    () -> assertEquals(143, coro.end()),
                    () -> assertTrue(took.compareTo(END_OF_PATIENCE) < 0, took::toString),
                    () -> assertTrue(
                            coro.err.stream().anyMatch(line -> line.startsWith("coro: gave up after")),
                            coro.err::toString));
        }
    }

    @Test
    void shouldLeaveNothingBehindWhenItEndsBeforeItIsReady() throws Exception {
        try (var coro = CoroProcess.start(temporary, "run")) {
            Instant deadline = Instant.now().plusSeconds(20);
            while (CoroProcess.filesIn(temporary).isEmpty()) {
                assertTrue(Instant.now().isBefore(deadline), "it does not start");
                Thread.onSpinWait();
            }
            coro.signal("TERM");
            assertEquals(143, coro.end());
            assertAll(
                    () -> assertEquals(List.of(), CoroProcess.filesIn(temporary)),
                    () -> assertEquals(List.of(), coro.err));
        }
    }

    @Test
    void shouldRunTwiceAtOnce() throws Exception {
        try (var one = CoroProcess.start(temporary, "run");
                var two = CoroProcess.start(temporary, "run")) {
            one.await("coro: ready in");
            two.await("coro: ready in");
            one.type("exit");
            assertEquals(0, one.end());
            two.type("schedulers");
            two.await("default");
            two.type("exit");
            assertEquals(0, two.end());
            assertEquals(List.of(), CoroProcess.filesIn(temporary));
        }
    }

    @Test
    void shouldRunTheCommandsOfItsInput() throws Exception {
        try (var coro = running(Guest.class, "the guest sleeps")) {
            coro.type("list -b guest");
            coro.await("SUSPENDED");
            coro.type("coro:show guest");
            coro.await("com.acme.coro.launcher.guest.Guest.lambda");
            coro.type("nonsense");
            coro.await("coro: Command not found: nonsense");
            coro.type("terminate nobody");
            coro.await("coro: there is no coroutine 'nobody'");
            coro.type("terminate guest that will do");
            coro.await("the guest has cleaned up");
            coro.type("coro:exit");
            assertEquals(0, coro.end());
        }
    }

    @Test
    void shouldConfigureWhatTheDirectorySays() throws Exception {
        Path etc = Files.createDirectories(temporary.resolve("conf/etc"));
        Files.writeString(etc.resolve("com.acme.coro.scheduler.cfg"), "carrier = JVM\n");
        Files.writeString(etc.resolve("com.acme.coro.scheduler.named~second.cfg"), "name = second\n");
        try (var coro = CoroProcess.start(
                temporary, "run", "--dir", temporary.resolve("conf").toString())) {
            coro.await("coro: ready in");
            coro.type("schedulers");
            assertTrue(coro.await("default").contains("jvm"));
            coro.await("second");
            coro.type("exit");
            assertEquals(0, coro.end());
        }
    }

    @Test
    void shouldSayWhichConfigurationFileCannotBeRead() throws Exception {
        Path etc = Files.createDirectories(temporary.resolve("etc"));
        Files.writeString(etc.resolve("com.acme.coro.scheduler.cfg"), "carrier = \\u12\n");
        try (var coro = CoroProcess.start(temporary, "run", "--dir", temporary.toString())) {
            assertEquals(1, coro.end());
            assertEquals(1, coro.err.size(), coro.err::toString);
            assertTrue(
                    coro.err.get(0).contains("com.acme.coro.scheduler.cfg: not a properties file"), coro.err::toString);
        }
    }
}
