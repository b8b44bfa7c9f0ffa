package com.acme.coro.scheduler.core;

import java.util.function.LongSupplier;

/**
 * Time that the process was able to use. Between two readings this clock advances by at most {@link #MAX_STEP}: the
 * watchdog reads it every few milliseconds, so that a reading that comes later proves that the process did not run (it
 * was stopped, or the machine slept). Periods of grace for threads are measured by it.
 *
 * <p>Every reading counts as a tick. A wait that is measured by this clock must therefore not park for longer than
 * {@link #MAX_STEP} at a time where it cannot rely on the watchdog.
 */
final class ProcessTime {
    /** Nanoseconds that may pass between two readings before they count as a pause. */
    static final long MAX_STEP = 100_000_000;

    private final LongSupplier clock;

    // guarded by this
    private long lastReal;
    private long nanos;
    private long paused;

    ProcessTime() {
        this(System::nanoTime);
    }

    /** The clock is monotonic, as that of the system is. */
    ProcessTime(LongSupplier clock) {
        this.clock = clock;
        this.lastReal = clock.getAsLong();
    }

    /** Nanoseconds since this was made, without the pauses. */
    synchronized long nanos() {
        long now = clock.getAsLong();
        long passed = now - lastReal;
        long step = Math.min(passed, MAX_STEP);
        lastReal = now;
        nanos += step;
        paused += passed - step;
        return nanos;
    }

    /** Nanoseconds of all pauses so far. */
    synchronized long paused() {
        nanos();
        return paused;
    }
}
