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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/** A coro command in a process of its own. */
final class CoroProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    /** A build in a shell's background is started with SIGINT ignored, hands that down, and a JVM then leaves it so. */
    private static final List<String> SIGNALS_AS_USUAL =
            System.getProperty("os.name").equals("Linux") ? List.of("env", "--default-signal=INT") : List.of();

    static final String PROMPT = "coro> ";
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    static final Path SCRIPT = ROOT.resolve("coro");

    final List<String> out = new CopyOnWriteArrayList<>();
    final List<String> err = new CopyOnWriteArrayList<>();
    private final Lock lock = new ReentrantLock();
    private final Condition more = lock.newCondition();
    // What came and was not waited for yet; under the lock.
    private final StringBuilder text = new StringBuilder();
    private final Process process;
    private final List<Thread> readers;

    private CoroProcess(Process process) {
        this.process = process;
        // not virtual: each would keep a carrier while it reads, and others wait for ever
        readers = List.of(
                Thread.ofPlatform().daemon().start(() -> read(process.getInputStream(), out)),
                Thread.ofPlatform().daemon().start(() -> read(process.getErrorStream(), err)));
    }

    private void read(InputStream stream, List<String> lines) {
        try (var reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            var line = new StringBuilder();
            var chunk = new StringBuilder();
            for (int c; (c = reader.read()) >= 0; ) {
                if (c != '\r') chunk.append((char) c);
                if (c != '\n' && reader.ready()) continue;
                line.append(chunk);
                if (c == '\n') {
                    lines.add(line.substring(0, line.length() - 1));
                    line.setLength(0);
                }
                seen(chunk);
                chunk.setLength(0);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private void seen(CharSequence chunk) {
        lock.lock();
        try {
            text.append(chunk);
            more.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Starts ./coro with temporary files in a directory, so that what is left over is seen. */
    static CoroProcess start(Path temporary, String... words) throws IOException {
        return start(SCRIPT, Map.of("CORO_JAVA_OPTS", "-Djava.io.tmpdir=" + temporary), words);
    }

    static CoroProcess start(Path script, Map<String, String> environment, String... words) throws IOException {
        var command = new ArrayList<>(SIGNALS_AS_USUAL);
        command.add(script.toString());
        command.addAll(List.of(words));
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        return new CoroProcess(builder.start());
    }

    long pid() {
        return process.pid();
    }

    /** Waits for a line with this in it, behind what was waited for before. */
    String await(String part) throws InterruptedException {
        return await(part, "\n");
    }

    /** Waits for this, behind what was waited for before, as part of a line that may go on. */
    void awaitEcho(String part) throws InterruptedException {
        await(part, "");
    }

    private String await(String part, String behind) throws InterruptedException {
        long left = PATIENCE.toNanos();
        lock.lock();
        try {
            while (true) {
                int start = text.indexOf(part);
                int end = start < 0 ? -1 : text.indexOf(behind, start + part.length());
                if (end >= 0) {
                    String found = text.substring(text.lastIndexOf("\n", start) + 1, end);
                    text.delete(0, end);
                    return found;
                }
                if (left <= 0) return fail("'" + part + "' did not come; out: " + out + ", err: " + err);
                left = more.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    void type(String line) throws IOException {
        press(line + "\n");
    }

    void press(String keys) throws IOException {
        process.outputWriter(StandardCharsets.UTF_8).write(keys);
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
