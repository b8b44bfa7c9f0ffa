package com.acme.coro.scheduler.engine;

import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.EventSource;
import com.acme.coro.scheduler.guard.Foreign;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A loop's place for a source of events.
 *
 * <pre>
 * EMPTY --attach--> TAKEN --detach--> EMPTY
 *   |                 '-----close---> CLOSED: the source is released
 *   '-----------------------close---> CLOSED
 * </pre>
 */
final class EventSourceSlot implements EventLoop {
    /** Every so many turns it is looked for events, though coroutines are ready. */
    private static final int TURNS = 64;

    private final Engine engine;
    /** Held by the one who polls. */
    private final ReentrantLock polling = new ReentrantLock();

    /** Written under the lock of this. */
    private volatile EventSource source;

    // guarded by this
    private boolean closed;

    /** Until it is looked again; of the loop's thread. */
    private int turnsLeft = TURNS;

    EventSourceSlot(Engine engine) {
        this.engine = engine;
    }

    @Override
    public synchronized boolean attach(EventSource added) {
        if (closed || source != null) return false;
        source = added;
        return true;
    }

    @Override
    public void detach(EventSource gone) {
        synchronized (this) {
            if (source != gone) return;
            source = null;
        }
        afterLastPoll(gone, () -> {});
    }

    /** Lets go of the source, for good. */
    void close() {
        EventSource gone;
        synchronized (this) {
            closed = true;
            gone = source;
            source = null;
        }
        if (gone == null) return;
        afterLastPoll(gone, gone::released);
    }

    private void afterLastPoll(EventSource gone, Runnable then) {
        gone.wakeUp(); // ends the poll that waits, or is about to
        polling.lock();
        try {
            then.run();
        } finally {
            polling.unlock();
        }
    }

    void wakeUp() {
        EventSource s = source;
        if (s != null) s.wakeUp();
    }

    /** Before a turn: has a look, now and then. By the loop. */
    void glance() {
        if (--turnsLeft > 0) return;
        turnsLeft = TURNS;
        tryToPoll();
    }

    /** Waits for events; false if there is no source, and so no wait. By the loop. */
    boolean await(long nanos) {
        turnsLeft = TURNS;
        if (source == null) return false;
        polling.lock(); // whoever has it does not wait for events
        return poll(nanos);
    }

    /** A coroutine keeps the loop: looks in its stead. By the watchdog. */
    void standIn() {
        tryToPoll();
    }

    private void tryToPoll() {
        if (source != null && polling.tryLock()) poll(0);
    }

    /** With the lock, which it gives up. */
    private boolean poll(long nanos) {
        try {
            EventSource s = source;
            if (s == null) return false;
            s.poll(nanos);
            return true;
        } catch (Throwable broken) {
            failed(broken);
            return false;
        } finally {
            polling.unlock();
        }
    }

    /** It is given back: what it serves may go on elsewhere. The coroutines need this thread. */
    private void failed(Throwable broken) {
        EventSource gone;
        synchronized (this) {
            gone = source;
            source = null;
        }
        engine.report("source of events failed and is polled no more: " + Foreign.text(gone), broken);
        if (gone == null) return;
        Throwable t = Foreign.thrownBy(gone::released);
        if (t != null) engine.report("a source of events could not be released", t);
    }

    /** Whether the loop's thread, if it seems to stand still, may just be polling. */
    boolean isPolled() {
        return polling.isLocked();
    }
}
