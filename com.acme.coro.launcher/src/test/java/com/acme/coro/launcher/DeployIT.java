package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The deploy folder of {@code ./coro run}: a newer jar over an older one, under load. */
class DeployIT {
    private static final Path VERSIONS = CoroProcess.ROOT.resolve("examples/meter.sensors/target/classes/versions");
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    Path temporary;

    private void deploy(Path folder, int version) throws IOException {
        Path part = Files.copy(VERSIONS.resolve("meter-" + version + ".jar"), temporary.resolve("meter.part"));
        Files.move(part, folder.resolve("meter.jar"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static void awaitVersion(CoroProcess coro, int version) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        String shown;
        do {
            assertTrue(Instant.now().isBefore(deadline), "version " + version + " did not come");
            coro.type("meter:figures");
            shown = coro.await("version=");
        } while (!shown.contains("version=" + version));
    }

    private static void awaitSwap(CoroProcess coro) throws Exception {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (coro.out.stream().noneMatch(line -> line.contains("SWAPPED") && line.contains("examples.meter"))) {
            assertTrue(Instant.now().isBefore(deadline), coro.out::toString);
            coro.type("coro:swaps");
            coro.await("REASON");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--dir", "--deploy"})
    void shouldSwapWhatIsReplacedInTheFolder(String option) throws Exception {
        Path folder = Files.createDirectories(temporary.resolve("conf/deploy"));
        deploy(folder, 1);
        Path named = option.equals("--dir") ? folder.getParent() : folder;
        try (var coro = CoroProcess.start(temporary, "run", option, named.toString())) {
            coro.await("coro: ready in");
            coro.type("meter:begin");
            coro.await("sending about");

            deploy(folder, 2);
            awaitVersion(coro, 2);

            awaitSwap(coro);
            coro.type("meter:end");
            String result = coro.await("the meter counted");
            assertTrue(result.contains("none lost, none twice, each sensor's in order"), result);
            coro.type("exit");
            assertEquals(0, coro.end());
        }
    }

    @Test
    void shouldWatchNothingUnlessThereIsAFolder() throws Exception {
        try (var coro = CoroProcess.start(temporary, "run", "--dir", temporary.toString())) {
            coro.await("coro: ready in");
            coro.type("exit");
            assertEquals(0, coro.end());
            assertTrue(Files.notExists(temporary.resolve("deploy")));
        }
    }
}
