package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process ends while code changes. */
class BetweenIT {
    private static final Path VERSION_2 =
            CoroProcess.ROOT.resolve("examples/meter.sensors/target/classes/versions/meter-2.jar");

    @TempDir
    Path temporary;

    @Test
    void shouldSayWhoEndsBetweenVersionsAndWhatIsNotRead() throws Exception {
        try (var coro = CoroProcess.start(temporary, "run")) {
            coro.await("coro: ready in");
            coro.type("lb");
            String id = idIn(coro.await("Coro example: meter ("));
            coro.type("stop " + id);
            coro.type("send examples.meter hello");
            coro.await("sent to");

            coro.type("exit");

            assertEquals(0, coro.end());
            assertTrue(
                    coro.err.stream()
                            .anyMatch(line -> line.contains("functions=[examples.meter]")
                                    && line.contains("the hot swap bundle was stopped, or the framework")),
                    coro.err::toString);
            assertTrue(
                    coro.err.stream().anyMatch(line -> line.contains("dead letter: coro=examples.meter")),
                    coro.err::toString);
        }
    }

    @Test
    void shouldEndInTheMiddleOfAnUpdate() throws Exception {
        try (var coro = CoroProcess.start(temporary, "run")) {
            coro.await("coro: ready in");
            coro.type("meter:begin");
            coro.await("sending about");
            coro.type("lb");
            String id = idIn(coro.await("Coro example: meter ("));
            coro.type("update " + id + " " + VERSION_2.toUri());

            coro.signal("TERM");

            assertEquals(143, coro.end());
            assertTrue(coro.err.stream().noneMatch(line -> line.contains("gave up")), coro.err::toString);
        }
    }

    private static String idIn(String line) {
        return line.strip().split("\\|")[0].strip();
    }
}
