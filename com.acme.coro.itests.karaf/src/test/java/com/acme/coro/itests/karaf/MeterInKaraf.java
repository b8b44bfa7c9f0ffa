package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The example's meter in a Karaf, as an operator sees it.
 *
 * @param karaf where
 */
record MeterInKaraf(Karaf karaf) {
    static final String BUNDLE = "com.acme.coro.examples.meter";
    private static final Duration SOON = Duration.ofSeconds(30);

    /** The jar of a version. */
    static Path jar(int version) throws IOException {
        Path jar = Path.of(System.getProperty("coro.karaf.meters")).resolve("meter-" + version + ".jar");
        if (!Files.isReadable(jar)) throw new IOException("the build has not made " + jar);
        return jar;
    }

    void startSending() throws IOException, InterruptedException {
        karaf.await("the sensors send", SOON, () -> tried("meter:begin").contains("sending about"));
        karaf.await("the meter counts", SOON, () -> counted() > 0);
    }

    /** Waits until this version of it counts. */
    void awaitCounting(int version) throws IOException, InterruptedException {
        karaf.await(
                "version " + version + " answers",
                SOON,
                () -> tried("meter:figures").contains("version=" + version));
        long then = counted();
        karaf.await("version " + version + " counts", SOON, () -> counted() > then);
    }

    private long counted() throws IOException, InterruptedException {
        String shown = tried("meter:figures");
        return shown.contains("count=") ? Long.parseLong(shown.replaceAll("(?s).*\\bcount=(\\d+).*", "$1")) : 0;
    }

    void assertNothingWasLost() throws IOException, InterruptedException {
        String result = karaf.run("meter:end").text();
        assertTrue(result.contains("none lost, none twice, each sensor's in order"), result);
    }

    /** The last line of {@code coro:swaps} that tells of the meter. */
    String lastSwap() throws IOException, InterruptedException {
        List<String> lines = karaf.run("coro:swaps").lines().stream()
                .filter(line -> line.contains(BUNDLE))
                .toList();
        return lines.isEmpty() ? "none" : lines.get(lines.size() - 1);
    }

    /** How many values that swap converted: the state, at least, as its class is another one in the next version. */
    int convertedAtLastSwap() throws IOException, InterruptedException {
        String number = lastSwap().strip().split("\\s+")[0];
        String shown = karaf.run("coro:swaps " + number).text();
        return Integer.parseInt(shown.replaceAll("(?s).*; (\\d+) values were converted.*", "$1"));
    }

    /** What a command printed that may fail. */
    private String tried(String command) throws IOException, InterruptedException {
        return karaf.tryOut(command).text();
    }
}
