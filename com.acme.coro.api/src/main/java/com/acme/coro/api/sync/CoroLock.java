package com.acme.coro.api.sync;

import com.acme.coro.api.Handle;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** At most one coroutine holds it. Who holds it and asks for it again waits for itself: in vain, or until the time is up. */
@ProviderType
public interface CoroLock extends Handle {
    /** Waits until the lock is the calling coroutine's. */
    void acquire();

    /**
     * Waits until the lock is the calling coroutine's, for at most a time.
     *
     * @param timeout how long to wait; zero takes it only if it is free
     * @return false when the time is up
     */
    boolean tryAcquire(Duration timeout);

    /**
     * Hands the lock to whoever waited longest.
     *
     * @throws com.acme.coro.api.WrongCoroutineException if the calling coroutine does not hold it
     */
    void release();

    /**
     * Whether anybody holds it. A snapshot.
     *
     * @return true if it was held
     */
    boolean held();
}
