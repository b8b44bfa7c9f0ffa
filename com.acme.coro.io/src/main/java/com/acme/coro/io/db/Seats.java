package com.acme.coro.io.db;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.work.Deadline;
import java.util.LinkedHashSet;
import java.util.Set;

/** So many may be taken; whoever comes later waits for one, in the order in which they came. */
final class Seats {
    private final Parking parking;

    // guarded by this
    private final Set<Waiter<Boolean>> waiting = new LinkedHashSet<>();
    private int most;
    private int taken;

    Seats(Parking parking, int most) {
        this.parking = parking;
        this.most = most;
    }

    /** Waits for a seat. */
    void take(Deadline deadline) {
        Waiter<Boolean> waiter;
        synchronized (this) {
            if (taken < most) {
                taken++;
                return;
            }
            waiter = parking.<Boolean>waiter("fewer than " + most + " database cursors to be open")
                    .asSwapPoint();
            waiting.add(waiter);
        }
        deadline.await(waiter, () -> forget(waiter), "waiting for fewer database cursors to be open (db.cursors)");
    }

    private synchronized void forget(Waiter<Boolean> waiter) {
        waiting.remove(waiter);
    }

    /** Gives a seat to whoever has waited longest. */
    synchronized void release() {
        taken--;
        fill();
    }

    synchronized void resize(int seats) {
        most = seats;
        fill();
    }

    private void fill() {
        while (taken < most && !waiting.isEmpty()) {
            Waiter<Boolean> next = waiting.iterator().next();
            waiting.remove(next);
            if (next.complete(true)) taken++;
        }
    }
}
