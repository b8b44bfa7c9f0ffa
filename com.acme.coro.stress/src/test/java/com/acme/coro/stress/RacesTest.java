package com.acme.coro.stress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs JCStress with all races of this module, in processes of its own, and reads its last count. */
class RacesTest {
    private static final Pattern COUNT = Pattern.compile(
            "Results: (\\d+) planned; (\\d+) passed, (\\d+) failed, (\\d+) soft errs, (\\d+) hard errs");
    private static final int RACES = 13;

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldSeeOnlyOutcomesThatAreAllowed(String carrier) throws IOException, InterruptedException {
        Path results =
                Files.createDirectories(Path.of("target", "races-" + carrier)).toAbsolutePath();
        Path log = results.resolve("log.txt");
        var jcstress = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "org.openjdk.jcstress.Main",
                        "-m",
                        System.getProperty("coro.races.mode"),
                        "-f",
                        System.getProperty("coro.races.forks"),
                        "-iters",
                        System.getProperty("coro.races.rounds"),
                        "-time",
                        System.getProperty("coro.races.millis"),
                        "-sc",
                        System.getProperty("coro.races.split"),
                        "-af",
                        "NONE",
                        "-t",
                        "com.acme.coro.stress.races",
                        "-r",
                        results.toString(),
                        "-jvmArgs",
                        "--add-opens java.base/java.lang=ALL-UNNAMED -Xmx512m -Dcoro.stress.carrier=" + carrier))
                .directory(results.toFile()) // it leaves a file of raw results where it runs
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .redirectInput(new File("/dev/null"))
                .start();

        int status = jcstress.waitFor();

        String printed = Files.readString(log);
        Matcher count = COUNT.matcher(printed);
        String last = "nothing was counted";
        int planned = 0;
        int passed = 0;
        while (count.find()) {
            last = count.group();
            planned = Integer.parseInt(count.group(1));
            passed = Integer.parseInt(count.group(2));
        }
        String said = last + "; see " + log;
        assertEquals(0, status, said);
        assertTrue(planned >= RACES, said);
        assertEquals(planned, passed, said);
    }
}
