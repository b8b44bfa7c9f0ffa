package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A coro command in a process of its own. */
final class CoroProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path SCRIPT = ROOT.resolve("coro");

    final List<String> out = new CopyOnWriteArrayList<>();
    final List<String> err = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> unseen = new LinkedBlockingQueue<>();
    private final Process process;
    private final List<Thread> readers;

    private CoroProcess(Process process) {
        this.process = process;
        readers = List.of(
                Thread.ofVirtual().start(() -> read(process.getInputStream(), out)),
                Thread.ofVirtual().start(() -> read(process.getErrorStream(), err)));
    }

    private void read(InputStream stream, List<String> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line; (line = reader.readLine()) != null; ) {
                lines.add(line);
                unseen.add(line);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Starts ./coro with temporary files in a directory, so that what is left over is seen. */
    static CoroProcess start(Path temporary, String... words) throws IOException {
        return start(SCRIPT, Map.of("CORO_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), words);
    }

    static CoroProcess start(Path script, Map<String, String> environment, String... words) throws IOException {
        var builder = new ProcessBuilder(
                Stream.concat(Stream.of(script.toString()), Stream.of(words)).toList());
        builder.environment().putAll(environment);
        return new CoroProcess(builder.start());
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line that neither this nor an earlier call has seen. */
    String await(String part) throws InterruptedException {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (true) {
            long left = Duration.between(Instant.now(), deadline).toMillis();
            String line = unseen.poll(Math.max(left, 0), TimeUnit.MILLISECONDS);
            if (line == null) return fail("no line with '" + part + "' came; out: " + out + ", err: " + err);
            if (line.contains(part)) return line;
        }
    }

    void type(String line) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).write(line + "\n");
        process.outputWriter(StandardCharsets.UTF_8).flush();
    }

    void signal(String name) throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + name, String.valueOf(pid())).start();
        assertTrue(kill.waitFor(5, TimeUnit.SECONDS) && kill.exitValue() == 0, "kill -" + name);
    }

    /** Waits for the end and for all that was printed. */
    int end() throws InterruptedException {
        assertTrue(
                process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                () -> "still runs; out: " + out + ", err: " + err);
        for (Thread reader : readers) reader.join();
        return process.exitValue();
    }

    /** How long it takes from now on to end. */
    Duration untilEnd() throws InterruptedException {
        Instant now = Instant.now();
        end();
        return Duration.between(now, Instant.now());
    }

    static List<Path> filesIn(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("coro-"))
                    .toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
