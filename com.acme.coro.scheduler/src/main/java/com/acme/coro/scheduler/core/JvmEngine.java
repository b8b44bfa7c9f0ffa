package com.acme.coro.scheduler.core;

import com.acme.coro.api.spi.RuntimeSettings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A scheduler whose coroutines are carried by the JVM's threads for virtual threads. There is no loop: the thread
 * that gives up the baton passes it on; when no coroutine is ready the baton lies idle until a thread makes one ready and
 * takes it up. A thread of its own watches the timers.
 */
final class JvmEngine extends Engine {
    private static final VarHandle IDLE;

    static {
        try {
            IDLE = MethodHandles.lookup().findVarHandle(JvmEngine.class, "idle", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** No thread has the baton or is passing it on. The thread that changes it to false passes it on. */
    private volatile boolean idle = true;

    private volatile Thread clock;

    // What an Error left undone, written by the thread that was to pass the baton on, for the watchdog.
    /** The coroutine to pass it to; null if it was not yet known. Ordered by dropped. */
    private LocalCoro inHand;
    /** Whether the coroutine has the baton. Ordered by dropped. */
    private boolean inHandWasGiven;
    /** The error, while the baton waits to be taken up again; null otherwise. */
    private volatile Throwable dropped;
    /** The baton lies, and it is unknown whether a coroutine is ready. */
    private volatile boolean lookAgain;

    JvmEngine(CoreRuntime runtime, String name, RuntimeSettings settings) {
        super(runtime, name, settings);
    }

    @Override
    String carrier() {
        return "jvm";
    }

    @Override
    void start() {
        Thread t = Thread.ofPlatform()
                .name("coro-" + name + "-clock")
                .daemon(true)
                .priority(Thread.NORM_PRIORITY)
                .inheritInheritableThreadLocals(false)
                .unstarted(this::watchClock);
        t.setContextClassLoader(null);
        clock = t;
        t.start();
    }

    private void watchClock() {
        while (!closed) {
            try {
                fireTimers();
                Thread.interrupted(); // of no meaning here, and parking would not wait with it
                long now = time.nanos();
                time.parkUntil(now + Math.min(timers.untilNext(now), Long.MAX_VALUE / 2));
            } catch (Throwable t) { // no memory, say
                report("the clock of a scheduler survived an error", t);
            }
        }
    }

    /**
     * By the thread that has the right to: gives a turn, or lets the baton lie. That may be a coroutine whose stack is
     * nearly used up: what an Error has interrupted is left to {@link #recover}, which takes no more than setting fields.
     *
     * @param first the coroutine to begin with; null for the first one of the queue
     */
    private void passOn(LocalCoro first) {
        LocalCoro c = first;
        boolean given = false;
        boolean lies = false;
        try {
            for (; ; c = null) {
                given = false;
                if (c == null) c = queue.next();
                if (c != null) {
                    if (c.cutOff) continue;
                    beginTurn(c);
                    boolean starts = c.thread == null;
                    if (starts) c.thread = newThread(c);
                    // Volatile: unparking writes nothing where the thread was unparked before. If this write could come
                    // after that look, the thread would use up the old permit, not find its turn, and park for good.
                    current = c;
                    given = true;
                    if (starts) c.thread.start();
                    else LockSupport.unpark(c.thread);
                    // cut off when it was about to get the baton: nothing gives that up for it
                    if (c.cutOff && take(c)) continue;
                    return;
                }
                idle = true;
                lies = true;
                if (queue.inbox == null || !IDLE.compareAndSet(this, true, false)) return;
                lies = false;
            }
        } catch (Throwable t) {
            if (lies) {
                lookAgain = true;
            } else {
                inHand = c;
                inHandWasGiven = given;
                dropped = t;
            }
        }
    }

    @Override
    void recover() {
        if (lookAgain) {
            lookAgain = false;
            wakeUp();
        }
        Throwable t = dropped;
        if (t == null) return;
        LocalCoro c = inHand;
        boolean given = inHandWasGiven;
        dropped = null;
        report("the baton was dropped and is taken up again", t);
        if (given) giveAgain(c);
        else passOn(c);
        if (dropped == null || c == null || inHand != c) return;
        boolean holds = inHandWasGiven; // it is not the stack of whatever gave the turn that was too short
        dropped = null;
        cannotStart(c, t);
        if (!holds || take(c)) passOn(null);
    }

    /** The coroutine has the baton, and perhaps does not know it. */
    private void giveAgain(LocalCoro c) {
        if (current != c) return;
        Thread t = c.thread;
        if (c.cutOff || t.getState() == Thread.State.TERMINATED) { // it did not start
            if (!take(c)) return;
            if (!c.cutOff) c.thread = null;
            passOn(c);
            return;
        }
        LockSupport.unpark(t);
        t.getStackTrace(); // submits it again if it was not when it was unparked before
    }

    @Override
    void wakeUp() {
        if (idle && IDLE.compareAndSet(this, true, false)) passOn(null);
    }

    @Override
    void earlier() {
        LockSupport.unpark(clock);
    }

    @Override
    Thread newThread(LocalCoro c) {
        return VirtualThreads.ofJvm(c.name, c);
    }

    @Override
    void relinquish(LocalCoro c) {
        if (c.cutOff) throw runtime.detached(c);
        try {
            if (take(c)) passOn(null); // or another thread has, which cut it off
            while (current != c && waitsOn(c)) LockSupport.park();
        } catch (Throwable t) {
            if (!c.cutOff) parkFailed(c, t);
            throw t;
        }
        if (Thread.currentThread().isInterrupted()) c.interrupted();
    }

    @Override
    void ended(LocalCoro c) {
        if (!take(c)) return; // the thread that cut it off passes the baton on
        last = null;
        passOn(null);
    }

    @Override
    void taken(LocalCoro c) {
        passOn(null);
    }

    @Override
    void submitted(LocalCoro c, Runnable toCarryOn) {
        throw new IllegalStateException("the JVM carries the threads of scheduler " + name);
    }

    @Override
    void carryStraggler(LocalCoro c) {
        // the JVM does
    }

    /** A pinned coroutine holds a carrier of the JVM's, not the baton. */
    @Override
    LocalCoro holder() {
        return null;
    }

    @Override
    void rescue(LocalCoro holder) {
        throw new IllegalStateException("nothing holds scheduler " + name);
    }

    @Override
    boolean idle() {
        return idle;
    }

    @Override
    void close() {
        closed = true;
        LockSupport.unpark(clock);
    }
}
