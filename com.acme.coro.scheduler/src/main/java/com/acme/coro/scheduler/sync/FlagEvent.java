package com.acme.coro.scheduler.sync;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.sync.Event;
import com.acme.coro.scheduler.wait.Attachable;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** An event: set or not, and those who wait for it to be. */
final class FlagEvent implements Event, Attachable {
    private final Parking parking;

    // guarded by this
    private final LinkedHashSet<Waiter<Object>> waiting = new LinkedHashSet<>();
    /** While it is set nobody waits. */
    private boolean set;

    FlagEvent(Parking parking) {
        this.parking = parking;
    }

    @Override
    public void set() {
        List<Waiter<Object>> all;
        synchronized (this) {
            set = true;
            all = List.copyOf(waiting);
            waiting.clear();
        }
        for (Waiter<Object> waiter : all) waiter.complete(true);
    }

    @Override
    public synchronized void clear() {
        set = false;
    }

    @Override
    public synchronized boolean isSet() {
        return set;
    }

    @Override
    public void await() {
        parking.mayWait(true);
        if (isSet()) return;
        Waiter<Object> waiter = parking.waiter("an event");
        if (attach(waiter)) waiter.asSwapPoint().await(() -> detach(waiter));
    }

    @Override
    public boolean tryAwait(Duration timeout) {
        FifoOwnership.check(timeout);
        parking.mayWait(true);
        if (isSet()) return true;
        if (timeout.isZero()) return false;
        Waiter<Object> waiter = parking.waiter("an event");
        return !attach(waiter)
                || waiter.asSwapPoint().await(timeout, () -> detach(waiter)).isPresent();
    }

    @Override
    public synchronized boolean attach(Waiter<Object> waiter) {
        if (!set) waiting.add(waiter);
        return !set;
    }

    @Override
    public Optional<Object> now() {
        return isSet() ? Optional.of(true) : Optional.empty();
    }

    @Override
    public synchronized void detach(Waiter<?> waiter) {
        waiting.remove(waiter);
    }
}
