package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.RuntimeSettings;
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
 * <p>A turn ends when the coroutine has said that it gives up the baton ({@link LocalCoro#givingUp}) and its thread has
 * come off the loop. That, detaching it and the rescue meet in one step, {@link Loop#phase}: whichever of them changes
 * it passes the baton on, and a loop that is not the one has been replaced and ends.
 */
final class OwnEngine extends Engine {
    /** Coroutines run on the loop's stack: room for ten thousand nested calls and more. Taken up only as it is used. */
    private static final long STACK = 16 << 20;

    private final SourceSeat seat = new SourceSeat(this);
    /** Written under the lock of this. */
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
    synchronized void start() {
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
            synchronized (OwnEngine.this) { // until it is known as the loop
                if (loop != this) return;
            }
            while (passesOn()) {
                try {
                    if (!timers.isEmpty()) fireTimers();
                    seat.glance();
                    LocalCoro c = queue.next();
                    if (c != null) giveTurn(c);
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

        private void giveTurn(LocalCoro c) {
            if (c.cutOff) return;
            beginTurn(c);
            boolean first = c.thread == null;
            if (first) {
                try {
                    c.thread = newThread(c);
                } catch (Throwable t) {
                    cannotStart(c, t);
                    return;
                }
            }
            give(c);
            c.givingUp = false; // before the phase: what a rescue reads after that is of this turn
            long turn = phase + 1;
            PHASE.setRelease(this, turn);
            giving = true;
            // A thread that is pinned below a replaced loop may have a permit, and then unparking it writes nothing: it
            // must see its turn when it uses that permit up.
            if (spares != 0) VarHandle.fullFence();
            try {
                if (first) c.thread.start();
                else
                    LockSupport.unpark(
                            c.thread); // whether or not it was submitted: that may have been in its last turn
            } catch (Throwable t) {
                giving = false;
                if (!endTurn(turn)) return;
                if (first) cannotStart(c, t);
                else queue.push(c); // once more
                return;
            }
            giving = false;
            if (c.cutOff) endTurn(turn); // when it was about to get the turn
            carry(c, turn);
            // cut off before it was carried: the thread that did so may have found nothing to carry yet
            if (c.cutOff) carryStraggler(c);
        }

        private void carry(LocalCoro c, long turn) {
            while (phase == turn) {
                if (c.carriable) {
                    c.carriable(false);
                    mounted = true;
                    try {
                        c.continuation.run();
                    } catch (Throwable t) { // of the JDK's: the coroutine keeps its turn until it gives it up
                        failed(t);
                    }
                    mounted = false;
                } else if (!c.givingUp) {
                    awaitCurrent(c, turn);
                }
                if (c.givingUp) {
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
        private void awaitCurrent(LocalCoro c, long turn) {
            waitsForCurrent = true;
            while (phase == turn && !c.carriable && !c.givingUp) {
                LockSupport.park(OwnEngine.this);
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

        /** Takes the baton from a coroutine during its turn; false if it is not its turn. From any thread. */
        private boolean takeFrom(LocalCoro c) {
            long turn = phase;
            return isTurnOf(c, turn) && replaceIn(turn);
        }

        /** As {@link #takeFrom}, if in this very turn the coroutine has said that it gives up the baton. */
        private boolean takeGivenUp(LocalCoro c) {
            long turn = phase;
            return isTurnOf(c, turn) && c.givingUp && replaceIn(turn);
        }

        /** What it reads was written before the phase was: if that is still the same, so is the current coroutine. */
        private boolean isTurnOf(LocalCoro c, long turn) {
            return (turn & 1) != 0 && current == c;
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
    void readyInTime(LocalCoro c) {
        queue.addTimed(c);
    }

    @Override
    Thread newThread(LocalCoro c) {
        Thread t = VirtualThreads.carriedBy(c, c.name, c);
        c.carriable = false;
        c.continuation = VirtualThreads.continuationOf(t);
        return t;
    }

    @Override
    void relinquish(LocalCoro c) {
        if (c.cutOff) throw runtime.detached(c);
        try {
            giveUp(c);
            do {
                LockSupport.park();
            } while (c.givingUp && waitsOn(c));
        } catch (Throwable t) {
            if (!c.cutOff) parkFailed(c, t);
            throw t;
        }
        if (Thread.currentThread().isInterrupted()) c.interrupted();
    }

    @Override
    void ended(LocalCoro c) {
        if (last == c) last = null;
        giveUp(c);
    }

    /** It keeps the baton until its thread has come off the loop. */
    private void giveUp(LocalCoro c) {
        c.givingUp = true;
        Loop l = loop;
        // below this very call; in this order, so that it is not what the loop did in a turn before
        if (current == c && l.mounted) return;
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
    void submitted(LocalCoro c, Runnable toCarryOn) {
        if (toCarryOn != c.continuation) {
            VirtualThreads.carryByJvm(toCarryOn);
            return;
        }
        Loop l = loop;
        if (Thread.currentThread() == l.thread && l.giving && current == c) {
            c.carriable(true); // looked at by this thread alone
            return;
        }
        c.carriable = true;
        if (c.cutOff) {
            carryStraggler(c);
        } else if (current == c && !c.givingUp) {
            if (l.waitsForCurrent) LockSupport.unpark(l.thread);
        } else if (c.state == CoroState.ENDED) {
            carryStraggler(c); // it blocks after its last turn
        } else {
            c.interruptedFromOutside();
        }
    }

    @Override
    boolean take(LocalCoro c) {
        return loop.takeFrom(c);
    }

    @Override
    void taken(LocalCoro c) {
        // the coroutine runs on the loop, or is pinned there, or the loop waits for it
        Throwable t = Foreign.thrownBy(this::recover);
        if (t != null) report("no thread for the turns of a scheduler, to be tried again", t);
    }

    /** One that was cut off goes on outside the scheduler. */
    @Override
    void carryStraggler(LocalCoro c) {
        if (!c.carriable) return;
        c.carriable = false;
        runtime.stragglers().execute(c.continuation);
    }

    @Override
    LocalCoro holder() {
        Loop l = loop;
        LocalCoro c = current;
        if (c == null || !c.givingUp || l.waitsForCurrent || closed) return null;
        Thread.State s = l.thread.getState();
        return s == Thread.State.WAITING || s == Thread.State.TIMED_WAITING ? c : null;
    }

    @Override
    void rescue(LocalCoro holder) {
        if (loop.takeGivenUp(holder)) recover();
    }

    /** Replaces a loop that has lost the baton to another thread. */
    @Override
    synchronized void recover() {
        Loop l = loop;
        if (l == null || l.phase != Loop.REPLACED || closed) return;
        startLoop();
        spares++;
        LockSupport.unpark(l.thread); // it may wait for the coroutine
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
