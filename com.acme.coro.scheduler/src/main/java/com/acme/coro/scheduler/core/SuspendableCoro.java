package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.scheduler.engine.Timer;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.InjectedThrowable;

/**
 * The waits of a coroutine, on its own thread: what must be thrown first, giving up the baton, and what the wait brought. How they are
 * ended is in {@link GuardedCoro}.
 *
 * <p>A crowd that was suspended in compiled code resumes slowly where that code does not know the way on, so what
 * follows a park has no type checks that depend on what users send, and a warm-up takes every way once.
 */
abstract sealed class SuspendableCoro extends RelatedCoro permits ReceivingCoro {
    /** After so many signals thrown again in a coroutine that swallows them, it is cut off. */
    private static final int SWALLOWS = 100;

    SuspendableCoro(LocalScheduler scheduler, String name) {
        super(scheduler, name);
    }

    /** What comes before a wait: null for nothing, otherwise for {@link #doFirst}, without the lock. With the lock held. */
    final InjectedThrowable first(boolean unlimited, boolean swapPoint) {
        if (ending == null && extras == null) return null;
        InjectedThrowable due = due(unlimited, swapPoint);
        return due == null && swapPoint && swapDue() ? InjectedThrowable.SWAP_DUE : due;
    }

    /** Throws what comes before a wait; returns if it was a swap that cannot be. Without the lock. */
    final void doFirst(InjectedThrowable first) {
        if (first != InjectedThrowable.SWAP_DUE) throw thrown(first);
        makeWay();
    }

    /** Without the lock: what is due, to be thrown. */
    private RuntimeException thrown(InjectedThrowable due) {
        boolean swap;
        int again;
        PendingSwap order;
        lock();
        try {
            SwapState seat = extras == null ? null : extras.swap;
            swap = seat != null && due.thrown() == seat.signal;
            again = swap ? seat.again : ending == null || state == CoroState.ENDED ? 0 : ending.again;
            order = swap ? seat.taken : null;
        } finally {
            unlock();
        }
        if (again == 1) runtime().events.signalSwallowed(local());
        if (again > SWALLOWS && order != null) {
            SwapProtocol.refuse(local(), order, "its body swallowed the signal " + SWALLOWS + " times");
            return due.rethrow();
        }
        if (again > SWALLOWS) {
            runtime().detached().detach(local(), new Outcome.Detached("swallowed every signal to end"));
            throw runtime().detached().exception(local());
        }
        return due.rethrow();
    }

    /**
     * At the beginning of every call that may wait and often does not have to: yields after many such calls in one turn,
     * so that a coroutine that is fed without end lets others run, and can be terminated.
     *
     * @param swapPoint whether the wait of that call is one: only there may the body be left for its next version
     */
    final void mayWait(boolean swapPoint) {
        mayWait(swapPoint, 1);
    }

    /** {@link #mayWait(boolean)}, of a call that costs about as much as so many receives. */
    final void mayWait(boolean swapPoint, int cost) {
        if (engine.turnUsedUp(cost)) giveWay(swapPoint);
        else throwDueBeforeLooking(swapPoint);
    }

    private void throwDueBeforeLooking(boolean swapPoint) {
        while (ending != null || extras != null) {
            InjectedThrowable first = lockedFirst(false, swapPoint);
            if (first == null) return;
            doFirst(first);
        }
    }

    /** {@link #first}, taking the lock. */
    private InjectedThrowable lockedFirst(boolean unlimited, boolean swapPoint) {
        lock();
        try {
            return first(unlimited, swapPoint);
        } finally {
            unlock();
        }
    }

    /** A time was up: that of the wait, or the one for clean-up, and then the signal is thrown again. */
    final void throwGraceOver(boolean unlimited, boolean swapPoint) {
        if (ending == null && extras == null) return;
        InjectedThrowable due;
        lock();
        try {
            due = due(unlimited, swapPoint);
        } finally {
            unlock();
        }
        if (due != null) throw thrown(due);
    }

    /** At a swap point: throws the signal of a swap that is due; returns if there is none, or it cannot be. */
    final void makeWay() {
        SwapSignal signal = SwapProtocol.consider(local());
        if (signal != null) throw signal;
    }

    /** As {@link #makeWay}, in a suspension: if it was resumed meanwhile, that comes first, and the swap after it. */
    private void makeWayInSuspension() {
        SwapSignal signal;
        try {
            signal = SwapProtocol.consider(local());
        } catch (Throwable end) {
            SwapProtocol.suspensionOver(local());
            throw end;
        }
        if (signal == null) return;
        if (SwapProtocol.suspensionOver(local())) throw signal;
        SwapProtocol.putBack(local());
    }

    /** What ended a wait instead of a message or a resume: throws it; returns if it was for a swap that cannot be. */
    final void throwRaised(Object got) {
        if (got != InjectedThrowable.SWAP_DUE) throw ((InjectedThrowable) got).rethrow();
        makeWay();
    }

    /** How long a wait may last: its own limit, and what is left for clean-up. With the lock held. */
    private long limited(long timeoutNanos) {
        SwapState seat = extras == null ? null : extras.swap;
        if (seat != null && seat.signal != null) timeoutNanos = untilAtMost(seat.graceUntil, timeoutNanos);
        return ending == null || !ending.delivered ? timeoutNanos : untilAtMost(ending.graceUntil, timeoutNanos);
    }

    private long untilAtMost(long graceUntil, long timeoutNanos) {
        return Math.min(timeoutNanos, Math.max(1, graceUntil - engine.graceNanos()));
    }

    /** Waits to be resumed; {@link #TIME_UP} when the time is up. */
    final Object suspend(long timeoutNanos) {
        if (timeoutNanos == 0) {
            giveWay(true);
            return TIME_UP;
        }
        long deadline = timeoutNanos == Timers.NEVER ? 0 : engine.time.nanos() + timeoutNanos;
        for (long left = timeoutNanos; ; ) {
            Timer timer = null;
            Object resumed;
            InjectedThrowable first = null;
            lock();
            try {
                resumed = SwapProtocol.takeResumed(local());
                if (resumed == null) first = first(left == Timers.NEVER, true);
                if (resumed == null && first == null) {
                    timer = timer(left);
                    step(CoroState.SUSPENDED);
                }
                if (first != InjectedThrowable.SWAP_DUE) SwapProtocol.lookedAtSwap(local());
                unlock();
            } catch (Throwable t) {
                throw unlockAfter(t);
            }
            if (resumed != null) return resumed;
            if (first != null) {
                if (first != InjectedThrowable.SWAP_DUE) throw thrown(first);
                makeWayInSuspension();
                continue;
            }
            Object got = park(timer);
            if (raised) {
                if (got != InjectedThrowable.SWAP_DUE) throw ((InjectedThrowable) got).rethrow();
                makeWayInSuspension();
                if (left != Timers.NEVER) left = Math.max(1, deadline - engine.time.nanos());
                continue;
            }
            if (got == TIME_UP) {
                throwGraceOver(left == Timers.NEVER, true);
                if (left != Timers.NEVER && deadline - engine.time.nanos() > 0) { // as in receive
                    left = deadline - engine.time.nanos();
                    continue;
                }
            }
            return got;
        }
    }

    /** Lets every other that is ready have a turn. */
    final void giveWay(boolean swapPoint) {
        throwDueBeforeLooking(swapPoint);
        engine.ready(local());
        engine.relinquish(local());
        turns++;
    }

    /** Waits for the wait to be completed; null when the time is up. */
    final Object await(CoroWait<?> wait, long timeoutNanos, Runnable withdraw) {
        try {
            if (!running()) throw runtime().wrongCoroutine("this wait is of " + this);
            return awaitInTurn(wait, timeoutNanos, withdraw);
        } catch (DetachedException detached) {
            abandon(wait, withdraw);
            throw detached;
        }
    }

    private Object awaitInTurn(CoroWait<?> wait, long timeoutNanos, Runnable withdraw) {
        long deadline = timeoutNanos == Timers.NEVER ? 0 : engine.time.nanos() + timeoutNanos;
        for (long left = timeoutNanos; ; ) {
            InjectedThrowable first = null;
            Object now = null; // what ends it without waiting
            Timer timer = null;
            lock();
            try {
                if (wait.brought != null) { // completed before: counts more than what is due
                    now = wait;
                } else if (wait.pending() && !wait.deaf()) {
                    first = first(false, wait.swapPoint());
                    if (first == null && timeoutNanos == 0 && wait.claim()) now = TIME_UP;
                    else if (first == null && mailCame(wait) && wait.claim()) now = LOOK_AGAIN;
                    else if (first == null && isSwappedBeforeItBegins() && wait.swapPoint() && wait.claim())
                        now = TIME_UP;
                }
                if (first == null && now == null) {
                    timer = wait.deaf() ? timerIn(left) : timer(left);
                    if (step(CoroState.WAITING)) wanted = wait;
                }
                unlock();
            } catch (Throwable t) {
                throw unlockAfter(t);
            }
            if (first != null) {
                try {
                    doFirst(first);
                } catch (Throwable due) {
                    return overtaken(wait, withdraw, due);
                }
                continue; // the swap cannot be
            }
            if (now == wait) return wait.outcome();
            if (now == TIME_UP) withdraw.run();
            if (now != null) return now == TIME_UP ? null : now;
            Object got = park(timer);
            if (got == InjectedThrowable.SWAP_DUE) {
                if (left != Timers.NEVER) left = Math.max(1, deadline - engine.time.nanos());
                continue; // as at the beginning
            }
            if (wait.brought != null) return wait.outcome();
            boolean thrown = raised;
            withdraw.run();
            if (wait.deaf()) return null;
            if (thrown) throw ((InjectedThrowable) got).rethrow();
            if (got == LOOK_AGAIN) return got;
            throwGraceOver(left == Timers.NEVER, wait.swapPoint());
            return null;
        }
    }

    private boolean mailCame(CoroWait<?> wait) {
        return wait.watchesMail && mailbox != null && mailbox.end() > wait.mailSeen;
    }

    /**
     * Cut off in a wait: it takes nothing any more. What was brought already, or is about to be, is given back, so that it
     * goes to the next that waits for it.
     */
    private void abandon(CoroWait<?> wait, Runnable withdraw) {
        boolean lost;
        lock();
        lost = wait.abandon();
        unlock();
        withdraw.run();
        if (lost) wait.giveBack();
    }

    private boolean swapDue() {
        return extras != null && extras.swap != null && ending == null && extras.swap.due(extras.shields);
    }

    /** Something was due when the wait was to begin. If somebody completes it at this moment, that counts. */
    private Object overtaken(CoroWait<?> wait, Runnable withdraw, Throwable due) {
        if (wait.claim()) {
            withdraw.run();
            throw new InjectedThrowable(due).rethrow();
        }
        if (due instanceof DetachedException detached) throw detached; // what it brings is given back
        if (due instanceof SwapSignal) SwapProtocol.putBack(local());
        boolean waits = false;
        lock();
        try {
            if (due instanceof RuntimeException e) extras().raises.addFirst(e);
            else if (due instanceof TerminateSignal && ending != null) ending.delivered = false;
            if (limits() != null) limits().reinstate(due instanceof TerminateSignal ? ending : due);
            if (wait.brought == null) { // claimed, about to be finished
                waits = step(CoroState.WAITING);
                wanted = wait;
            }
        } finally {
            unlock();
        }
        if (waits) park(null);
        return wait.outcome();
    }

    /** The timer of a wait that lasts as long, and for clean-up no longer than that may; null for none. With the lock held. */
    final Timer timer(long timeoutNanos) {
        return timerIn(limited(timeoutNanos));
    }

    private Timer timerIn(long nanos) {
        return nanos == Timers.NEVER ? null : new Timer(local(), waitNo, engine.time.nanos() + nanos);
    }

    /** Passes the baton and waits for it, in a waiting state. */
    final Object park(Timer timer) {
        waitsSince = engine.tick();
        if (timer != null) schedule(timer);
        engine.relinquish(local());
        turns++;
        if (timer != null) engine.cancel(timer);
        Object got = brought;
        brought = null;
        return got;
    }

    /** Where that fails the wait has not begun; if it has been ended already, it needs no timer. */
    private void schedule(Timer timer) {
        try {
            engine.schedule(timer);
        } catch (Throwable t) {
            lock();
            boolean waits = timer.waitNo == waitNo && endable();
            if (waits) wake(null, false);
            unlock();
            if (waits) throw t;
        }
    }
}
