package com.acme.coro.launcher;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * {@code coro run}: a container until somebody ends it.
 *
 * @param carried where the bundles are
 * @param verbose whether --verbose was given
 * @param out standard output
 * @param err standard error
 */
record RunCommand(Carried carried, boolean verbose, PrintStream out, PrintStream err) {
    int run(List<String> words) throws UsageException, LaunchException, InterruptedException {
        Optional<Path> directory = directory(words);
        Map<String, Map<String, String>> configuration =
                directory.isPresent() ? ConfigurationFiles.in(directory.get().resolve("etc")) : Map.of();
        var container = Container.start(carried, bundle -> true, verbose, configuration, err);
        boolean terminal = Terminal.present();
        double seconds = ProcessAge.now(Clock.systemUTC()).toMillis() / 1_000.0;
        out.printf(
                Locale.ROOT,
                "coro: ready in %.1f s (%d bundles, process %d; %s or Ctrl-C ends it)%n",
                seconds,
                container.bundles(),
                ProcessHandle.current().pid(),
                terminal ? "exit" : "SIGTERM");
        out.flush();
        container.offer(
                Runnable.class,
                container::stop,
                Map.of("coro.launcher", "exit", "coro.console", terminal ? "prompt" : "lines"));
        container.awaitStop();
        return 0;
    }

    private static Optional<Path> directory(List<String> words) throws UsageException {
        Optional<Path> directory = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--dir")) {
                if (++i == words.size()) throw new UsageException("run: --dir needs a directory");
                directory = Optional.of(existing(words.get(i)));
            } else if (word.startsWith("--dir=")) {
                directory = Optional.of(existing(word.substring("--dir=".length())));
            } else {
                throw new UsageException(
                        "run: unknown argument '" + word + "': there are --dir D, --verbose and --help");
            }
        }
        return directory;
    }

    private static Path existing(String name) throws UsageException {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) return path;
        } catch (InvalidPathException unfit) {
            throw new UsageException("run: --dir: not a path: " + unfit.getMessage());
        }
        throw new UsageException("run: --dir: there is no directory '" + name + "'");
    }
}
