package com.acme.coro.testkit;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
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

    // A thread puts itself in; whoever unparks it, or it itself, takes it out.
    private final Map<Thread, Stay> parked = new ConcurrentHashMap<>();

    // A thread is put in before it is unparked, and leaves when it has parked again or is found to be elsewhere.
    private final Set<Thread> awake = ConcurrentHashMap.newKeySet();

    /** Parks the calling thread. It stands in {@code parked} before it looks at the clock, so that no step misses it. */
    void park(long deadline, LongSupplier clock) {
        var me = Thread.currentThread();
        var stay = new Stay(deadline);
        parked.put(me, stay);
        awake.remove(me);
        try {
            if (deadline - clock.getAsLong() > 0) LockSupport.park(this);
        } finally {
            awake.add(me);
            parked.remove(me, stay);
        }
    }

    /** Counts a thread as awake that has not parked yet. */
    void watch(Thread thread) {
        awake.add(thread);
    }

    /** Unparks those whose time has come. */
    void wake(long now) {
        parked.forEach((thread, stay) -> {
            if (stay.deadline - now <= 0) unpark(thread, stay);
        });
    }

    /**
     * Unparks everybody. Who has nothing to do parks again; and who was unparked by somebody else, but still stands here
     * with the deadline of before, comes back with the one of now.
     */
    void wakeAll() {
        parked.forEach(this::unpark);
    }

    private void unpark(Thread thread, Stay stay) {
        awake.add(thread);
        parked.remove(thread, stay);
        LockSupport.unpark(thread);
    }

    /** The time at which the first of them wants to be woken. */
    Optional<Long> next(long now) {
        return parked.values().stream()
                .map(stay -> stay.deadline)
                .filter(deadline -> deadline - now < NO_LIMIT)
                .min(Comparator.comparingLong(deadline -> deadline - now));
    }

    /**
     * Whether all that were woken have parked again, ended, or wait for something else: a test's own thread goes its way
     * when its wait is over. The caller, who is awake to ask, does not count.
     */
    boolean settled() {
        awake.remove(Thread.currentThread());
        awake.removeIf(this::elsewhere);
        return awake.isEmpty();
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
    boolean parks(Predicate<String> named) {
        return parked.keySet().stream().map(Thread::getName).anyMatch(named);
    }

    @Override
    public String toString() {
        return "parked: " + parked.keySet() + ", awake: " + awake;
    }
}
