package com.acme.coro.scheduler.sync;

import com.acme.coro.api.Coro;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Who holds a lock, and who waits for it, in order.
 *
 * <p>A release makes the first waiter the holder before it wakes it, so the lock is never free while somebody waits, and
 * nobody can step in between. A waiter whose wait has ended otherwise refuses, and the next one is asked.
 */
final class FifoOwnership {
    /** What users hold. */
    private final Object lock;

    private final String what;
    private final Parking parking;
    private final Consumer<String> report;

    // guarded by this, which is held for a few instructions and never while anything waits
    private final LinkedHashSet<LockClaim> waiting = new LinkedHashSet<>();
    /** Null when the lock is free; then nobody waits. */
    private LockClaim holder;

    /**
     * A free lock.
     *
     * @param lock what users hold
     * @param what the lock, for display
     * @param parking who runs, and who owns what
     * @param report told when a holder ended without a release
     */
    FifoOwnership(Object lock, String what, Parking parking, Consumer<String> report) {
        this.lock = lock;
        this.what = what;
        this.parking = parking;
        this.report = report;
    }

    synchronized boolean held() {
        return holder != null;
    }

    /** A new claim of the calling coroutine. */
    LockClaim claim() {
        Coro me = parking.current()
                .orElseThrow(() -> new NotInCoroutineException("only a coroutine can acquire a " + what
                        + ", not thread " + Thread.currentThread().getName()));
        return new LockClaim(me, this);
    }

    /** The calling coroutine's claim, if it holds the lock. */
    Optional<LockClaim> mine() {
        LockClaim now = now();
        return now != null && parking.current().filter(now.owner::equals).isPresent()
                ? Optional.of(now)
                : Optional.empty();
    }

    /** The same, for calls that need it. */
    LockClaim mineOrRefuse() {
        return mine().orElseThrow(() -> {
            LockClaim now = now();
            return new WrongCoroutineException("the " + what + " is not held by "
                    + parking.current()
                            .map(Object::toString)
                            .orElse("thread " + Thread.currentThread().getName())
                    + (now == null ? ", it is free" : " but by " + now.owner));
        });
    }

    private synchronized LockClaim now() {
        return holder;
    }

    /** Takes the lock if it is free. */
    boolean tryTake(LockClaim mine) {
        synchronized (this) {
            if (holder != null) return false;
            holder = mine;
        }
        boolean owned = false;
        try {
            parking.own(mine, lock);
            owned = true;
        } finally {
            if (!owned) pass(mine);
        }
        return true;
    }

    /** Waits for the lock. */
    void take(LockClaim mine) {
        parking.mayWait(true);
        if (!tryTake(mine)) queue(mine, turn -> turn.asSwapPoint().await(() -> withdraw(mine)));
    }

    /** Waits for the lock for at most a time. */
    boolean take(LockClaim mine, Duration timeout) {
        parking.mayWait(true);
        if (tryTake(mine)) return true;
        return !timeout.isZero()
                && queue(
                        mine,
                        turn -> turn.asSwapPoint()
                                .await(timeout, () -> withdraw(mine))
                                .isPresent());
    }

    private boolean queue(LockClaim mine, Predicate<Waiter<Boolean>> await) {
        Waiter<Boolean> turn = parking.coroutineWaiter("a " + what);
        mine.turn = turn;
        // before it can be handed over: there is no moment at which its end would leave the lock held
        parking.own(mine, lock);
        boolean got = false;
        try {
            got = joinQueue(mine) || await.test(turn);
        } finally {
            if (!got) parking.disown(mine);
        }
        return got;
    }

    /** True if the lock was free after all. */
    private synchronized boolean joinQueue(LockClaim mine) {
        if (holder == null) {
            holder = mine;
            return true;
        }
        waiting.add(mine);
        return false;
    }

    private synchronized void withdraw(LockClaim mine) {
        waiting.remove(mine);
    }

    /** The holder gives the lock up; later, and only if its state does not take it along, where it makes way in a swap. */
    void release(LockClaim mine) {
        if (!parking.putOff(mine, () -> give(mine))) give(mine);
    }

    /** Hands the lock to whoever waited longest; the claim keeps its depth. */
    void give(LockClaim mine) {
        // in this order: if the owner is cut off between the two, the rest of this call still gives the lock away
        parking.disown(mine);
        pass(mine);
    }

    private synchronized boolean pass(LockClaim mine) {
        if (holder != mine) return false;
        while (!waiting.isEmpty()) {
            holder = waiting.removeFirst();
            if (holder.turn.complete(true)) return true;
        }
        holder = null;
        return true;
    }

    /**
     * Takes the lock back for a claim that gave it away, however long that takes: what is raised meanwhile is kept, and
     * thrown once the lock is held. Only a coroutine that was asked to end and has used up its time for cleaning up
     * goes without.
     *
     * @param mine the claim
     * @param kept what ended the wait before
     */
    void takeBack(LockClaim mine, DeferredThrows kept) {
        for (boolean taken = false; !taken; ) {
            try {
                // no swap point: a body that is unwound is to find the lock held
                if (!tryTake(mine)) queue(mine, turn -> turn.await(() -> withdraw(mine)));
                taken = true;
            } catch (DetachedException e) {
                throw e;
            } catch (RuntimeException e) {
                kept.add(e);
            } catch (Error e) {
                if (kept.hasError()) throw e;
                kept.add(e);
            }
        }
        kept.rethrow(mine.owner);
    }

    /** The owner of a claim has ended. */
    void ownerEnded(LockClaim ended) {
        withdraw(ended);
        if (!pass(ended)) return;
        LockClaim next = now();
        report.accept("a " + what + " was held by " + ended.owner + " when that ended, and is released: "
                + (next == null ? "it is free" : next.owner + " has it now"));
    }

    /** Refuses a time that makes no sense. */
    static void check(Duration timeout) {
        Timeouts.nanos(timeout);
    }
}
