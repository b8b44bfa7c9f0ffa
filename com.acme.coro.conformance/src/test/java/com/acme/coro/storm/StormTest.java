package com.acme.coro.storm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.standalone.Carrier;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Storms, each in a JVM of its own. The short form is part of the build; {@code mvn verify -Pstorms} runs the long one.
 * {@code -Dcoro.storm.seconds=} sets how long each takes, {@code -Dcoro.seed=} repeats one.
 */
@DisplayName("Storms: everything at once, and each coroutine has one outcome")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class StormTest {
    private static final long SECONDS = Long.getLong("coro.storm.seconds", 2);
    private static final long SEED =
            Optional.ofNullable(Long.getLong("coro.seed")).orElseGet(ThreadLocalRandom.current()::nextLong);

    @TempDir
    private Path folder;

    @ParameterizedTest(name = "{0} carriers, {1} cores, {2} threads of load, with pauses: {3}")
    @CsvSource({
        "OWN, 2, 0, false",
        "JVM, 2, 0, false",
        "OWN, 1, 1, true",
        "JVM, 1, 1, true",
    })
    void shouldGiveEachItsOutcome(Carrier carrier, int cores, int load, boolean pauses) throws Exception {
        Path output = folder.resolve("output");
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "-XX:ActiveProcessorCount=" + cores,
                "-Xss4m",
                "-cp",
                System.getProperty("java.class.path"),
                StormProcess.class.getName(),
                carrier.name(),
                Long.toString(SEED),
                Long.toString(Duration.ofSeconds(SECONDS).toMillis()),
                Integer.toString(load)));
        if (cores == 1) command.addAll(0, onOneCore());
        Process storm = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (pauses) pauseNowAndThen(storm);
            assertTrue(
                    storm.waitFor(SECONDS + 240, TimeUnit.SECONDS),
                    () -> "the storm does not end, -Dcoro.seed=" + SEED + ": " + read(output));
        } finally {
            storm.destroyForcibly();
        }
        String text = read(output);
        assertEquals(0, storm.exitValue(), text);
        assertTrue(text.contains("PASSED"), () -> "-Dcoro.seed=" + SEED + "\n" + text);
    }

    private static List<String> onOneCore() {
        return new File("/usr/bin/taskset").canExecute() ? List.of("/usr/bin/taskset", "-c", "0") : List.of();
    }

    /** The process is stopped for a while, which must not look like time that a coroutine had. */
    private static void pauseNowAndThen(Process storm) throws Exception {
        var random = new SplittableRandom(SEED);
        long until = System.nanoTime() + Duration.ofSeconds(SECONDS).toNanos();
        while (System.nanoTime() - until < 0) {
            if (storm.waitFor(200 + random.nextInt(600), TimeUnit.MILLISECONDS)) return;
            signal(storm, "STOP");
            try {
                if (storm.waitFor(50 + random.nextInt(400), TimeUnit.MILLISECONDS)) return;
            } finally {
                signal(storm, "CONT");
            }
        }
    }

    private static void signal(Process to, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(to.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (java.io.IOException e) {
            return "no output: " + e;
        }
    }
}
