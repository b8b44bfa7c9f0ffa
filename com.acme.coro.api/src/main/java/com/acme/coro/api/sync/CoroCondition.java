package com.acme.coro.api.sync;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A re-entrant lock, and a place to wait for others while giving it up. However a wait ends, the lock is the waiter's
 * again, as deep as before.
 */
@ProviderType
public interface CoroCondition extends ReentrantCoroLock {
    /**
     * Gives the lock up, waits for a notification, and takes the lock again.
     *
     * @throws com.acme.coro.api.WrongCoroutineException if the calling coroutine does not hold the lock
     */
    void await();

    /**
     * Gives the lock up, waits for a notification for at most a time, and takes the lock again, however long that
     * takes.
     *
     * @param timeout how long to wait for the notification
     * @return false when the time was up
     * @throws com.acme.coro.api.WrongCoroutineException if the calling coroutine does not hold the lock
     */
    boolean tryAwait(Duration timeout);

    /** Wakes whoever has waited longest, if anybody waits. Works from any thread and does not need the lock. */
    void signal();

    /**
     * Wakes those who have waited longest. Works from any thread and does not need the lock.
     *
     * @param n how many at most, at least 1
     */
    void signal(int n);

    /** Wakes all who wait. Works from any thread and does not need the lock. */
    void signalAll();
}
