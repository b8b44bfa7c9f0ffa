package com.acme.coro.api.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** Time and randomness, so that tests can have their own. */
@ConsumerType
public interface TimeSource {
    /**
     * Monotonic time, of no particular origin, never set back.
     *
     * @return nanoseconds; may be negative and may overflow: compare differences only
     */
    long nanos();

    /**
     * Blocks the calling thread until {@link #nanos()} has reached a time, the thread is unparked ({@link
     * java.util.concurrent.locks.LockSupport#unpark}) or interrupted, or for no reason.
     *
     * @param deadlineNanos until when, at most about 292 years from now; {@code nanos() + Long.MAX_VALUE / 2} or more
     *     for no limit
     */
    void parkUntil(long deadlineNanos);

    /**
     * A random number from a source that strangers cannot predict.
     *
     * @return any long
     */
    long random();
}
