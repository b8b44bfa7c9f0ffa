package com.acme.coro.io.pipe;

import com.acme.coro.api.io.PipeSpec;
import com.acme.coro.api.io.PipeSpec.Errors;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** Processes that were started together. */
final class Programs {
    private static final int NAME_LENGTH = 200;

    private final List<Process> processes;
    private final CompletableFuture<Void> ended;

    private Programs(List<Process> processes) {
        this.processes = processes;
        this.ended = allOf(processes.stream().map(Process::onExit).toList());
    }

    private static CompletableFuture<Void> allOf(List<? extends CompletableFuture<?>> all) {
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    /** The commands, for people. */
    static String name(PipeSpec spec) {
        String all =
                spec.commands().stream().map(each -> String.join(" ", each)).collect(Collectors.joining(" | "));
        return all.length() <= NAME_LENGTH ? all : all.substring(0, NAME_LENGTH) + "...";
    }

    /** Starts all or none. */
    static Programs start(PipeSpec spec) throws IOException {
        return new Programs(ProcessBuilder.startPipeline(
                spec.commands().stream().map(each -> builder(spec, each)).toList()));
    }

    private static ProcessBuilder builder(PipeSpec spec, List<String> command) {
        var builder = new ProcessBuilder(command);
        spec.directory().ifPresent(where -> builder.directory(where.toFile()));
        builder.environment().putAll(spec.environment());
        switch (spec.errors()) {
            case PIPED -> builder.redirectError(Redirect.PIPE);
            case MERGED -> builder.redirectErrorStream(true);
            case INHERITED -> builder.redirectError(Redirect.INHERIT);
            case DISCARDED -> builder.redirectError(Redirect.DISCARD);
        }
        return builder;
    }

    Process first() {
        return processes.get(0);
    }

    Process last() {
        return processes.get(processes.size() - 1);
    }

    /** Those whose errors can be read. */
    List<Process> withErrors(Errors errors) {
        return errors == Errors.PIPED ? processes : List.of();
    }

    /** When all have ended; completed by a thread of the JDK. */
    CompletableFuture<Void> ended() {
        return ended;
    }

    /** Once all have ended. */
    List<Integer> statuses() {
        return processes.stream().map(Process::exitValue).toList();
    }

    List<Long> pids() {
        return processes.stream().map(Process::pid).toList();
    }

    /** Kills them. */
    void kill() {
        family().forEach(ProcessHandle::destroyForcibly);
    }

    /** Asks them to end, waits for that, and kills those that have not. On a thread that may block. */
    void end(Duration grace) {
        Set<ProcessHandle> asked = family();
        if (!grace.isZero()) {
            asked.forEach(ProcessHandle::destroy);
            awaitAll(asked, grace);
            asked.addAll(family()); // what was started meanwhile
        }
        asked.stream().filter(ProcessHandle::isAlive).forEach(ProcessHandle::destroyForcibly);
        ended.join(); // nothing outlives a kill
    }

    /** They and what they have started, as far as the system knows: a process whose parent has ended is nobody's. */
    private Set<ProcessHandle> family() {
        var all = new LinkedHashSet<ProcessHandle>();
        for (Process process : processes) {
            if (!process.isAlive()) continue;
            all.add(process.toHandle());
            process.descendants().forEach(all::add);
        }
        return all;
    }

    private static void awaitAll(Set<ProcessHandle> all, Duration grace) {
        try {
            allOf(all.stream().map(ProcessHandle::onExit).toList()).get(nanos(grace), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // these are killed
        } catch (ExecutionException e) {
            throw new IllegalStateException(e); // an end has no failure
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // nobody does that to these threads; if so, there is no more grace
        }
    }

    private static long nanos(Duration grace) {
        return grace.getSeconds() >= Long.MAX_VALUE / 1_000_000_000L ? Long.MAX_VALUE : grace.toNanos();
    }
}
