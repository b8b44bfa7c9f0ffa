package com.acme.coro.api.sync;

import org.osgi.annotation.versioning.ProviderType;

/** A service that makes thread pools. Every bundle gets an instance of its own; its pools are closed when it stops. */
@ProviderType
public interface ThreadPools {
    /**
     * Opens a pool. Threads are made as they are needed.
     *
     * @param name names the pool and its threads, not empty
     * @param threads how many calls may run at a time, at least 1
     * @return an open pool
     * @throws IllegalArgumentException if the name is empty or there are to be no threads
     */
    AsyncThreadPool open(String name, int threads);
}
