package com.acme.coro.testkit;

import com.acme.coro.api.spi.Coroutines.SchedulerStatus;
import com.acme.coro.api.standalone.CoroRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * Tells when coroutines have done all they can at one time: no scheduler has anything to do, all threads that wait for
 * the time have looked at it, and no turn was given meanwhile.
 */
final class Quiescence {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(20);
    private static final long GLANCE_NANOS = 20_000;

    private final Sleepers sleepers;
    private final List<CoroRuntime> runtimes;
    private final boolean patient;

    // Of the thread that waits: when the first sleeper wanted to be woken, at the moment at which rest was reached.
    private Optional<Long> next = Optional.empty();

    Quiescence(Sleepers sleepers, List<CoroRuntime> runtimes) {
        this(sleepers, runtimes, true);
    }

    private Quiescence(Sleepers sleepers, List<CoroRuntime> runtimes, boolean patient) {
        this.sleepers = sleepers;
        this.runtimes = runtimes;
        this.patient = patient;
    }

    /** Goes on soon where coroutines do not come to rest. */
    Quiescence impatient() {
        return new Quiescence(sleepers, runtimes, false);
    }

    /** Waits for it, in real time; returns the time at which somebody wants to be woken next. */
    Optional<Long> await(VirtualTime time) {
        long began = System.nanoTime();
        var patience = patient ? PATIENCE : IMPATIENCE;
        while (!reached(began, patience, time.nanos())) {
            if (over(began, patience)) {
                if (patient) throw new IllegalStateException(describe("no rest within " + patience, time));
                return sleepers.next(time.nanos());
            }
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        return next;
    }

    // Only when nobody is in a turn have all said until when they wait, and only then those who wait for the time are
    // asked to look at what was said.
    private boolean reached(long began, Duration patience, long now) {
        long turns = turns();
        if (busy()) return false;
        sleepers.wakeAll();
        while (!sleepers.settled()) {
            if (over(began, patience)) return false;
            LockSupport.parkNanos(GLANCE_NANOS);
        }
        // a thread may get up for nothing, so that nobody knows what it waits for: the times are looked up while none
        // is
        return !busy()
                && turns == turns()
                && schedulers().allMatch(this::watched)
                && sleepers.settled(now, n -> next = n);
    }

    // A scheduler's thread, coro-NAME or coro-NAME-SOMETHING, that has just been started has not parked yet, and nobody
    // knows what times it is to wait for.
    private boolean watched(SchedulerStatus scheduler) {
        String name = "coro-" + scheduler.name();
        return sleepers.parks(n -> n.equals(name) || n.startsWith(name + "-"));
    }

    private boolean busy() {
        return schedulers().anyMatch(s -> !s.idle() || s.ready() > 0);
    }

    private long turns() {
        return schedulers().mapToLong(SchedulerStatus::turns).sum();
    }

    private Stream<SchedulerStatus> schedulers() {
        return runtimes.stream().flatMap(r -> r.coroutines().schedulers().stream());
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
