package com.acme.coro.testkit;

import com.acme.coro.api.standalone.CoroRuntime;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What a test started and did not end: threads that were not there before it, coroutines. */
final class LeftBehind {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    // The JVM makes these when they are needed and keeps them.
    private static final List<String> OF_THE_JVM = List.of(
            "ForkJoinPool",
            "VirtualThread-unblocker",
            "VirtualThread-unparker",
            "CompletableFutureDelayScheduler",
            "MasterPoller",
            "Read-Poller",
            "Write-Poller",
            "Read-Updater", // Java 21
            "Write-Updater",
            "Common-Cleaner",
            "Cleaner-",
            "process reaper",
            "Attach Listener",
            "JFR ",
            "junit-",
            "surefire-");

    private final Set<Thread> before;

    private LeftBehind(Set<Thread> before) {
        this.before = before;
    }

    static LeftBehind since() {
        return new LeftBehind(new HashSet<>(Thread.getAllStackTraces().keySet()));
    }

    void check(CoroRuntime closed) {
        Eventually.passes(PATIENCE, () -> {
            var coros = closed.coroutines().all();
            if (!coros.isEmpty()) throw new AssertionError("coroutines left behind: " + coros);
            var threads = Thread.getAllStackTraces().keySet().stream()
                    .filter(t -> !before.contains(t) && t.isAlive())
                    .filter(t -> OF_THE_JVM.stream().noneMatch(t.getName()::startsWith))
                    .toList();
            if (!threads.isEmpty()) throw new AssertionError("threads left behind: " + described(threads));
        });
    }

    private static String described(List<Thread> threads) {
        return threads.stream()
                .map(t -> t + "\n    at "
                        + Arrays.stream(t.getStackTrace())
                                .map(StackTraceElement::toString)
                                .collect(Collectors.joining("\n    at ")))
                .collect(Collectors.joining("\n"));
    }
}
