package com.acme.coro.scheduler.engine;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/**
 * Time that the process was able to use. Between two ticks this clock advances by at most {@link #MAX_STEP}: the
 * watchdog reads it every few milliseconds, so that a tick that comes later proves that the process did not run (it was
 * stopped, or the machine slept). Periods of grace are measured by it.
 *
 * <p>{@link #nanos} counts as a tick. A wait that is measured by this clock must therefore not park for longer than
 * {@link #MAX_STEP} at a time where it cannot rely on the watchdog. Nothing here blocks.
 */
public final class PauseFreeClock {
    /** Nanoseconds that may pass between two ticks before they count as a pause. */
    static final long MAX_STEP = 100_000_000;

    private record Tick(long real, long paused) {
        /** Nanoseconds of all pauses until a time. */
        public long paused(long now) {
            return paused + Math.max(0, now - real - MAX_STEP);
        }
    }

    private final LongSupplier clock;
    private final long origin;
    private final AtomicReference<Tick> last;

    public PauseFreeClock() {
        this(new SystemTime()::nanos);
    }

    /** The clock is monotonic, as that of the system is. */
    PauseFreeClock(LongSupplier clock) {
        this.clock = clock;
        this.origin = clock.getAsLong();
        this.last = new AtomicReference<>(new Tick(origin, 0));
    }

    /** Nanoseconds since this was made, without the pauses. */
    public long nanos() {
        while (true) {
            Tick before = last.get();
            long now = clock.getAsLong();
            var tick = new Tick(now, before.paused(now));
            if (last.compareAndSet(before, tick)) return now - origin - tick.paused();
        }
    }

    /** Nanoseconds of all pauses so far. Allocates nothing, so that it may be read with a lock held. */
    public long paused() {
        while (true) {
            Tick tick = last.get();
            long paused = tick.paused(clock.getAsLong());
            if (tick == last.get()) return paused; // otherwise the tick came between the two readings
        }
    }
}
