package com.acme.coro.scheduler.core;

import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** The coroutines that were cut off from their scheduler, and whose threads still run: they are refused whatever they call. From any thread. */
public final class DetachedThreads {
    /** After so many refused calls a coroutine that was cut off is taken not to heed them. */
    private static final int REFUSALS = 100;

    private final CoreRuntime runtime;

    /** Threads of coroutines that were cut off and still run, and how often calls of theirs were refused. */
    private final Map<Thread, AtomicInteger> detached = new ConcurrentHashMap<>();

    DetachedThreads(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    /**
     * A call of a coroutine that was cut off is about to be refused. One that catches that and calls again without end
     * would keep a carrier of the JVM's: after a number of refusals its thread is parked for good.
     */
    private void refuse() {
        AtomicInteger refused = detached.get(Thread.currentThread());
        if (refused == null || refused.incrementAndGet() < REFUSALS) return;
        runtime.logs
                .logger("com.acme.coro.scheduler")
                .warn(
                        "a coroutine that was cut off ignored that {} times; its thread is parked for good: thread={}",
                        REFUSALS,
                        Thread.currentThread().getName());
        gone(Thread.currentThread());
        while (true) {
            Thread.interrupted(); // parking would not wait with it
            LockSupport.park(this);
        }
    }

    /** Refuses a call on this thread if a coroutine that was cut off makes it. */
    void refuse(Thread current) {
        if (detached.isEmpty() || !detached.containsKey(current)) return;
        refuse();
        throw new DetachedException("this coroutine was cut off from its scheduler: " + current.getName());
    }

    /** What a call of a coroutine that was cut off throws. */
    DetachedException exception(LocalCoro c) {
        if (c.thread == Thread.currentThread()) refuse();
        return new DetachedException("this coroutine was cut off from its scheduler: " + c);
    }

    /**
     * Cuts a coroutine off: it has that outcome and no baton, and whatever it calls of ours throws. What it owned is
     * closed, and everything is told, before this returns. From any thread, its own too.
     */
    public void detach(LocalCoro c, Outcome how) {
        var farewell = new EndNotifier(c, how);
        if (cutOff(c, farewell)) farewell.run();
    }

    /**
     * As {@link #detach}, for a thread that others depend on: resources are closed, and others told, on another thread.
     */
    public void detachElsewhere(LocalCoro c, Outcome how) {
        var farewell = new EndNotifier(c, how);
        if (cutOff(c, farewell)) runtime.service(farewell);
    }

    /** Takes the baton first, then makes it ENDED; false if it had ended. */
    private boolean cutOff(LocalCoro c, EndNotifier farewell) {
        Thread t = c.thread;
        if (t != null) detached.putIfAbsent(t, new AtomicInteger()); // before it may find that it is cut off
        if (!c.markCutOff(t) && t != null) detached.remove(t); // it does not remove itself any more
        if (c.engine.take(c)) c.engine.taken(c);
        boolean first = c.toEnded(farewell);
        if (t != null) LockSupport.unpark(t);
        c.engine.carryStraggler(c);
        return first;
    }

    /** The thread of a coroutine that was cut off is over at last. */
    void gone() {
        gone(Thread.currentThread());
    }

    private void gone(Thread t) {
        detached.remove(t);
    }

    /** Whether a coroutine that was cut off runs on this thread. */
    public boolean isCaller() {
        return detached.containsKey(Thread.currentThread());
    }
}
