package com.acme.coro.bench.swap;

import java.util.BitSet;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Sees which numbers were handled, when, and in which order. Filled by one coroutine, read by the driver. */
final class Witness {
    // guarded by this
    private final BitSet seen = new BitSet();
    private long last = -1;
    private long handled;
    private long duplicated;
    private long reordered;
    /** What the versions say of themselves: the count must go on across every swap. */
    private long countedByGuest;
    /** Since they were last asked for, in order. */
    private final ConcurrentLinkedQueue<Long> times = new ConcurrentLinkedQueue<>();

    synchronized void handled(long number, long nanos, long count) {
        if (seen.get((int) number)) duplicated++;
        else if (number < last) reordered++;
        seen.set((int) number);
        last = Math.max(last, number);
        handled++;
        countedByGuest = count;
        times.add(nanos);
        notifyAll();
    }

    /** Waits until so many were handled; false when the time is up. */
    synchronized boolean await(long count, long millis) throws InterruptedException {
        long deadline = System.nanoTime() + millis * 1_000_000;
        while (handled < count) {
            long left = (deadline - System.nanoTime()) / 1_000_000;
            if (left <= 0) return false;
            wait(left);
        }
        return true;
    }

    synchronized long count() {
        return handled;
    }

    synchronized long duplicated() {
        return duplicated;
    }

    synchronized long reordered() {
        return reordered;
    }

    synchronized long lost(long sent) {
        return sent - seen.cardinality();
    }

    /** Whether the state went along: the last version has counted all. */
    synchronized boolean stateHolds() {
        return countedByGuest == handled;
    }

    /** The longest time without a message handled that overlaps a span of time; 0 if there is none. */
    long longestGap(long from, long to) {
        long longest = 0;
        long before = from;
        for (Long t; (t = times.peek()) != null && before <= to; ) {
            if (t > from) longest = Math.max(longest, t - before);
            before = t;
            times.poll();
        }
        return longest;
    }
}
