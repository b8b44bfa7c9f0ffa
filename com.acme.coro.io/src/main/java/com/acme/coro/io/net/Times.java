package com.acme.coro.io.net;

import java.time.Duration;
import java.util.Objects;

/** Times as callers give them. */
final class Times {
    /** No limit. */
    static final long FOREVER = Long.MAX_VALUE;

    private Times() {}

    /** Refuses null and negative times; those that are longer than anybody waits are no limit. */
    static long nanos(Duration timeout) {
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.isNegative())
            throw new IllegalArgumentException("timeout must not be negative: timeout=" + timeout);
        try {
            return timeout.toNanos();
        } catch (ArithmeticException long_) {
            return FOREVER;
        }
    }

    /** A time in words. */
    static String words(long nanos) {
        return nanos % 1_000_000_000 == 0 ? nanos / 1_000_000_000 + " s" : nanos / 1_000_000 + " ms";
    }
}
