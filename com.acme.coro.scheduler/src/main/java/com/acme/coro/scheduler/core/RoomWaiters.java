package com.acme.coro.scheduler.core;

import com.acme.coro.scheduler.wait.ParkedWait;

/** Delivers that wait for room in a mailbox, in order. Guarded by the lock of the mailbox's coroutine. */
final class RoomWaiters {
    /** The one that has waited longest: a ring through this entry. Null while there is none. */
    private Entry first;

    /** A deliver that waits, with the message that it wants to put in. */
    static final class Entry {
        final ParkedWait<?> waiter;
        final Object message;
        private Entry next;
        private Entry previous;
        private boolean queued;

        Entry(ParkedWait<?> waiter, Object message) {
            this.waiter = waiter;
            this.message = message;
        }
    }

    boolean isEmpty() {
        return first == null;
    }

    void add(Entry entry) {
        if (first == null) {
            first = entry;
            entry.next = entry;
            entry.previous = entry;
        } else {
            entry.next = first;
            entry.previous = first.previous;
            first.previous.next = entry;
            first.previous = entry;
        }
        entry.queued = true;
    }

    /** Without effect if it is not in here any more. */
    void remove(Entry entry) {
        if (!entry.queued) return;
        entry.queued = false;
        if (entry.next == entry) {
            first = null;
        } else {
            entry.previous.next = entry.next;
            entry.next.previous = entry.previous;
            if (first == entry) first = entry.next;
        }
        entry.next = null;
        entry.previous = null;
    }

    /** Takes out the one that has waited longest and can still be told; null if there is none. */
    Entry claimFirst() {
        while (first != null) {
            Entry entry = first;
            remove(entry);
            if (entry.waiter.claim()) return entry;
        }
        return null;
    }
}
