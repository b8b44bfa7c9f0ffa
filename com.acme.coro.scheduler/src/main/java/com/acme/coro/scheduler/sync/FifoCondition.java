package com.acme.coro.scheduler.sync;

import com.acme.coro.api.DetachedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.sync.CoroCondition;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** A re-entrant lock, and those who gave it up to be notified. */
final class FifoCondition extends FifoReentrantLock implements CoroCondition {
    private final Parking parking;
    /** In the order in which they came. Guarded by itself. */
    private final LinkedHashSet<Waiter<Boolean>> waiting = new LinkedHashSet<>();

    FifoCondition(Parking parking, Consumer<String> report) {
        super("condition", parking, report);
        this.parking = parking;
    }

    @Override
    public void await() {
        await(waiter -> waiter.await(() -> withdraw(waiter)));
    }

    @Override
    public boolean tryAwait(Duration timeout) {
        FifoOwnership.check(timeout);
        return await(waiter -> waiter.await(timeout, () -> withdraw(waiter)).isPresent());
    }

    private boolean await(Predicate<Waiter<Boolean>> wait) {
        LockClaim mine = ownership.mineOrRefuse();
        Waiter<Boolean> waiter =
                parking.<Boolean>coroutineWaiter("a notification").givingBack(lost -> signal());
        synchronized (waiting) {
            waiting.add(waiter);
        }
        ownership.give(mine);
        var kept = new DeferredThrows();
        boolean notified = false;
        try {
            notified = wait.test(waiter);
        } catch (DetachedException e) {
            throw e;
        } catch (RuntimeException e) {
            kept.add(e);
        } catch (Error e) {
            kept.add(e);
        }
        ownership.takeBack(mine, kept);
        return notified;
    }

    private void withdraw(Waiter<Boolean> waiter) {
        synchronized (waiting) {
            waiting.remove(waiter);
        }
    }

    @Override
    public void signal() {
        signal(1);
    }

    @Override
    public void signal(int n) {
        if (n < 1) throw new IllegalArgumentException("n must be at least 1: n=" + n);
        synchronized (waiting) {
            for (int left = n; left > 0 && !waiting.isEmpty(); ) {
                if (waiting.removeFirst().complete(true)) left--;
            }
        }
    }

    @Override
    public void signalAll() {
        signal(Integer.MAX_VALUE);
    }
}
