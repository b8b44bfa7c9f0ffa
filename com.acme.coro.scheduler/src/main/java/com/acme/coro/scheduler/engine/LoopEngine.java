package com.acme.coro.scheduler.engine;

import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.scheduler.guard.Foreign;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A scheduler whose own thread, the loop, carries its coroutines: a switch is a return to the loop and a call from it.
 *
 * <p>The JDK submits the continuation of a coroutine's thread ({@link #submitted}) whenever that thread is started or
 * unparked; the loop runs it in the coroutine's turn. It may be submitted more often than that, for instance after its
 * stack was looked at: running it then does nothing. A coroutine that blocks in a call that is not ours comes off the
 * loop while its turn lasts: the loop then waits for it. One that waits where its thread cannot come off (pinned) keeps
 * the loop's thread: {@link #rescue} then starts another loop, and the old one ends when that thread is free.
 *
 * <p>A turn ends when the coroutine has said that it gives up the baton ({@link Fiber#givingUp}) and its thread has
 * come off the loop. That, detaching it and the rescue meet in one step, {@link Loop#phase}: whichever of them changes
 * it passes the baton on, and a loop that is not the one has been replaced and ends.
 */
final class LoopEngine extends Engine {
    /** Coroutines run on the loop's stack: room for ten thousand nested calls and more. Taken up only as it is used. */
    private static final long STACK = 16 << 20;

    private final EventSourceSlot slot = new EventSourceSlot(this);
    /** Written under the lock of this. */
    private volatile Loop loop;
    /** How many loops were started. Guarded by this. */
    private int loops;

    LoopEngine(Host host, String name, TimeSource time) {
        super(host, name, time);
    }

    @Override
    public String carrier() {
        return "own";
    }

    @Override
    public boolean carriedByJvm() {
        return false;
    }

    @Override
    public synchronized void start() {
        startLoop();
    }

    /** With the lock. If the JVM has no thread to give, {@link #recover} tries again. */
    private void startLoop() {
        var l = new Loop(loops == 0 ? name : name + "-" + loops);
        l.thread.start();
        loops++;
        loop = l;
    }

    /** One thread that gives turns until it is replaced. */
    private final class Loop implements Runnable {
        private static final VarHandle IDLE;
        private static final VarHandle PHASE;
        /** Another loop passes the baton on, or is about to. */
        private static final long REPLACED = -2;

        static {
            try {
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                IDLE = lookup.findVarHandle(Loop.class, "idle", boolean.class);
                PHASE = lookup.findVarHandle(Loop.class, "phase", long.class);
            } catch (ReflectiveOperationException e) {
                throw new ExceptionInInitializerError(e);
            }
        }

        private final Thread thread;
        /**
         * Odd during a turn, with another number in each; even while this passes the baton on. Changed by this thread,
         * and during a turn by one that takes the baton away: to {@link #REPLACED}.
         */
        private volatile long phase;
        /** There is nothing to do. Set by this thread; cleared by it or by the one that wakes it. */
        private volatile boolean idle;
        /** The current coroutine is elsewhere: waits for it to come back or to give up the baton. By this thread. */
        private volatile boolean waitsForCurrent;
        /** The thread of the current coroutine is being started or unparked. Confined to this thread. */
        private boolean giving;
        /** This carries the thread of the current coroutine. Written by this thread; read racily by the coroutine. */
        private boolean mounted;

        Loop(String named) {
            thread = Thread.ofPlatform()
                    .name("coro-" + named)
                    .daemon(true)
                    .priority(Thread.NORM_PRIORITY)
                    .stackSize(STACK)
                    .inheritInheritableThreadLocals(false)
                    .unstarted(this);
            thread.setContextClassLoader(null);
        }

        @Override
        public void run() {
            synchronized (LoopEngine.this) { // until it is known as the loop
                if (loop != this) return;
            }
            while (passesOn()) {
                try {
                    if (!timers.isEmpty()) fireTimers();
                    slot.glance();
                    Fiber f = queue.next();
                    if (f != null) giveTurn(f);
                    else if (closed) return;
                    else sleep();
                } catch (Throwable t) { // no memory, say: the turn has ended or ends below
                    failed(t);
                }
            }
        }

        /** Whether it passes the baton on. */
        private boolean passesOn() {
            long p = phase;
            if ((p & 1) != 0) endTurn(p); // an Error has come out of a turn
            return phase != REPLACED;
        }

        private void failed(Throwable t) {
            report("the loop of a scheduler survived an error", t);
        }

        private void giveTurn(Fiber f) {
            if (f.cutOff) return;
            beginTurn(f);
            boolean first = f.thread == null;
            if (first) {
                try {
                    f.thread = newThread(f);
                } catch (Throwable t) {
                    cannotStart(f, t);
                    return;
                }
            }
            give(f);
            f.givingUp = false; // before the phase: what a rescue reads after that is of this turn
            long turn = phase + 1;
            PHASE.setRelease(this, turn);
            giving = true;
            // A thread that is pinned below a replaced loop may have a permit, and then unparking it writes nothing: it
            // must see its turn when it uses that permit up.
            if (spares != 0) VarHandle.fullFence();
            try {
                if (first) f.thread.start();
                else
                    LockSupport.unpark(
                            f.thread); // whether or not it was submitted: that may have been in its last turn
            } catch (Throwable t) {
                giving = false;
                if (!endTurn(turn)) return;
                if (first) cannotStart(f, t);
                else queue.push(f); // once more
                return;
            }
            giving = false;
            if (f.cutOff) endTurn(turn); // when it was about to get the turn
            carry(f, turn);
            // cut off before it was carried: the thread that did so may have found nothing to carry yet
            if (f.cutOff) carryStraggler(f);
        }

        private void carry(Fiber f, long turn) {
            while (phase == turn) {
                if (f.carriable) {
                    f.carriable(false);
                    mounted = true;
                    try {
                        f.continuation.run();
                    } catch (Throwable t) { // of the JDK's: the coroutine keeps its turn until it gives it up
                        failed(t);
                    }
                    mounted = false;
                } else if (!f.givingUp) {
                    awaitCurrent(f, turn);
                }
                if (f.givingUp) {
                    endTurn(turn);
                    return;
                }
            }
        }

        /** Ends a turn; false if this has been replaced meanwhile. */
        private boolean endTurn(long turn) {
            boolean mine = PHASE.compareAndSet(this, turn, turn + 1);
            if (mine) give(null);
            return mine;
        }

        /** Does not poll: a coroutine that is elsewhere may hold what handling an event would wait for. */
        private void awaitCurrent(Fiber f, long turn) {
            waitsForCurrent = true;
            while (phase == turn && !f.carriable && !f.givingUp) {
                LockSupport.park(LoopEngine.this);
                Thread.interrupted(); // of no meaning here, and parking would not wait with it
            }
            waitsForCurrent = false;
        }

        private void sleep() {
            last = null;
            idle = true;
            if (!queue.hasInbox() && !closed) {
                Thread.interrupted();
                long now = time.nanos();
                long atMost = Math.min(timers.untilNext(now), Long.MAX_VALUE / 2);
                if (!slot.await(atMost)) time.parkUntil(now + atMost);
            }
            idle = false;
        }

        private void wakeUp() {
            if (idle && IDLE.compareAndSet(this, true, false)) {
                // it is parked, or polls, or is about to do either
                LockSupport.unpark(thread);
                slot.wakeUp();
            }
        }

        /** Takes the baton from a coroutine during its turn; false if it is not its turn. From any thread. */
        private boolean takeFrom(Fiber f) {
            long turn = phase;
            return isTurnOf(f, turn) && replaceIn(turn);
        }

        /** As {@link #takeFrom}, if in this very turn the coroutine has said that it gives up the baton. */
        private boolean takeGivenUp(Fiber f) {
            long turn = phase;
            return isTurnOf(f, turn) && f.givingUp && replaceIn(turn);
        }

        /** What it reads was written before the phase was: if that is still the same, so is the current coroutine. */
        private boolean isTurnOf(Fiber f, long turn) {
            return (turn & 1) != 0 && current == f;
        }

        private boolean replaceIn(long turn) {
            boolean taken = PHASE.compareAndSet(this, turn, REPLACED);
            if (taken) give(null);
            return taken;
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
    public void readyInTime(Fiber f) {
        queue.addTimed(f);
    }

    @Override
    Thread newThread(Fiber f) {
        Thread t = VirtualThreads.carriedBy(f, f.name, f);
        f.carriable = false;
        f.continuation = VirtualThreads.continuationOf(t);
        return t;
    }

    @Override
    public void relinquish(Fiber f) {
        if (f.cutOff) throw host.detached(f);
        try {
            giveUp(f);
            do {
                LockSupport.park();
            } while (f.givingUp && waitsOn(f));
        } catch (Throwable t) {
            if (!f.cutOff) parkFailed(f, t);
            throw t;
        }
        if (Thread.currentThread().isInterrupted()) f.interrupted();
    }

    @Override
    public void ended(Fiber f) {
        if (last == f) last = null;
        giveUp(f);
    }

    /** It keeps the baton until its thread has come off the loop. */
    private void giveUp(Fiber f) {
        f.givingUp = true;
        Loop l = loop;
        // below this very call; in this order, so that it is not what the loop did in a turn before
        if (current == f && l.mounted) return;
        VarHandle.fullFence();
        if (l.waitsForCurrent) LockSupport.unpark(l.thread);
    }

    /**
     * Called in {@code Thread.start} and {@code unpark}, by the loop when it gives a turn, and by any thread that unparks
     * or interrupts the coroutine's thread, or looks at its stack. In Java 21 a coroutine that does so seems to be the
     * loop.
     *
     * <p>A virtual thread that a coroutine has started inherits the coroutine as what it is submitted to: the JVM carries
     * it.
     */
    @Override
    void submitted(Fiber f, Runnable toCarryOn) {
        if (toCarryOn != f.continuation) {
            VirtualThreads.carryByJvm(toCarryOn);
            return;
        }
        Loop l = loop;
        if (Thread.currentThread() == l.thread && l.giving && current == f) {
            f.carriable(true); // looked at by this thread alone
            return;
        }
        f.carriable = true;
        if (f.cutOff) {
            carryStraggler(f);
        } else if (current == f && !f.givingUp) {
            if (l.waitsForCurrent) LockSupport.unpark(l.thread);
        } else if (f.ended()) {
            carryStraggler(f); // it blocks after its last turn
        } else {
            f.interruptedFromOutside();
        }
    }

    @Override
    public boolean take(Fiber f) {
        return loop.takeFrom(f);
    }

    @Override
    public void taken(Fiber f) {
        // the coroutine runs on the loop, or is pinned there, or the loop waits for it
        Throwable t = Foreign.thrownBy(this::recover);
        if (t != null) report("no thread for the turns of a scheduler, to be tried again", t);
    }

    /** One that was cut off goes on outside the scheduler. */
    @Override
    public void carryStraggler(Fiber f) {
        if (!f.carriable) return;
        f.carriable = false;
        host.stragglers().execute(f.continuation);
    }

    @Override
    public Fiber holder() {
        Loop l = loop;
        Fiber f = current;
        if (f == null || !f.givingUp || l.waitsForCurrent || closed) return null;
        Thread.State s = l.thread.getState();
        return s == Thread.State.WAITING || s == Thread.State.TIMED_WAITING ? f : null;
    }

    @Override
    public void rescue(Fiber holder) {
        if (loop.takeGivenUp(holder)) recover();
    }

    /** Replaces a loop that has lost the baton to another thread. */
    @Override
    public synchronized void recover() {
        Loop l = loop;
        if (l == null || l.phase != Loop.REPLACED || closed) return;
        startLoop();
        spares++;
        LockSupport.unpark(l.thread); // it may wait for the coroutine
    }

    @Override
    public boolean idle() {
        return loop.idle;
    }

    @Override
    public void close() {
        closed = true;
        Loop l = loop;
        if (l != null) LockSupport.unpark(l.thread);
        slot.close();
    }

    @Override
    public Optional<EventLoop> eventLoop() {
        return time instanceof SystemTime ? Optional.of(slot) : Optional.empty();
    }

    @Override
    public void standIn() {
        slot.standIn();
    }
}
