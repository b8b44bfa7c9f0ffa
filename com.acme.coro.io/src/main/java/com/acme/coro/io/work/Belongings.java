package com.acme.coro.io.work;

import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.spi.Parking;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * What is open. What a coroutine opened ends with it; what a plain thread opened ends with the bundle on whose behalf
 * that was; and everything ends with this bundle.
 */
public final class Belongings implements AutoCloseable {
    /** What takes a while to close: all are begun with before the first is waited for. */
    public interface Slow extends AutoCloseable {
        /** Begins to close it. Does not wait. */
        void begin();

        @Override
        void close();
    }

    private final Parking parking;
    private final BiConsumer<String, Throwable> report;
    /** All of this bundle's; null here if this is that. */
    private final Belongings all;

    // guarded by this
    private final Set<AutoCloseable> open = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean closed;

    private Belongings(Parking parking, BiConsumer<String, Throwable> report, Belongings all) {
        this.parking = parking;
        this.report = report;
        this.all = all;
    }

    /**
     * For this bundle.
     *
     * @param parking ties things to coroutines
     * @param report told when closing fails and nobody waits for it
     * @return empty
     */
    public static Belongings all(Parking parking, BiConsumer<String, Throwable> report) {
        return new Belongings(parking, report, null);
    }

    /**
     * For one bundle that uses this one.
     *
     * @return empty
     */
    public Belongings ofBundle() {
        return new Belongings(parking, report, this);
    }

    /**
     * Something was opened, for the calling coroutine or else the bundle. It is closed if that cannot be.
     *
     * @param resource what to close; closing it twice does nothing
     * @param handle what users hold of it
     * @throws CoroClosedException if the bundle has stopped
     */
    public void add(AutoCloseable resource, Object handle) {
        boolean kept = false;
        try {
            all.put(resource);
            if (!parking.own(resource, handle)) put(resource);
            kept = true;
        } finally {
            if (!kept) {
                all.forget(resource);
                quietly(resource);
            }
        }
    }

    private synchronized void put(AutoCloseable resource) {
        if (closed)
            throw new CoroClosedException("the bundle has stopped, nothing can be opened any more: " + resource);
        open.add(resource);
    }

    private synchronized void forget(AutoCloseable resource) {
        open.remove(resource);
    }

    /**
     * A user closes it: now, or after a swap to which it is not carried.
     *
     * @param resource what was added
     */
    public void close(AutoCloseable resource) {
        if (parking.putOff(resource, () -> end(resource))) return;
        end(resource);
    }

    private void end(AutoCloseable resource) {
        parking.disown(resource);
        try {
            resource.close();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e); // none of ours declares one
        }
    }

    /**
     * It is closed, however that came.
     *
     * @param resource what was added
     */
    public void gone(AutoCloseable resource) {
        forget(resource);
        all.forget(resource);
    }

    /** Closes what no coroutine owns; of {@link #all}, everything. */
    @Override
    public void close() {
        List<AutoCloseable> rest;
        synchronized (this) {
            closed = true;
            rest = new ArrayList<>(open);
        }
        for (AutoCloseable each : rest) if (each instanceof Slow slow) slow.begin();
        rest.forEach(this::quietly);
    }

    private void quietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception e) {
            report.accept("closing failed: " + resource, e);
        }
    }
}
