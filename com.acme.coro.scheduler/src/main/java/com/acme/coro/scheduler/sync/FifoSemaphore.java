package com.acme.coro.scheduler.sync;

import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.sync.CoroSemaphore;
import java.time.Duration;
import java.util.LinkedHashSet;

/** Permits, and those who wait for one. */
final class FifoSemaphore implements CoroSemaphore {
    private final Parking parking;

    // guarded by this
    private final LinkedHashSet<Waiter<Boolean>> waiting = new LinkedHashSet<>();
    /** While there are any nobody waits. */
    private int permits;

    FifoSemaphore(int permits, Parking parking) {
        this.permits = permits;
        this.parking = parking;
    }

    @Override
    public void acquire() {
        if (tryTake()) return;
        Waiter<Boolean> waiter = parking.coroutineWaiter("a permit");
        if (!takeOrQueue(waiter))
            waiter.asSwapPoint().givingBack(permit -> release()).await(() -> withdraw(waiter));
    }

    @Override
    public boolean tryAcquire(Duration timeout) {
        FifoOwnership.check(timeout);
        if (tryTake()) return true;
        if (timeout.isZero()) return false;
        Waiter<Boolean> waiter = parking.coroutineWaiter("a permit");
        return takeOrQueue(waiter)
                || waiter.asSwapPoint()
                        .givingBack(permit -> release())
                        .await(timeout, () -> withdraw(waiter))
                        .isPresent();
    }

    private boolean tryTake() {
        parking.mayWait(true);
        if (parking.current().isEmpty()) {
            throw new NotInCoroutineException("only a coroutine can acquire a permit, not thread "
                    + Thread.currentThread().getName());
        }
        synchronized (this) {
            if (permits == 0) return false;
            permits--;
            return true;
        }
    }

    private synchronized boolean takeOrQueue(Waiter<Boolean> waiter) {
        if (permits == 0) {
            waiting.add(waiter);
            return false;
        }
        permits--;
        return true;
    }

    private synchronized void withdraw(Waiter<Boolean> waiter) {
        waiting.remove(waiter);
    }

    @Override
    public synchronized void release() {
        if (permits == Integer.MAX_VALUE) {
            throw new IllegalStateException("a semaphore has at most " + Integer.MAX_VALUE + " permits");
        }
        while (!waiting.isEmpty()) {
            if (waiting.removeFirst().complete(true)) return;
        }
        permits++;
    }

    @Override
    public synchronized int available() {
        return permits;
    }
}
