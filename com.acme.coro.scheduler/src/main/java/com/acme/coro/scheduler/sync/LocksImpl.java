package com.acme.coro.scheduler.sync;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.sync.CoroCondition;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.CoroSemaphore;
import com.acme.coro.api.sync.Event;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ReentrantCoroLock;
import java.util.Objects;
import java.util.function.Consumer;

/** Makes locks. */
public final class LocksImpl implements Locks {
    private final Parking parking;
    private final Consumer<String> report;

    /**
     * For locks of the coroutines behind a parking.
     *
     * @param parking suspends them, and knows who owns what
     * @param report is told, on any thread, in a sentence when a coroutine ended with a lock in its hands
     */
    public LocksImpl(Parking parking, Consumer<String> report) {
        this.parking = Objects.requireNonNull(parking, "parking");
        this.report = Objects.requireNonNull(report, "report");
    }

    @Override
    public CoroLock lock() {
        return new FifoLock(parking, report);
    }

    @Override
    public ReentrantCoroLock reentrantLock() {
        return new FifoReentrantLock("re-entrant lock", parking, report);
    }

    @Override
    public CoroCondition condition() {
        return new FifoCondition(parking, report);
    }

    @Override
    public Event event() {
        return new FlagEvent(parking);
    }

    @Override
    public CoroSemaphore semaphore(int permits) {
        if (permits < 1) throw new IllegalArgumentException("permits must be at least 1: permits=" + permits);
        return new FifoSemaphore(permits, parking);
    }
}
