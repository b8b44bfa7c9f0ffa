package com.acme.coro.scheduler.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The coroutines of one scheduler that are ready, linked through {@link Fiber#next}: each is in here once at most.
 *
 * <p>Two lanes, each first in first out: those whose time came, and the rest. They alternate, so that a timer is exact
 * however long the other lane is, and timers cannot starve it. Coroutines from other threads arrive in the inbox, a
 * stack (R. K. Treiber, 1986) that is emptied as a whole, so that it needs no protection from reuse. Coroutines that the
 * running coroutine makes ready arrive there, too: it can be detached at any moment, and then another thread owns the lanes.
 */
final class RunQueue {
    private static final VarHandle INBOX;

    static {
        try {
            INBOX = MethodHandles.lookup().findVarHandle(RunQueue.class, "inbox", Fiber.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    // Of the thread that passes the baton on: the loop, or on the JVM's carriers the thread that gives it up or takes
    // it.
    private Fiber head;
    private Fiber tail;
    private Fiber timedHead;
    private Fiber timedTail;
    private boolean timedLast;
    private int size;

    /** Pushed to by any thread, the running coroutine's too; emptied by the thread that passes the baton on. */
    volatile Fiber inbox;

    /** From any thread, whether or not its coroutine has the baton: it may lose that at any moment. */
    void push(Fiber f) {
        Fiber top;
        do {
            top = inbox;
            f.next = top;
        } while (!INBOX.compareAndSet(this, top, f));
    }

    /** From the thread that passes the baton on: a coroutine whose time has come. */
    void addTimed(Fiber f) {
        if (timedTail == null) timedHead = f;
        else timedTail.next = f;
        timedTail = f;
        size++;
    }

    /**
     * The coroutine that is to have the next turn; null if none is ready. From the thread that passes the baton on. Calls
     * nothing once the inbox is emptied, so that a stack that is used up cannot leave it half done.
     */
    Fiber next() {
        if (inbox != null) {
            Fiber top;
            do {
                top = inbox;
            } while (!INBOX.compareAndSet(this, top, null)); // has no result to be cast once that is done
            if (top.next == null && head == null && timedHead == null) { // mostly: there is nothing to link
                timedLast = false;
                return top;
            }
            Fiber last = top;
            Fiber first = null;
            while (top != null) { // the newest is on top
                Fiber below = top.next;
                top.next = first;
                first = top;
                top = below;
                size++;
            }
            if (tail == null) head = first;
            else tail.next = first;
            tail = last;
        }
        Fiber f;
        if (timedHead != null && (!timedLast || head == null)) {
            timedLast = true;
            f = timedHead;
            timedHead = f.next;
            if (timedHead == null) timedTail = null;
        } else {
            timedLast = false;
            f = head;
            if (f == null) return null;
            head = f.next;
            if (head == null) tail = null;
        }
        f.next = null;
        size--;
        return f;
    }

    boolean hasInbox() {
        return inbox != null;
    }

    /** Racy. */
    int size() {
        return size + (inbox == null ? 0 : 1);
    }
}
