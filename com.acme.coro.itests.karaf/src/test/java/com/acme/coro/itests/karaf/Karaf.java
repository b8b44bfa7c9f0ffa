package com.acme.coro.itests.karaf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * A real Karaf in a process of its own, for the tests of one class: unpacked, started before the first of them, driven through its remote
 * shell, killed after the last. It knows two Maven repositories, its own and the one that this build made of our features: what is
 * installed is what was just built. When a test fails, the end of Karaf's log is printed.
 */
public final class Karaf implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private static final Duration BOOT = Duration.ofSeconds(300);
    private static final Duration COMMAND = Duration.ofSeconds(60);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int LOG_LINES = 40;
    private static final int FIRST_PORT = 20_000;
    private static final int LAST_PORT = 29_999;
    private static final int PORT_TRIES = 100;
    private static final String NO_SESSION = "Failed to get the session"; // then no command was given
    private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

    private final Path home;
    private final Thread killer = new Thread(this::kill, "karaf-killer");
    private Process process;

    /** A Karaf under this name; two that run at once need two names. */
    public Karaf(String name) {
        this.home = KarafHome.folder().resolve(name);
    }

    /** What one session of the remote shell printed, and whether its commands succeeded. */
    public record Reply(int status, String text) {
        public List<String> lines() {
            return text.lines().filter(Predicate.not(String::isBlank)).toList();
        }
    }

    /** A bundle of the container as {@code bundle:list} shows it. */
    public record BundleLine(long id, String state, String symbolicName) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        try (ServerSocket ssh = freePort();
                ServerSocket registry = freePort();
                ServerSocket server = freePort()) {
            KarafHome.prepare(home, ssh.getLocalPort(), registry.getLocalPort(), server.getLocalPort());
        }
        Runtime.getRuntime().addShutdownHook(killer);
        process = script("karaf", "daemon")
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("console.txt").toFile())
                .start();
        process.getOutputStream().close();
        try {
            await(
                    "the shell of Karaf answers",
                    BOOT,
                    () -> runOnce("feature:list").status() == 0);
        } catch (IOException failure) {
            System.err.println(logTail());
            throw failure;
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        kill();
        Runtime.getRuntime().removeShutdownHook(killer);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        System.err.println(context.getDisplayName() + " failed. " + logTail());
        throw failure;
    }

    /**
     * Adds our feature repository and installs features of it, until Karaf says that they are started. Its own shell may
     * be restarted by that, as it takes a library that comes with them.
     */
    public void install(String... features) throws IOException, InterruptedException {
        run("feature:repo-add " + KarafHome.features().toUri(), "feature:install " + String.join(" ", features));
        await(
                "started: " + List.of(features),
                COMMAND,
                () -> started(runOnce("feature:list -i --no-format"), features));
    }

    private static boolean started(Reply list, String... features) {
        return Stream.of(features)
                .allMatch(feature -> list.lines().stream()
                        .map(line -> List.of(line.split("\\s+")))
                        .anyMatch(cells -> cells.get(0).equals(feature) && cells.contains("Started")));
    }

    /** Installs and starts bundles of the test; the name of each is also the scope of its commands. */
    public void installProbes(String... names) throws IOException, InterruptedException {
        var commands = new ArrayList<String>();
        for (String name : names)
            commands.add("bundle:install -s " + ProbeJar.write(home, name).toUri());
        run(commands.toArray(String[]::new));
    }

    /** A file or folder of this Karaf. */
    public Path file(String path) {
        return home.resolve(path);
    }

    /** The bundles of ours that Karaf has. */
    public List<BundleLine> ourBundles() throws IOException, InterruptedException {
        return run("bundle:list -t 0 -s --no-format").lines().stream()
                .map(line -> line.split("\t"))
                .filter(cells -> cells.length == 5 && cells[4].strip().startsWith("com.acme.coro."))
                .map(cells -> new BundleLine(Long.parseLong(cells[0].strip()), cells[1].strip(), cells[4].strip()))
                .toList();
    }

    /** Runs shell commands in one session, as soon as there is one; fails when one of them does. */
    public Reply run(String... commands) throws IOException, InterruptedException {
        var replies = new ArrayList<Reply>();
        await("there is a session", COMMAND, () -> {
            replies.add(runOnce(commands));
            return !replies.getLast().text().contains(NO_SESSION);
        });
        Reply reply = replies.getLast();
        if (reply.status() != 0) {
            throw new IOException("the shell of Karaf refused " + List.of(commands) + ": " + reply.text());
        }
        return reply;
    }

    /** Runs shell commands in one session, whether they succeed or not. */
    public Reply tryOut(String... commands) throws IOException, InterruptedException {
        return runOnce(commands);
    }

    /** Runs shell commands in one session of a user, whether they succeed or not. */
    public Reply tryOutAs(String user, String... commands) throws IOException, InterruptedException {
        var replies = new ArrayList<Reply>();
        await("there is a session", COMMAND, () -> {
            replies.add(runOnceAs(user, commands));
            return !replies.getLast().text().contains(NO_SESSION);
        });
        return replies.getLast();
    }

    /** Asks again and again until it holds; fails when the time is up or Karaf has died. */
    public void await(String what, Duration limit, Condition condition) throws IOException, InterruptedException {
        long deadlineNanos = System.nanoTime() + limit.toNanos();
        while (!condition.holds()) {
            if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("Karaf ended with status " + process.exitValue() + " before " + what + ": "
                        + Files.readString(home.resolve("console.txt")));
            }
            if (System.nanoTime() - deadlineNanos > 0) {
                throw new IOException("not within " + limit.toSeconds() + " s: " + what);
            }
        }
    }

    /** Something that a test waits for. */
    @FunctionalInterface
    public interface Condition {
        boolean holds() throws IOException, InterruptedException;
    }

    /** The end of Karaf's own log. */
    private String logTail() {
        Path log = home.resolve("data/log/karaf.log");
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return "The end of karaf.log:\n"
                    + String.join("\n", all.subList(Math.max(0, all.size() - LOG_LINES), all.size())) + "\n";
        } catch (IOException | UncheckedIOException e) {
            return "No karaf.log: " + e + "\n";
        }
    }

    private Reply runOnce(String... commands) throws IOException, InterruptedException {
        return runOnceAs(KarafHome.USER, commands);
    }

    private Reply runOnceAs(String user, String... commands) throws IOException, InterruptedException {
        Path input = home.resolve("client-in.txt");
        Path output = home.resolve("client-out.txt");
        Files.writeString(input, String.join("\n", commands) + "\n");
        Process client = script("client", "-u", user, "-p", user, "-b")
                .redirectErrorStream(true)
                .redirectInput(input.toFile())
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!client.waitFor(COMMAND.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IOException("no answer within " + COMMAND.toSeconds() + " s to " + List.of(commands));
            }
        } finally {
            client.destroyForcibly();
        }
        String text = Files.readString(output, StandardCharsets.UTF_8);
        return new Reply(client.exitValue(), COLOURS.matcher(text).replaceAll(""));
    }

    private ProcessBuilder script(String name, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of(home.resolve("bin").resolve(name).toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(home.toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KARAF_"));
        builder.environment().put("JAVA_HOME", KarafJava.found().home().toString());
        builder.environment().put("JAVA_OPTS", KarafHome.javaOptions(home));
        return builder;
    }

    private void kill() {
        if (process != null) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().onExit().join();
        }
    }

    /**
     * A port that is free, held until the socket is closed. From below the range in which the operating system finds ports
     * for sockets that name none: otherwise another socket of Karaf could take it before its owner does.
     */
    private static ServerSocket freePort() throws IOException {
        for (int tries = 0; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT + 1);
            try {
                return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            } catch (BindException taken) {
                if (tries == PORT_TRIES) throw taken;
            }
        }
    }
}
