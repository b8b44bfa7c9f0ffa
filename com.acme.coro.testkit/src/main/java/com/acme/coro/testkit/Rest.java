package com.acme.coro.testkit;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.CoroStatus;
import com.acme.coro.api.spi.CoroRuntime;
import com.acme.coro.api.spi.Coroutines.SchedulerStatus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Tells when coroutines have done all they can at one time: nobody is ready or in a turn, all threads that wait for the
 * time have looked at it, and no turn was given meanwhile.
 */
final class Rest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(20);
    private static final long GLANCE_NANOS = 20_000;

    private final Sleepers sleepers;
    private final List<CoroRuntime> runtimes;
    private final boolean patient;

    Rest(Sleepers sleepers, List<CoroRuntime> runtimes) {
        this(sleepers, runtimes, true);
    }

    private Rest(Sleepers sleepers, List<CoroRuntime> runtimes, boolean patient) {
        this.sleepers = sleepers;
        this.runtimes = runtimes;
        this.patient = patient;
    }

    /** Goes on soon where coroutines do not come to rest. */
    Rest impatient() {
        return new Rest(sleepers, runtimes, false);
    }

    /** Waits for it, in real time. */
    void await(VirtualTime time) {
        long began = System.nanoTime();
        var patience = patient ? PATIENCE : IMPATIENCE;
        while (!reached(began, patience)) {
            if (over(began, patience)) {
                if (patient) throw new IllegalStateException(describe("no rest within " + patience, time));
                return;
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
    }

    private boolean reached(long began, Duration patience) {
        long turns = turns();
        sleepers.wakeAll();
        while (!sleepers.settled()) {
            if (over(began, patience)) return false;
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return !busy() && turns == turns();
    }

    // Coroutines first: one that hands work on while they are listed has made somebody ready when schedulers are asked.
    private boolean busy() {
        return runtimes.stream()
                .map(CoroRuntime::coroutines)
                .anyMatch(c -> c.all().stream().anyMatch(Rest::underWay)
                        || c.schedulers().stream().anyMatch(s -> s.ready() > 0));
    }

    private static boolean underWay(CoroStatus coro) {
        return coro.state() == CoroState.NEW || coro.state() == CoroState.READY || coro.state() == CoroState.RUNNING;
    }

    private long turns() {
        return runtimes.stream()
                .flatMap(r -> r.coroutines().schedulers().stream())
                .mapToLong(SchedulerStatus::turns)
                .sum();
    }

    private static boolean over(long began, Duration patience) {
        return System.nanoTime() - began > patience.toNanos();
    }

    /** What went wrong, with the dump. */
    String describe(String what, VirtualTime time) {
        var text =
                new StringBuilder(what).append(" at ").append(time).append("; ").append(sleepers);
        for (var runtime : runtimes) {
            text.append('\n').append(runtime.coroutines().schedulers());
            text.append('\n').append(runtime.coroutines().dump(true));
        }
        return text.toString();
    }
}
