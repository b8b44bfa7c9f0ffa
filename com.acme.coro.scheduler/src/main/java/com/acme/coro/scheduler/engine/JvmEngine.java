package com.acme.coro.scheduler.engine;

import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.support.thread.DaemonThread;
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
    private Fiber inHand;
    /** Whether the coroutine has the baton. Ordered by dropped. */
    private boolean inHandWasGiven;
    /** The error, while the baton waits to be taken up again; null otherwise. */
    private volatile Throwable dropped;
    /** The baton lies, and it is unknown whether a coroutine is ready. */
    private volatile boolean lookAgain;

    JvmEngine(Host host, String name, TimeSource time) {
        super(host, name, time);
    }

    @Override
    public String carrier() {
        return "jvm";
    }

    @Override
    public boolean carriedByJvm() {
        return true;
    }

    @Override
    public void start() {
        Thread t = DaemonThread.of("coro-" + name + "-clock", this::watchClock);
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
    private void passOn(Fiber first) {
        Fiber f = first;
        boolean given = false;
        boolean lies = false;
        try {
            for (; ; f = null) {
                given = false;
                if (f == null) f = queue.next();
                if (f != null) {
                    if (f.cutOff) continue;
                    beginTurn(f);
                    boolean starts = f.thread == null;
                    if (starts) f.thread = newThread(f);
                    // Volatile: unparking writes nothing where the thread was unparked before. If this write could come
                    // after that look, the thread would use up the old permit, not find its turn, and park for good.
                    current = f;
                    given = true;
                    if (starts) f.thread.start();
                    else LockSupport.unpark(f.thread);
                    // cut off when it was about to get the baton: nothing gives that up for it
                    if (f.cutOff && take(f)) continue;
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
                inHand = f;
                inHandWasGiven = given;
                dropped = t;
            }
        }
    }

    @Override
    public void recover() {
        if (lookAgain) {
            lookAgain = false;
            wakeUp();
        }
        Throwable t = dropped;
        if (t == null) return;
        Fiber f = inHand;
        boolean given = inHandWasGiven;
        dropped = null;
        report("the baton was dropped and is taken up again", t);
        if (given) giveAgain(f);
        else passOn(f);
        if (dropped == null || f == null || inHand != f) return;
        boolean holds = inHandWasGiven; // it is not the stack of whatever gave the turn that was too short
        dropped = null;
        cannotStart(f, t);
        if (!holds || take(f)) passOn(null);
    }

    /** The coroutine has the baton, and perhaps does not know it. */
    private void giveAgain(Fiber f) {
        if (current != f) return;
        Thread t = f.thread;
        if (f.cutOff || t.getState() == Thread.State.TERMINATED) { // it did not start
            if (!take(f)) return;
            if (!f.cutOff) f.thread = null;
            passOn(f);
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
    Thread newThread(Fiber f) {
        return VirtualThreads.ofJvm(f.name, f);
    }

    @Override
    public void relinquish(Fiber f) {
        if (f.cutOff) throw host.detached(f);
        try {
            if (take(f)) passOn(null); // or another thread has, which cut it off
            while (current != f && waitsOn(f)) LockSupport.park();
        } catch (Throwable t) {
            if (!f.cutOff) parkFailed(f, t);
            throw t;
        }
        if (Thread.currentThread().isInterrupted()) f.interrupted();
    }

    @Override
    public void ended(Fiber f) {
        if (!take(f)) return; // the thread that cut it off passes the baton on
        last = null;
        passOn(null);
    }

    @Override
    public void taken(Fiber f) {
        passOn(null);
    }

    @Override
    void submitted(Fiber f, Runnable toCarryOn) {
        throw new IllegalStateException("the JVM carries the threads of scheduler " + name);
    }

    @Override
    public void carryStraggler(Fiber f) {
        // the JVM does
    }

    /** A pinned coroutine holds a carrier of the JVM's, not the baton. */
    @Override
    public Fiber holder() {
        return null;
    }

    @Override
    public void rescue(Fiber holder) {
        throw new IllegalStateException("nothing holds scheduler " + name);
    }

    @Override
    public boolean idle() {
        return idle;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(clock);
    }
}
