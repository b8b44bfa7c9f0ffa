package com.acme.coro.api.io;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which programs to run, and how. Immutable: each method returns a changed copy.
 *
 * @param commands each a program and its arguments, at least one; the output of each is the input of the next
 * @param directory where they run; empty: where this process does
 * @param environment what they get besides the environment of this process
 * @param errors what becomes of what they write to their error output
 * @param grace how long they may take to end when they are asked to, before they are killed
 * @param outlives whether they go on when their owner ends, or their pipe is closed; at first false
 */
public record PipeSpec(
        List<List<String>> commands,
        Optional<Path> directory,
        Map<String, String> environment,
        Errors errors,
        Duration grace,
        boolean outlives) {
    /** What becomes of the error output of programs. */
    public enum Errors {
        /** It is read with {@link AsyncPipe#errors()}, that of a chain's programs mixed. Who does not read it holds them up. */
        PIPED,
        /** It is part of the output: each program's of its own. */
        MERGED,
        /** It goes where this process's goes. */
        INHERITED,
        /** It is dropped. */
        DISCARDED
    }

    /**
     * Copies and checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public PipeSpec {
        commands = commands.stream().map(List::copyOf).toList();
        Objects.requireNonNull(directory, "directory");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(errors, "errors");
        Objects.requireNonNull(grace, "grace");
        if (commands.isEmpty()) throw new IllegalArgumentException("there must be at least one command");
        for (List<String> command : commands) {
            if (command.isEmpty() || command.get(0).isEmpty())
                throw new IllegalArgumentException("a command must begin with a program: " + command);
        }
        if (grace.isNegative()) throw new IllegalArgumentException("grace must not be negative: grace=" + grace);
    }

    /**
     * The beginning.
     *
     * @param command a program and its arguments; no shell looks at them
     * @return runs here, with errors piped and a grace of 5 s
     */
    public static PipeSpec of(String... command) {
        return new PipeSpec(
                List.of(List.of(command)), Optional.empty(), Map.of(), Errors.PIPED, Duration.ofSeconds(5), false);
    }

    /**
     * Gives the output of the last program to a further one.
     *
     * @param command a program and its arguments
     * @return a changed copy
     */
    public PipeSpec pipe(String... command) {
        var all = new ArrayList<>(commands);
        all.add(List.of(command));
        return new PipeSpec(all, directory, environment, errors, grace, outlives);
    }

    /**
     * Runs them elsewhere.
     *
     * @param where a directory
     * @return a changed copy
     */
    public PipeSpec in(Path where) {
        return new PipeSpec(commands, Optional.of(where), environment, errors, grace, outlives);
    }

    /**
     * Gives them a variable, besides what this process has.
     *
     * @param name its name
     * @param value its value
     * @return a changed copy
     */
    public PipeSpec with(String name, String value) {
        var all = new HashMap<>(environment);
        all.put(name, value);
        return new PipeSpec(commands, directory, all, errors, grace, outlives);
    }

    /**
     * What becomes of their error output.
     *
     * @param other what
     * @return a changed copy
     */
    public PipeSpec errors(Errors other) {
        return new PipeSpec(commands, directory, environment, other, grace, outlives);
    }

    /**
     * How long they may take to end.
     *
     * @param time when they are asked to, before they are killed; zero: they are killed at once
     * @return a changed copy
     */
    public PipeSpec grace(Duration time) {
        return new PipeSpec(commands, directory, environment, errors, time, outlives);
    }

    /**
     * Lets them go on when their owner ends, or their pipe is closed. They then have no input, and nobody reads their
     * output.
     *
     * @return a changed copy
     */
    public PipeSpec outliving() {
        return new PipeSpec(commands, directory, environment, errors, grace, true);
    }
}
