package com.acme.coro.api.sync;

import com.acme.coro.api.Handle;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** A number of permits. They belong to nobody: any coroutine or thread may release, and there may come to be more. */
@ProviderType
public interface CoroSemaphore extends Handle {
    /** Waits for a permit. */
    void acquire();

    /**
     * Waits for a permit, for at most a time.
     *
     * @param timeout how long to wait; zero takes one only if there is one
     * @return false when the time is up
     */
    boolean tryAcquire(Duration timeout);

    /** Adds a permit: whoever waited longest gets it. */
    void release();

    /**
     * How many permits nobody has. A snapshot.
     *
     * @return the number
     */
    int available();
}
