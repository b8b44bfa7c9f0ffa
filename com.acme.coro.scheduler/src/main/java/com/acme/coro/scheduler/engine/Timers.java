package com.acme.coro.scheduler.engine;

import java.util.Arrays;

/**
 * The time limits of one scheduler: a four-ary heap, ordered by deadline and then by age, from which a timer that is
 * not needed any more is removed at once. All methods lock it.
 *
 * <p>The deadlines stand in an array of their own, the children of a place side by side: a step down the heap reads one
 * cache line instead of four timers.
 */
public final class Timers {
    /** No time limit. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int SMALL = 64;

    // all guarded by this
    private long[] deadlines = new long[SMALL];
    private Timer[] timers = new Timer[SMALL];
    private int size;
    private long added;

    /** Adds a timer; true if it is the next one due now. Nothing has changed if it throws. */
    synchronized boolean add(Timer t) {
        if (size == timers.length) resize(size * 2);
        t.order = added++;
        siftUp(size++, t.deadline, t);
        return timers[0] == t;
    }

    /** Makes room for one more, so that the next timer of the calling coroutine is added without an allocation. */
    synchronized void reserve() {
        if (size == timers.length) resize(size * 2);
    }

    synchronized void cancel(Timer t) {
        if (t.index >= 0) removeAt(t.index);
    }

    /** The next timer that is due, removed; null if none is. */
    synchronized Timer due(long now) {
        if (size == 0 || deadlines[0] - now > 0) return null;
        Timer t = timers[0];
        removeAt(0);
        return t;
    }

    /** Nanoseconds until the next timer is due, {@link #NEVER} if there is none. */
    synchronized long untilNext(long now) {
        return size == 0 ? NEVER : Math.max(0, deadlines[0] - now);
    }

    /** Racy: for a thread that only wants to know whether to look at the clock. */
    boolean isEmpty() {
        return size == 0;
    }

    private void removeAt(int i) {
        timers[i].index = -1;
        int end = --size;
        Timer last = timers[end];
        timers[end] = null;
        if (i < end) {
            siftDown(i, deadlines[end], last);
            if (timers[i] == last) siftUp(i, deadlines[end], last);
        }
        if (timers.length > SMALL && size < timers.length / 4) shrink();
    }

    private void shrink() {
        try {
            resize(timers.length / 2);
        } catch (OutOfMemoryError full) {
            // what counts is in the arrays, which stay as large as they are
            return;
        }
    }

    private void resize(int length) {
        long[] d = Arrays.copyOf(deadlines, length);
        Timer[] t = Arrays.copyOf(timers, length);
        deadlines = d;
        timers = t;
    }

    private void siftUp(int place, long deadline, Timer t) {
        int i = place;
        while (i > 0) {
            int parent = (i - 1) >> 2;
            if (!before(deadline, t, parent)) break;
            put(i, deadlines[parent], timers[parent]);
            i = parent;
        }
        put(i, deadline, t);
    }

    private void siftDown(int place, long deadline, Timer t) {
        int i = place;
        for (; ; ) {
            int least = (i << 2) + 1;
            if (least >= size) break;
            for (int c = least + 1, end = Math.min(least + 4, size); c < end; c++) {
                if (before(deadlines[c], timers[c], least)) least = c;
            }
            if (before(deadline, t, least)) break;
            put(i, deadlines[least], timers[least]);
            i = least;
        }
        put(i, deadline, t);
    }

    private void put(int i, long deadline, Timer t) {
        deadlines[i] = deadline;
        timers[i] = t;
        t.index = i;
    }

    /** Whether a timer is due before the one at a place. */
    private boolean before(long deadline, Timer t, int place) {
        long d = deadline - deadlines[place];
        return d < 0 || d == 0 && t.order - timers[place].order < 0;
    }
}
