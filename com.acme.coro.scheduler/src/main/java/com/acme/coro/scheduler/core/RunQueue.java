package com.acme.coro.scheduler.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The coroutines of one scheduler that are ready, linked through {@link LocalCoro#next}: each is in here once at most.
 *
 * <p>Two lanes, each first in first out: those whose time came, and the rest. They alternate, so that a timer is exact
 * however long the other lane is, and timers cannot starve it. Coroutines from other threads arrive in the inbox, a
 * stack (R. K. Treiber, 1986) that is emptied as a whole, so that it needs no protection from reuse.
 */
final class RunQueue {
    private static final VarHandle INBOX;

    static {
        try {
            INBOX = MethodHandles.lookup().findVarHandle(RunQueue.class, "inbox", LocalCoro.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // of whoever holds the baton
    private LocalCoro head;
    private LocalCoro tail;
    private LocalCoro timedHead;
    private LocalCoro timedTail;
    private boolean timedLast;
    private int size;

    // any thread pushes; the holder of the baton takes all
    private volatile LocalCoro inbox;

    /** From any thread. */
    void push(LocalCoro c) {
        LocalCoro top;
        do {
            top = inbox;
            c.next = top;
        } while (!INBOX.compareAndSet(this, top, c));
    }

    /** From the holder of the baton, behind what others have pushed before. */
    void add(LocalCoro c) {
        if (inbox != null) drain();
        append(c);
    }

    /** From the holder of the baton: one whose time has come. */
    void addTimed(LocalCoro c) {
        if (timedTail == null) timedHead = c;
        else timedTail.next = c;
        timedTail = c;
        size++;
    }

    /** Who is to have the next turn; null if nobody is ready. From the holder of the baton. */
    LocalCoro next() {
        if (inbox != null) drain();
        LocalCoro c;
        if (timedHead != null && (!timedLast || head == null)) {
            timedLast = true;
            c = timedHead;
            timedHead = c.next;
            if (timedHead == null) timedTail = null;
        } else {
            timedLast = false;
            c = head;
            if (c == null) return null;
            head = c.next;
            if (head == null) tail = null;
        }
        c.next = null;
        size--;
        return c;
    }

    boolean hasInbox() {
        return inbox != null;
    }

    /** Racy. */
    int size() {
        return size + (inbox == null ? 0 : 1);
    }

    private void append(LocalCoro c) {
        if (tail == null) head = c;
        else tail.next = c;
        tail = c;
        size++;
    }

    private void drain() {
        var top = (LocalCoro) INBOX.getAndSet(this, null);
        LocalCoro first = null;
        while (top != null) {
            LocalCoro below = top.next;
            top.next = first;
            first = top;
            top = below;
        }
        while (first != null) {
            LocalCoro after = first.next;
            first.next = null;
            append(first);
            first = after;
        }
    }
}
