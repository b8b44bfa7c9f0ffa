package com.acme.coro.io.work;

import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** When a call that may have several waits must be over, or never. */
public final class Deadline {
    private static final Deadline NEVER = new Deadline(Duration.ZERO, () -> 0, 0);

    private final Duration timeout;
    /** Null for never. */
    private final LongSupplier nanos;

    private final long at;

    private Deadline(Duration timeout, LongSupplier nanos, long at) {
        this.timeout = timeout;
        this.nanos = nanos;
        this.at = at;
    }

    /**
     * No limit.
     *
     * @return never
     */
    public static Deadline never() {
        return NEVER;
    }

    /**
     * From now on.
     *
     * @param timeout how long
     * @param nanos the clock
     * @return when
     * @throws IllegalArgumentException if the time is negative
     */
    public static Deadline in(Duration timeout, LongSupplier nanos) {
        long length = Timeouts.nanos(timeout);
        return new Deadline(timeout, nanos, nanos.getAsLong() + length);
    }

    /**
     * What is left of the time.
     *
     * @return zero when it is up, empty if there is no limit
     */
    public Optional<Duration> left() {
        return this == NEVER ? Optional.empty() : Optional.of(Duration.ofNanos(Math.max(0, at - nanos.getAsLong())));
    }

    /**
     * The time that was given.
     *
     * @return for messages
     */
    public Duration timeout() {
        return timeout;
    }

    /**
     * Waits until then at most.
     *
     * @param <T> what the wait brings
     * @param waiter the wait
     * @param withdraw if it ends otherwise
     * @return the value, or empty when the time is up
     */
    public <T> Optional<T> poll(Waiter<T> waiter, Runnable withdraw) {
        Optional<Duration> left = left();
        return left.isEmpty() ? Optional.of(waiter.await(withdraw)) : waiter.await(left.get(), withdraw);
    }

    /**
     * Waits until then at most.
     *
     * @param <T> what the wait brings
     * @param waiter the wait
     * @param withdraw if it ends otherwise
     * @param what that took longer, for the message
     * @return the value
     * @throws CoroTimeoutException when the time is up
     */
    public <T> T await(Waiter<T> waiter, Runnable withdraw, String what) {
        return poll(waiter, withdraw)
                .orElseThrow(() -> new CoroTimeoutException(what + " took longer than " + timeout));
    }
}
