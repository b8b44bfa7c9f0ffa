package com.acme.coro.launcher;

import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/** Entry point of {@code coro.jar}. */
public final class Main {
    private static final int DONE = 0;
    private static final int FAILED = 1;
    private static final int WRONG_USAGE = 2;

    private final PrintStream out;
    private final PrintStream err;

    private Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /**
     * Runs a command and ends the process.
     *
     * @param words the command line
     */
    public static void main(String[] words) {
        System.exit(new Main(System.out, System.err).run(List.of(words)));
    }

    private int run(List<String> words) {
        var line = CommandLine.of(words);
        try {
            return run(line);
        } catch (UsageException wrong) {
            err.println("coro: " + wrong.getMessage());
            return WRONG_USAGE;
        } catch (InterruptedException stopped) {
            err.println("coro: interrupted");
            return FAILED;
        } catch (Exception | LinkageError failure) {
            // A container that is stopped while it starts fails in many ways.
            if (Container.ending()) return FAILED;
            err.println("coro: " + (failure instanceof LaunchException ? failure.getMessage() : failure.toString()));
            if (line.verbose()) failure.printStackTrace(err);
            return FAILED;
        }
    }

    private int run(CommandLine line) throws Exception {
        if (line.version()) {
            out.println(Version.text());
            return DONE;
        }
        var carried = BundledJars.inThisJar();
        if (line.command().isEmpty()) {
            if (!line.help()) throw new UsageException("which command? coro --help lists them");
            out.print(Help.overview(carried.commands()));
            return DONE;
        }
        String command = line.command().get();
        if (line.help()) {
            Optional<String> help = Help.of(command);
            if (help.isPresent()) {
                out.print(help.get());
                return DONE;
            }
        }
        return switch (command) {
            case "run" -> new RunCommand(carried, line.verbose(), out, err).run(line.rest());
            case "demo" -> new DemoCommand(carried, line.verbose(), out, err).run(line.rest());
            default -> new BundleCommand(carried, line.verbose(), err).run(command, line.rest());
        };
    }
}
