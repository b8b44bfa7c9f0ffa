package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** {@code ./coro run} at a terminal, which {@code script} of util-linux pretends to be. */
@EnabledOnOs(OS.LINUX)
class PromptIT {
    private static final Path TERMINAL = Path.of("/usr/bin/script");
    private static final String CTRL_C = "\u0003";
    private static final String CTRL_D = "\u0004";
    private static final String TAB = "\t";

    @BeforeEach
    void needATerminal() {
        assumeTrue(Files.isExecutable(TERMINAL), "needs script of util-linux");
    }

    private static CoroProcess atPrompt() throws IOException, InterruptedException {
        var coro = CoroProcess.start(
                TERMINAL,
                Map.of("TERM", "xterm"),
                "-qec",
                "stty rows 40 cols 120; exec " + CoroProcess.SCRIPT + " run",
                "/dev/null");
        coro.await("coro: ready in");
        coro.awaitEcho(CoroProcess.PROMPT);
        return coro;
    }

    @Test
    void shouldRunWhatIsTypedAndComplete() throws Exception {
        try (var coro = atPrompt()) {
            coro.type("sched" + TAB);
            coro.await("SCHEDULER");
            coro.awaitEcho(CoroProcess.PROMPT);
            coro.type("nonsense");
            coro.await("coro: Command not found: nonsense");
            coro.awaitEcho(CoroProcess.PROMPT);
            coro.type("exit");
            assertEquals(0, coro.end());
        }
    }

    @Test
    void shouldEndInTimeWithCtrlC() throws Exception {
        try (var coro = atPrompt()) {
            coro.type("schedulers");
            coro.await("SCHEDULER");
            coro.awaitEcho(CoroProcess.PROMPT);
            coro.press(CTRL_C);
            Duration took = coro.untilEnd();
            assertEquals(0, coro.end());
            assertTrue(took.compareTo(Duration.ofSeconds(2)) < 0, took::toString);
        }
    }

    @Test
    void shouldDropWithCtrlCWhatWasTyped() throws Exception {
        try (var coro = atPrompt()) {
            coro.press("exi");
            coro.awaitEcho("exi");
            coro.press(CTRL_C);
            coro.awaitEcho(CoroProcess.PROMPT);
            coro.type("schedulers");
            coro.await("SCHEDULER");
            coro.awaitEcho(CoroProcess.PROMPT);
            coro.type("exit");
            assertEquals(0, coro.end());
        }
    }

    @Test
    void shouldEndAtTheEndOfInput() throws Exception {
        try (var coro = atPrompt()) {
            coro.type("schedulers");
            coro.await("SCHEDULER");
            coro.awaitEcho(CoroProcess.PROMPT);
            coro.press(CTRL_D);
            assertEquals(0, coro.end());
        }
    }
}
