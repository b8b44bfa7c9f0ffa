package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import java.util.ArrayList;

/** Whether a body that failed is to run again, once its supervisor has said so. */
final class RestartDecision {
    private static final String WHAT = "its supervisor, to start again";

    // guarded by this
    private Boolean said;
    private Waiter<Boolean> waiting;

    /** Once, from any thread. */
    void say(boolean again) {
        Waiter<Boolean> waiter;
        synchronized (this) {
            said = again;
            waiter = waiting;
        }
        if (waiter != null) waiter.complete(again);
    }

    /**
     * Waits, as the child. What is raised in it meanwhile is kept for the next run of its body: it would have hit that
     * before its first turn.
     */
    boolean await(Parking parking, Coro child) {
        var raised = new ArrayList<RuntimeException>(0);
        while (true) {
            try {
                boolean again = awaitOnce(parking);
                if (again) raised.forEach(child::raise);
                return again;
            } catch (DetachedException cutOff) {
                return false;
            } catch (RuntimeException e) {
                raised.add(e);
            }
        }
    }

    private boolean awaitOnce(Parking parking) {
        Waiter<Boolean> waiter = parking.coroutineWaiter(WHAT);
        synchronized (this) {
            if (said != null) return said;
            waiting = waiter;
        }
        return waiter.await(() -> {});
    }
}
