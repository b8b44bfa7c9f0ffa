package com.acme.coro.scheduler.core;

import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.RuntimeSettings;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A scheduler whose own thread, the loop, carries its coroutines: a switch is a return to the loop and a call from it.
 *
 * <p>The JDK hands us what carries a coroutine's thread on ({@link #submitted}) whenever that thread is started or
 * unparked; the loop runs it in the coroutine's turn. A coroutine that blocks in a call that is not ours comes off the
 * loop without passing the baton: the loop then waits for it. One that waits where its thread cannot come off (pinned)
 * keeps the loop's thread: {@link #rescue} then starts another loop, and the old one ends when it is let go.
 */
final class OwnEngine extends Engine {
    /** Coroutines run on the loop's stack: room for ten thousand nested calls and more. Taken up only as it is used. */
    private static final long STACK = 8 << 20;

    private final SourceSeat seat = new SourceSeat(this);
    private volatile Loop loop;
    /** How many loops were started. Guarded by this. */
    private int loops;

    OwnEngine(CoreRuntime runtime, String name, RuntimeSettings settings) {
        super(runtime, name, settings);
    }

    @Override
    String carrier() {
        return "own";
    }

    @Override
    void start() {
        startLoop();
    }

    private synchronized void startLoop() {
        if (closed) return;
        String threadName = "coro-" + name + (loops == 0 ? "" : "-" + loops);
        loops++;
        var l = new Loop();
        l.thread = Thread.ofPlatform()
                .name(threadName)
                .daemon(true)
                .stackSize(STACK)
                .inheritInheritableThreadLocals(false)
                .unstarted(l);
        l.thread.setContextClassLoader(null);
        loop = l;
        l.thread.start();
    }

    /** One thread that gives turns for as long as it is {@link OwnEngine#loop}. */
    private final class Loop implements Runnable {
        private static final VarHandle IDLE;

        static {
            try {
                IDLE = MethodHandles.lookup().findVarHandle(Loop.class, "idle", boolean.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        /** Set before it starts. */
        private Thread thread;
        /** There is nothing to do. Set by this thread; cleared by it or by the one that wakes it. */
        private volatile boolean idle;
        /** The current coroutine is elsewhere: waits for it to come back or to give up the baton. By this thread. */
        private volatile boolean waitsForCurrent;

        @Override
        public void run() {
            while (loop == this) {
                if (!timers.isEmpty()) fireTimers();
                seat.glance();
                LocalCoro c = queue.next();
                if (c != null) giveTurn(c);
                else if (closed) return;
                else sleep();
            }
        }

        private void giveTurn(LocalCoro c) {
            if (c.cutOff) return;
            turns++;
            last = c;
            if (c.thread == null) {
                c.thread = newThread(c);
                give(c);
                c.thread.start();
            } else {
                give(c);
                if (c.continuation == null) LockSupport.unpark(c.thread);
            }
            if (c.cutOff && take(c)) { // when it was about to get the turn: nobody gives that up for it
                carryStraggler(c);
                return;
            }
            while (current == c) {
                Runnable toCarryOn = c.continuation;
                if (toCarryOn == null) {
                    awaitCurrent(c);
                } else {
                    c.carriesOn(null);
                    toCarryOn.run();
                }
                if (loop != this) return;
            }
        }

        /** Does not poll: a coroutine that is elsewhere may hold what handling an event would wait for. */
        private void awaitCurrent(LocalCoro c) {
            waitsForCurrent = true;
            while (current == c && c.continuation == null && loop == this) LockSupport.park(OwnEngine.this);
            waitsForCurrent = false;
        }

        private void sleep() {
            last = null;
            idle = true;
            if (!queue.hasInbox() && !closed) {
                long now = time.nanos();
                long atMost = Math.min(timers.untilNext(now), Long.MAX_VALUE / 2);
                if (!seat.await(atMost)) time.parkUntil(now + atMost);
            }
            idle = false;
        }

        private void wakeUp() {
            if (idle && IDLE.compareAndSet(this, true, false)) {
                // it is parked, or polls, or is about to do either
                LockSupport.unpark(thread);
                seat.wakeUp();
            }
        }

        /** It is parked, and neither because there is nothing to do nor because it waits for a coroutine. */
        private boolean held() {
            if (current != null || idle || waitsForCurrent || seat.isPolled()) return false;
            Thread.State s = thread.getState();
            return (s == Thread.State.WAITING || s == Thread.State.TIMED_WAITING) && current == null && !idle;
        }
    }

    @Override
    void wakeUp() {
        loop.wakeUp();
    }

    @Override
    void earlier() {
        // it is of the current coroutine: the loop looks at the timers after this turn
    }

    @Override
    void readyInTime(LocalCoro c) {
        queue.addTimed(c);
    }

    @Override
    Thread newThread(LocalCoro c) {
        return VirtualThreads.carriedBy(c, c.name, c);
    }

    @Override
    void relinquish(LocalCoro c) {
        giveUp(c);
        do {
            LockSupport.park();
        } while (current != c && goesOn(c));
        if (Thread.interrupted()) c.interrupted();
    }

    @Override
    void ended(LocalCoro c) {
        if (last == c) last = null;
        giveUp(c);
    }

    private void giveUp(LocalCoro c) {
        if (!take(c)) return; // whoever cut it off passes the baton on
        Loop l = loop;
        if (l.waitsForCurrent) LockSupport.unpark(l.thread);
    }

    /**
     * Called in {@code Thread.start} and {@code unpark}, mostly by the loop itself. When it is not the coroutine's turn
     * its thread was interrupted (or unparked by code that found it, to no effect: it is carried on in its next turn).
     */
    @Override
    void submitted(LocalCoro c, Runnable toCarryOn) {
        Loop l = loop;
        if (Thread.currentThread() == l.thread && !c.cutOff) {
            c.carriesOn(toCarryOn); // looked at by this thread alone
            return;
        }
        c.continuation = toCarryOn;
        if (c.cutOff) {
            carryStraggler(c);
        } else if (current == c) {
            if (l.waitsForCurrent) LockSupport.unpark(l.thread);
        } else if (c.thread.isInterrupted()) {
            c.interruptedFromOutside();
        }
    }

    @Override
    void taken(LocalCoro c) {
        Loop l = loop;
        if (l.waitsForCurrent) LockSupport.unpark(l.thread);
        else takeOver(l); // the coroutine runs on the loop, or is pinned there
    }

    /** One that was cut off goes on outside the scheduler. */
    @Override
    void carryStraggler(LocalCoro c) {
        Runnable toCarryOn = c.continuation;
        if (toCarryOn != null) {
            c.continuation = null;
            runtime.stragglers().execute(toCarryOn);
        }
    }

    @Override
    boolean held() {
        Loop l = loop;
        return l != null && !closed && l.held();
    }

    @Override
    void rescue() {
        takeOver(loop);
    }

    private synchronized void takeOver(Loop from) {
        if (loop != from || closed) return;
        spares++;
        startLoop();
    }

    @Override
    boolean idle() {
        return loop.idle;
    }

    @Override
    void close() {
        closed = true;
        Loop l = loop;
        if (l != null) LockSupport.unpark(l.thread);
        seat.close();
    }

    @Override
    Optional<EventLoop> eventLoop() {
        return time instanceof SystemTime ? Optional.of(seat) : Optional.empty();
    }

    @Override
    void standIn() {
        seat.standIn();
    }
}
