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
 * Which programs to run, and how. Immutable: each method with an argument returns a changed copy.
 */
public final class PipeSpec {
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

    /** How many characters of a text an exception has. */
    private static final int SHOWN = 100;

    private final List<List<String>> commands;
    private final Optional<Path> directory;
    private final Map<String, String> environment;
    private final Errors errors;
    private final Duration grace;
    private final boolean outlives;

    private PipeSpec(
            List<List<String>> commands,
            Optional<Path> directory,
            Map<String, String> environment,
            Errors errors,
            Duration grace,
            boolean outlives) {
        this.commands = commands.stream().map(List::copyOf).toList();
        this.directory = Objects.requireNonNull(directory, "directory");
        this.environment = Map.copyOf(Objects.requireNonNull(environment, "environment"));
        this.errors = Objects.requireNonNull(errors, "errors");
        this.grace = Objects.requireNonNull(grace, "grace");
        this.outlives = outlives;
        if (commands.isEmpty()) throw new IllegalArgumentException("there must be at least one command");
        for (List<String> command : commands) {
            if (command.isEmpty() || command.get(0).isEmpty())
                throw new IllegalArgumentException("a command must begin with a program: " + command);
            for (String word : command) {
                if (word.indexOf(0) >= 0) {
                    throw new IllegalArgumentException("a command must have no NUL in it: " + shown(word));
                }
            }
        }
        this.environment.forEach((name, value) -> {
            if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf(0) >= 0) {
                throw new IllegalArgumentException(
                        "the name of a variable must not be empty, and have no = and no NUL in it: " + shown(name));
            }
            if (value.indexOf(0) >= 0) {
                throw new IllegalArgumentException("the value of a variable must have no NUL in it: " + shown(name));
            }
        });
        if (grace.isNegative()) throw new IllegalArgumentException("grace must not be negative: grace=" + grace);
    }

    /**
     * A program that runs here, with errors piped and a grace of 5 s.
     *
     * @param command a program and its arguments; no shell looks at them
     * @return the specification
     * @throws IllegalArgumentException if there is no program
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
     * @throws IllegalArgumentException if there is no program
     */
    public PipeSpec pipe(String... command) {
        var all = new ArrayList<>(commands);
        all.add(List.of(command));
        return new PipeSpec(all, directory, environment, errors, grace, outlives);
    }

    /**
     * Gives them a variable, besides what they have.
     *
     * @param name its name
     * @param value its value
     * @return a changed copy
     */
    public PipeSpec variable(String name, String value) {
        var all = new HashMap<>(environment);
        all.put(name, value);
        return environment(all);
    }

    private static String shown(String text) {
        return "'" + text.substring(0, Math.min(text.length(), SHOWN)).replace('\0', '?') + "'";
    }

    /**
     * The programs: the output of each is the input of the next.
     *
     * @return each a program and its arguments, at least one
     */
    public List<List<String>> commands() {
        return commands;
    }

    /**
     * Where they run.
     *
     * @return a directory; none, as at first: where this process does
     */
    public Optional<Path> directory() {
        return directory;
    }

    /**
     * Runs them in a directory.
     *
     * @param where the directory
     * @return a changed copy
     */
    public PipeSpec directory(Path where) {
        return directory(Optional.of(Objects.requireNonNull(where, "directory")));
    }

    /**
     * Runs them in a directory, or where this process does.
     *
     * @param where the directory; none: where this process does
     * @return a changed copy
     */
    public PipeSpec directory(Optional<Path> where) {
        return new PipeSpec(commands, where, environment, errors, grace, outlives);
    }

    /**
     * What they get besides the environment of this process.
     *
     * @return names and values; none at first
     */
    public Map<String, String> environment() {
        return environment;
    }

    /**
     * Replaces what they get besides the environment of this process.
     *
     * @param all names and values
     * @return a changed copy
     */
    public PipeSpec environment(Map<String, String> all) {
        return new PipeSpec(commands, directory, all, errors, grace, outlives);
    }

    /**
     * What becomes of what they write to their error output.
     *
     * @return {@link Errors#PIPED} at first
     */
    public Errors errors() {
        return errors;
    }

    /**
     * Says what becomes of what they write to their error output.
     *
     * @param other what becomes of it
     * @return a changed copy
     */
    public PipeSpec errors(Errors other) {
        return new PipeSpec(commands, directory, environment, other, grace, outlives);
    }

    /**
     * How long they may take to end when they are asked to, before they are killed.
     *
     * @return a time; 5 s at first
     */
    public Duration grace() {
        return grace;
    }

    /**
     * Says how long they may take to end.
     *
     * @param time when they are asked to, before they are killed; zero: they are killed at once
     * @return a changed copy
     * @throws IllegalArgumentException if that is negative
     */
    public PipeSpec grace(Duration time) {
        return new PipeSpec(commands, directory, environment, errors, time, outlives);
    }

    /**
     * Whether they go on when their owner ends, or their pipe is closed. They then have no input, and nobody reads their output.
     *
     * @return false at first
     */
    public boolean outlives() {
        return outlives;
    }

    /**
     * Lets them go on when their owner ends, or their pipe is closed, or not.
     *
     * @param them whether they go on
     * @return a changed copy
     */
    public PipeSpec outlives(boolean them) {
        return new PipeSpec(commands, directory, environment, errors, grace, them);
    }

    private List<Object> all() {
        return List.of(commands, directory, environment, errors, grace, outlives);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PipeSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "PipeSpec[commands=" + commands + ", directory=" + directory + ", environment=" + environment
                + ", errors=" + errors + ", grace=" + grace + ", outlives=" + outlives + "]";
    }
}
