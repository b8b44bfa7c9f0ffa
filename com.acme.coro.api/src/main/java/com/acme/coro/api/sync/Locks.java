package com.acme.coro.api.sync;

import org.osgi.annotation.versioning.ProviderType;

/** A service that makes locks. Those it made stay usable for as long as the scheduler bundle is there. */
@ProviderType
public interface Locks {
    /**
     * A lock that its holder cannot take twice.
     *
     * @return a free lock
     */
    CoroLock lock();

    /**
     * A lock that its holder may take again.
     *
     * @return a free lock
     */
    ReentrantCoroLock reentrantLock();

    /**
     * A condition with a re-entrant lock of its own.
     *
     * @return a condition whose lock is free
     */
    CoroCondition condition();

    /**
     * An event.
     *
     * @return an event that is not set
     */
    Event event();

    /**
     * A semaphore.
     *
     * @param permits how many it begins with, at least 1
     * @return the semaphore
     * @throws IllegalArgumentException if that is less than 1
     */
    CoroSemaphore semaphore(int permits);
}
