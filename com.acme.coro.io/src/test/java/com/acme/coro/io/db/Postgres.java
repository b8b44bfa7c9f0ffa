package com.acme.coro.io.db;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.tukaani.xz.XZInputStream;

/**
 * A PostgreSQL server of the tests' own, on a port of its own: its programs come out of a jar, its data is deleted when it
 * stops. PostgreSQL refuses to run as root; where the tests do, it runs as nobody.
 */
public final class Postgres implements AutoCloseable {
    private static final String PROGRAMS = "/postgres-linux-x86_64.txz";
    private static final int NOBODY = 65534;
    private static final int PATIENCE_SECONDS = 60;

    /** Unpacked once; every server of this JVM runs them. */
    private static final class Installation {
        private static final Path HOME = unpacked();

        private static Path unpacked() {
            try {
                Path home = directory("coro-postgres-");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(home)));
                Process tar = new ProcessBuilder("tar", "-x", "-C", home.toString())
                        .inheritIO()
                        .redirectInput(ProcessBuilder.Redirect.PIPE)
                        .start();
                try (InputStream jar = Postgres.class.getResourceAsStream(PROGRAMS);
                        var archive = new XZInputStream(jar);
                        var into = tar.getOutputStream()) {
                    archive.transferTo(into);
                }
                await(tar, "tar");
                return home;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The one that most tests share. */
    private static final class Shared {
        private static final Postgres SERVER = start();

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(SERVER::close));
        }
    }

    private final Path data;
    private final int port;
    private final Process server;

    private Postgres(Path data, int port, Process server) {
        this.data = data;
        this.port = port;
        this.server = server;
    }

    /** The one that most tests share; it stops with this JVM. */
    public static Postgres shared() {
        return Shared.SERVER;
    }

    /** Another one. */
    public static Postgres start() {
        try {
            Path data = directory("coro-postgres-data-");
            if (isRoot()) {
                Files.setAttribute(data, "unix:uid", NOBODY);
                Files.setAttribute(data, "unix:gid", NOBODY);
            }
            await(
                    run(
                            data,
                            "initdb",
                            "-D",
                            data.toString(),
                            "-A",
                            "trust",
                            "-U",
                            "coro",
                            "-E",
                            "UTF8",
                            "--locale=C",
                            "--no-sync"),
                    "initdb");
            int port = freePort();
            Process server = run(
                    data,
                    "postgres",
                    "-D",
                    data.toString(),
                    "-p",
                    String.valueOf(port),
                    "-h",
                    "127.0.0.1",
                    "-k",
                    "",
                    "-c",
                    "fsync=off",
                    "-c",
                    "max_connections=50");
            var started = new Postgres(data, port, server);
            started.awaitStart();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path directory(String prefix) throws IOException {
        return Files.createTempDirectory(
                prefix, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
    }

    private static int freePort() throws IOException {
        try (var any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        }
    }

    private static boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    }

    private static Process run(Path data, String program, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        if (isRoot()) {
            command.addAll(List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"));
        }
        command.add(Installation.HOME.resolve("bin").resolve(program).toString());
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .directory(data.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static void await(Process process, String what) {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(what + " did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
        if (process.exitValue() != 0) throw new AssertionError(what + " failed: " + process.exitValue());
    }

    private void awaitStart() {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS); ; ) {
            try (Connection connection = source("start").getConnection()) {
                if (connection.isValid(PATIENCE_SECONDS)) return;
            } catch (SQLException notYet) {
                if (!server.isAlive() || System.nanoTime() > end) {
                    close();
                    throw new AssertionError("PostgreSQL does not start", notYet);
                }
            }
            try {
                server.waitFor(20, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Connections that the server knows by a name. */
    public DataSource source(String name) {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {"127.0.0.1"});
        source.setPortNumbers(new int[] {port});
        source.setDatabaseName("postgres");
        source.setUser("coro");
        source.setApplicationName(name);
        return source;
    }

    /** Goes away at once, whoever is connected. Without effect if it has. */
    public void stop() {
        try {
            // a kill would leave shared memory behind
            if (server.isAlive())
                await(run(data, "pg_ctl", "-D", data.toString(), "stop", "-m", "immediate"), "pg_ctl");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        stop();
        delete(data);
    }

    private static void delete(Path all) {
        try (Stream<Path> each = Files.walk(all)) {
            each.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        } catch (IOException | UncheckedIOException e) {
            // another process was faster, or still writes: what is left is in the machine's directory for such things
        }
    }
}
