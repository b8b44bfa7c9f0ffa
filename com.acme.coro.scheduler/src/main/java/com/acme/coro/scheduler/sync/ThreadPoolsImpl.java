package com.acme.coro.scheduler.sync;

import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.sync.AsyncThreadPool;
import com.acme.coro.api.sync.ThreadPools;
import com.acme.coro.scheduler.guard.Foreign;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** Makes the pools of one bundle, and closes them with it. */
public final class ThreadPoolsImpl implements ThreadPools, AutoCloseable {
    private final Parking parking;

    // guarded by this
    private final Set<PlatformPool> open = new HashSet<>();
    private boolean closed;

    /**
     * For one bundle.
     *
     * @param parking suspends callers
     */
    public ThreadPoolsImpl(Parking parking) {
        this.parking = Objects.requireNonNull(parking, "parking");
    }

    @Override
    public synchronized AsyncThreadPool open(String name, int threads) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        if (threads < 1) throw new IllegalArgumentException("threads must be at least 1: threads=" + threads);
        if (closed) throw new CoroClosedException("the bundle's thread pools are closed: name=" + name);
        var pool = new PlatformPool(name, threads, parking, this::forget);
        open.add(pool);
        return pool;
    }

    private synchronized void forget(PlatformPool pool) {
        open.remove(pool);
    }

    /** Closes every pool that is open. */
    @Override
    public void close() {
        List<PlatformPool> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(open);
        }
        Foreign.each(all, PlatformPool::close);
    }
}
