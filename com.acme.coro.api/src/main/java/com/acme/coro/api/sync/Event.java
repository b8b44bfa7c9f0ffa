package com.acme.coro.api.sync;

import com.acme.coro.api.Handle;
import com.acme.coro.api.Waitable;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/** A flag that coroutines wait for. As a {@link Waitable} it comes about when it is set. */
@ProviderType
public interface Event extends Waitable<Boolean>, Handle {
    /** Sets it and wakes all who wait; they see it set even if it is cleared before they run. From any thread. */
    void set();

    /** Clears it. From any thread. */
    void clear();

    /**
     * Whether it is set. A snapshot.
     *
     * @return true if it was set
     */
    boolean isSet();

    /** Waits until it is set. From a plain thread, blocks it. */
    void await();

    /**
     * Waits until it is set, for at most a time. From a plain thread, blocks it.
     *
     * @param timeout how long to wait
     * @return false when the time is up
     */
    boolean tryAwait(Duration timeout);
}
