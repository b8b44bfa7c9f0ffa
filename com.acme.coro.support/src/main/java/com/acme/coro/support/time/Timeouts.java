package com.acme.coro.support.time;

import java.time.Duration;
import java.util.Objects;

/** Durations as the clock counts them. */
public final class Timeouts {
    /** About 146 years: far enough to never come, near enough to be added to a clock without overflow. */
    private static final long FAR = Long.MAX_VALUE / 2;

    private Timeouts() {}

    /**
     * A timeout in nanoseconds, no longer than what can be added to a clock.
     *
     * @param timeout the user's
     * @return at least 0
     * @throws IllegalArgumentException if it is negative
     */
    public static long nanos(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("a time must not be negative: " + timeout);
        }
        return timeout.getSeconds() >= FAR / 1_000_000_000L ? FAR : Math.min(FAR, timeout.toNanos());
    }
}
