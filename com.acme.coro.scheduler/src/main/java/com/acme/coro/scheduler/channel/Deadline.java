package com.acme.coro.scheduler.channel;

import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;

/** When a call that has several waits must be over. */
final class Deadline {
    private final TimeSource time;
    private final long at;

    /**
     * From now on.
     *
     * @throws IllegalArgumentException if the timeout is negative
     */
    Deadline(Duration timeout, TimeSource time) {
        this.time = time;
        this.at = time.nanos() + Timeouts.nanos(timeout);
    }

    /** What is left of the time, zero when it is up. */
    Duration left() {
        return Duration.ofNanos(Math.max(0, at - time.nanos()));
    }
}
