package com.acme.coro.scheduler.core;

import java.util.Arrays;

/**
 * The time limits of one scheduler: a four-ary heap, ordered by deadline and then by age, from which a timer that is
 * not needed any more is removed at once. All methods lock it.
 */
final class Timers {
    static final long NEVER = Long.MAX_VALUE;

    private Timer[] heap = new Timer[16];
    private int size;
    private long added;

    /** Adds a timer; true if it is the next one due now. */
    synchronized boolean add(Timer t) {
        if (size == heap.length) heap = Arrays.copyOf(heap, size * 2);
        t.order = added++;
        siftUp(size++, t);
        return heap[0] == t;
    }

    synchronized void cancel(Timer t) {
        if (t.index >= 0) removeAt(t.index);
    }

    /** The next timer that is due, removed; null if none is. */
    synchronized Timer due(long now) {
        if (size == 0 || heap[0].deadline - now > 0) return null;
        Timer t = heap[0];
        removeAt(0);
        return t;
    }

    /** Nanoseconds until the next timer is due, {@link #NEVER} if there is none. */
    synchronized long untilNext(long now) {
        return size == 0 ? NEVER : Math.max(0, heap[0].deadline - now);
    }

    /** Racy: for a thread that only wants to know whether to look at the clock. */
    boolean isEmpty() {
        return size == 0;
    }

    private void removeAt(int i) {
        heap[i].index = -1;
        Timer last = heap[--size];
        heap[size] = null;
        if (i < size) {
            siftDown(i, last);
            if (heap[i] == last) siftUp(i, last);
        }
        if (heap.length > 64 && size < heap.length / 4) heap = Arrays.copyOf(heap, heap.length / 2);
    }

    private void siftUp(int i, Timer t) {
        while (i > 0) {
            int parent = (i - 1) >>> 2;
            Timer p = heap[parent];
            if (!t.before(p)) break;
            heap[i] = p;
            p.index = i;
            i = parent;
        }
        heap[i] = t;
        t.index = i;
    }

    private void siftDown(int i, Timer t) {
        for (; ; ) {
            int first = (i << 2) + 1;
            if (first >= size) break;
            int least = first;
            for (int c = first + 1, end = Math.min(first + 4, size); c < end; c++) {
                if (heap[c].before(heap[least])) least = c;
            }
            if (!heap[least].before(t)) break;
            heap[i] = heap[least];
            heap[i].index = i;
            i = least;
        }
        heap[i] = t;
        t.index = i;
    }
}
