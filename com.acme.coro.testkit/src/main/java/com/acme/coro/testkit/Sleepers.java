package com.acme.coro.testkit;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** The threads that are parked on a virtual clock, and those that were woken and have not parked again. */
final class Sleepers {
    /** Further away than this means: no limit. */
    private static final long NO_LIMIT = Long.MAX_VALUE / 2;

    // One stay of one thread; compared by identity, so that a stay that is over is not taken for the next one.
    private static final class Stay {
        final long deadline;

        Stay(long deadline) {
            this.deadline = deadline;
        }
    }

    // A thread puts itself in; whoever unparks it, or it itself, takes it out. Guarded by this.
    private final Map<Thread, Stay> parked = new HashMap<>();

    // A thread is put in before it is unparked, and leaves when it has parked again or is found to be elsewhere. One
    // that has been parked is in here or there at any moment. Guarded by this.
    private final Set<Thread> awake = new HashSet<>();

    /** Parks the calling thread, unless its time has come: then it stays awake and goes on. */
    void park(long deadline, LongSupplier clock) {
        var me = Thread.currentThread();
        var stay = new Stay(deadline);
        synchronized (this) {
            // whoever moves the clock looks for sleepers afterwards: it finds this one, or this one sees the new time
            if (deadline - clock.getAsLong() <= 0) {
                awake.add(me);
                return;
            }
            parked.put(me, stay);
            awake.remove(me);
        }
        try {
            LockSupport.park(this);
        } finally {
            synchronized (this) {
                awake.add(me);
                parked.remove(me, stay);
            }
        }
    }

    /** Counts a thread as awake that has not parked yet. */
    synchronized void watch(Thread thread) {
        awake.add(thread);
    }

    /** Unparks those whose time has come. */
    void wake(long now) {
        unpark(deadline -> deadline - now <= 0);
    }

    /**
     * Unparks everybody. Who has nothing to do parks again; and who was unparked by somebody else, but still stands here
     * with the deadline of before, comes back with the one of now.
     */
    void wakeAll() {
        unpark(deadline -> true);
    }

    private synchronized void unpark(LongPredicate which) {
        parked.entrySet().removeIf(sleeper -> {
            if (!which.test(sleeper.getValue().deadline)) return false;
            awake.add(sleeper.getKey());
            LockSupport.unpark(sleeper.getKey());
            return true;
        });
    }

    /** The time at which the first of them wants to be woken. */
    synchronized Optional<Long> next(long now) {
        return parked.values().stream()
                .map(stay -> stay.deadline)
                .filter(deadline -> deadline - now < NO_LIMIT)
                .min(Comparator.comparingLong(deadline -> deadline - now));
    }

    /**
     * Whether all that were woken have parked again, ended, or wait for something else: a test's own thread goes its way
     * when its wait is over. The caller, who is awake to ask, does not count.
     */
    synchronized boolean settled() {
        awake.remove(Thread.currentThread());
        awake.removeIf(this::elsewhere);
        return awake.isEmpty();
    }

    /** As {@link #settled()}; if so, tells when the first of them wants to be woken, as it is at the same moment. */
    synchronized boolean settled(long now, Consumer<Optional<Long>> first) {
        if (!settled()) return false;
        first.accept(next(now));
        return true;
    }

    private boolean elsewhere(Thread thread) {
        return switch (thread.getState()) {
            case TERMINATED -> true;
            case WAITING, TIMED_WAITING -> {
                var blocker = LockSupport.getBlocker(thread);
                yield blocker != this && !lock(blocker);
            }
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    // A lock is held for moments only, so who waits for one is under way. Latches are made of the same stuff but wait
    // for others, maybe for the clock.
    private static boolean lock(Object blocker) {
        return blocker instanceof AbstractOwnableSynchronizer
                && blocker.getClass().getPackageName().equals("java.util.concurrent.locks");
    }

    /** Whether a thread with one of these names is parked. */
    synchronized boolean parks(Predicate<String> named) {
        return parked.keySet().stream().map(Thread::getName).anyMatch(named);
    }

    @Override
    public synchronized String toString() {
        return "parked: " + parked.keySet() + ", awake: " + awake;
    }
}
