package com.acme.coro.scheduler.wait;

import com.acme.coro.api.Waitable;
import com.acme.coro.api.spi.Waiter;
import java.util.Optional;

/** A {@link Waitable} as waits for several things see it. From any thread; none of it blocks. */
public interface Attachable {
    /**
     * Makes it complete a waiter when it comes about.
     *
     * @param waiter gets what {@link #now()} returns then
     * @return false if it has come about already; then the waiter is not attached
     */
    boolean attach(Waiter<Object> waiter);

    /**
     * What it brings if it has come about.
     *
     * @return the value, or empty
     */
    Optional<Object> now();

    /**
     * Forgets a waiter.
     *
     * @param waiter one that was attached, or not
     */
    void detach(Waiter<?> waiter);
}
