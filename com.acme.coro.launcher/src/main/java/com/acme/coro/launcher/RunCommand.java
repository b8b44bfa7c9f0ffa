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
record RunCommand(BundledJars carried, boolean verbose, PrintStream out, PrintStream err) {
    int run(List<String> words) throws UsageException, LaunchException, InterruptedException {
        Options options = options(words);
        Optional<Path> directory = options.directory();
        Map<String, Map<String, String>> configuration =
                directory.isPresent() ? ConfigurationFiles.in(directory.get().resolve("etc")) : Map.of();
        var container = Container.start(
                carried, BundleSelection.of(bundle -> true), verbose, configuration, deploy(options), err);
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

    private record Options(Optional<Path> directory, Optional<Path> deploy) {}

    private static Options options(List<String> words) throws UsageException {
        Optional<Path> directory = Optional.empty();
        Optional<Path> deploy = Optional.empty();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            String option = word.replaceFirst("=.*", "");
            if (!option.equals("--dir") && !option.equals("--deploy")) {
                throw new UsageException(
                        "run: unknown argument '" + word + "': there are --dir D, --deploy D, --verbose and --help");
            }
            boolean next = option.equals(word);
            if (next && ++i == words.size()) throw new UsageException("run: " + option + " needs a directory");
            Path path = existing(option, next ? words.get(i) : word.substring(option.length() + 1));
            if (option.equals("--dir")) directory = Optional.of(path);
            else deploy = Optional.of(path);
        }
        return new Options(directory, deploy);
    }

    /** The one that was asked for, or the one in the directory. */
    private static Optional<DeployFolder> deploy(Options options) {
        return options.deploy()
                .or(() -> options.directory().map(d -> d.resolve("deploy")).filter(Files::isDirectory))
                .map(DeployFolder::new);
    }

    private static Path existing(String option, String name) throws UsageException {
        try {
            Path path = Path.of(name);
            if (Files.isDirectory(path)) return path;
        } catch (InvalidPathException unfit) {
            throw new UsageException("run: " + option + ": not a path: " + unfit.getMessage());
        }
        throw new UsageException("run: " + option + ": there is no directory '" + name + "'");
    }
}
