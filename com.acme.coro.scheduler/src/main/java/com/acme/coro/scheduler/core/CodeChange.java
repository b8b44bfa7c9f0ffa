package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.SwapControl;

/**
 * How a coroutine leaves the code that it runs and enters other code. Between the two it may have none, see {@link SwapControl.Between}. Steps
 * are made under the lock of the coroutine.
 */
public final class CodeChange {
    private CodeChange() {}

    /**
     * Its body made way: it goes on in other code, on another thread, so that nothing of the old is left. By its own
     * thread. False if it ends instead: it was asked to meanwhile, or cut off.
     */
    static boolean leave(LocalCoro c, PendingSwap.Next next) {
        CoroTask was = c.work instanceof CoroTask w ? w.swapped() : null;
        var between = next instanceof PendingSwap.Next.Between b ? b.place() : null;
        Object into = c.replaced(next instanceof PendingSwap.Next.Other other ? other.work() : LEFT);
        PendingSwap order;
        boolean ends;
        c.lock();
        try {
            SwapState seat = c.extras().seat();
            ends = c.ending != null || c.cutOff;
            if (ends) {
                if (c.state != CoroState.ENDED && c.ending != null) c.ending.delivered = true;
                order = seat.done();
            } else {
                order = seat.taken;
                seat.begin(order == null ? null : order.carried());
                c.self = null;
                c.brought = null;
                if (c.mailbox != null) c.mailbox.forgetTypes(); // they may be those of the code that goes
                c.begun = false;
                c.thread = null;
                c.work = into;
                c.place = between;
                c.step(between == null ? CoroState.READY : CoroState.BETWEEN);
            }
        } finally {
            c.unlock();
        }
        PendingSwap made = order;
        if (ends) {
            if (made != null) EndNotifier.step(c, () -> made.failed(c.name + " was asked to end"));
            return false;
        }
        if (was != null) c.runtime().released(was);
        if (made != null) EndNotifier.step(c, made::over);
        return true;
    }

    /** What it runs where it runs nothing. */
    private static final CoroTask LEFT = self -> {
        throw new IllegalStateException("a coroutine between versions has nothing to run: " + self.name());
    };

    /** Becomes one of other code, in which it is yet to {@link #resume}; false if it is not, or no longer, at this place. */
    public static boolean enter(
            LocalCoro c, SwapControl.Between from, CoroTask into, Object carried, BundleGroup home) {
        c.lock();
        boolean here = c.place == from && c.state == CoroState.BETWEEN;
        if (here) {
            c.place = null;
            c.work = c.replaced(into);
            c.extras().seat().begin(carried);
        }
        c.unlock();
        if (here && home != null) c.group.moveTo(home, c);
        return here;
    }

    /** Goes on in what it has taken. */
    public static void resume(LocalCoro c) {
        c.lock();
        boolean alive = c.step(CoroState.READY);
        c.waitNo++;
        c.unlock();
        if (alive) c.engine.ready(c);
    }

    /** Ends it while it is between versions; false if it is not, or no longer, at this place. From any thread. */
    public static boolean end(LocalCoro c, SwapControl.Between from, Outcome how) {
        c.lock();
        boolean here = c.place == from && c.state == CoroState.BETWEEN;
        if (here) {
            c.place = null;
            c.step(CoroState.ENDING);
        }
        c.unlock();
        if (!here) return false;
        // closing may wait, and who ends it may be anybody
        c.runtime().service(() -> {
            BodyCompletion.closeResources(c);
            c.close(how);
        });
        return true;
    }

    /** Whether nothing its body said makes it swappable, and it has had the time to say so: its whole first turn. */
    public static boolean neverSwappable(LocalCoro c) {
        c.lock();
        boolean silent = c.begun && (c.extras == null || c.extras.swap == null || !c.extras.swap.declared);
        boolean never = silent && !(c.state() == CoroState.RUNNING && c.turns == c.firstTurn);
        c.unlock();
        return never;
    }
}
