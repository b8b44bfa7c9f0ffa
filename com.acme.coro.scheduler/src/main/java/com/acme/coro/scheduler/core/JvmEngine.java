package com.acme.coro.scheduler.core;

import com.acme.coro.api.spi.RuntimeSettings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.LockSupport;

/**
 * A scheduler whose coroutines are carried by the JVM's threads for virtual threads. There is no loop: whoever gives up
 * the baton passes it on, and when nobody is ready the baton lies idle until whoever makes a coroutine ready takes it
 * up. A thread of its own watches the timers.
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

    /** Nobody has the baton or is passing it on. Whoever changes it to false passes it on. */
    private volatile boolean idle = true;

    private volatile Thread clock;

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
                .inheritInheritableThreadLocals(false)
                .unstarted(this::watchClock);
        t.setContextClassLoader(null);
        clock = t;
        t.start();
    }

    private void watchClock() {
        while (!closed) {
            fireTimers();
            long now = time.nanos();
            time.parkUntil(now + Math.min(timers.untilNext(now), Long.MAX_VALUE / 2));
        }
    }

    /** By whoever has the right to: gives somebody a turn, or lets the baton lie. */
    private void passOn() {
        for (; ; ) {
            LocalCoro c = queue.next();
            if (c != null) {
                if (c.cutOff) continue;
                turns++;
                last = c;
                if (c.thread == null) {
                    c.thread = newThread(c);
                    give(c);
                    c.thread.start();
                } else {
                    give(c);
                    LockSupport.unpark(c.thread);
                }
                // cut off when it was about to get the baton: nobody gives that up for it
                if (c.cutOff && take(c)) continue;
                return;
            }
            idle = true;
            if (!queue.hasInbox() || !IDLE.compareAndSet(this, true, false)) return;
        }
    }

    @Override
    void wakeUp() {
        if (idle && IDLE.compareAndSet(this, true, false)) passOn();
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
        if (take(c)) passOn(); // or whoever cut it off has
        while (current != c && goesOn(c)) LockSupport.park();
        if (Thread.interrupted()) c.interrupted();
    }

    @Override
    void ended(LocalCoro c) {
        if (!take(c)) return; // whoever cut it off passes the baton on
        last = null;
        passOn();
    }

    @Override
    void taken(LocalCoro c) {
        passOn();
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
    boolean held() {
        return false;
    }

    @Override
    void rescue() {
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
