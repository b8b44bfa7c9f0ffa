package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.scheduler.engine.Engine;
import com.acme.coro.scheduler.engine.Fiber;
import com.acme.coro.scheduler.engine.StackRoom;
import com.acme.coro.scheduler.engine.Timer;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.Raised;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The part of a coroutine that waits.
 *
 * <pre>
 *  NEW --first turn--> RUNNING --yield--> READY --turn--> RUNNING
 *                        |  ^                ^
 *                        |  +---- turn ------+
 *                        |                   | message, resume, completion, time, raise, terminate
 *                        +--receive--> RECEIVING --+
 *                        +--suspend--> SUSPENDED --+
 *                        +--await----> WAITING ----+
 *                        +--body over--> ENDING --> ENDED          (detach: from anywhere to ENDED)
 *                        +--body made way--> BETWEEN --other code--> READY, with a new thread
 * </pre>
 *
 * Every step is made under the lock, by {@link #step}; a method that is called with the lock held does not give it up, but
 * returns what is to be done after unlocking. ENDED is final. The lock is held for a few instructions, never while
 * something waits or foreign code runs, and never two at a time. A call that takes it first makes sure of the stack that
 * is needed until it is given back.
 *
 * <p>A crowd that was suspended in compiled code resumes slowly where that code does not know the way on, so what
 * follows a park has no type checks that depend on what users send, and a warm-up takes every way once.
 */
abstract sealed class SuspendableCoro extends Fiber implements CoroReference permits LocalCoro {
    /** What a wait brings when its time is up. */
    static final Object TIME_UP = new Object();
    /** What a wait brings when there is a message that its own thread has to look at. */
    static final Object LOOK_AGAIN = new Object();

    /** After so many signals thrown again in a coroutine that swallows them, it is cut off. */
    private static final int SWALLOWS = 100;

    private static final VarHandle LOCK;

    static {
        try {
            LOCK = MethodHandles.lookup().findVarHandle(SuspendableCoro.class, "lock", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** When its last wait began, as an {@link Engine#tick}. Written by the own thread; read racily by dumps. */
    private int waitsSince;

    /** 1 while it is held. Taken and given back through LOCK. */
    private volatile int lock;

    // ---- guarded by the lock

    /**
     * Changed by {@link #step} alone. READY also while it runs: it runs where it is READY and holds the baton, see {@link
     * #state()}.
     */
    CoroState state = CoroState.NEW;
    /** Changes with every wait that ends. */
    int waitNo;
    /** Of RECEIVING which messages end it: null for any, a Class, a Predicate. Of WAITING the {@link CoroWait}. */
    Object wanted;
    /** What ended the last wait; taken by the own thread. */
    Object brought;
    /** Whether that is a {@link Raised}. */
    private boolean raised;

    /** Null while there was never a message to keep. */
    Mailbox mailbox;
    /** Null while nothing of it is needed. */
    Extras extras;
    /** Null while it was not asked to end. */
    Ending ending;

    SuspendableCoro(LocalScheduler scheduler, String name) {
        super(scheduler.engine, name);
    }

    /** The scheduler that runs it. */
    public final LocalScheduler scheduler() {
        return (LocalScheduler) engine.host;
    }

    @Override
    public final CoreRuntime runtime() {
        return scheduler().runtime;
    }

    @Override
    protected final boolean ended() {
        return state == CoroState.ENDED;
    }

    /** The same object, as the rest of the scheduler knows it. */
    abstract LocalCoro local();

    // ---- the lock: spins, since it is held for a few instructions

    /** Takes the lock; what is done with it held finds room on the stack, so that it is given back. */
    final void lock() {
        StackRoom.touch(lock < 0);
        if (!LOCK.compareAndSet(this, 0, 1)) lockSlowly();
    }

    private void lockSlowly() {
        int spins = 0;
        while (!LOCK.compareAndSet(this, 0, 1)) {
            if (++spins < 100) Thread.onSpinWait();
            else Thread.yield(); // its holder may have lost its processor
        }
    }

    final void unlock() {
        LOCK.setRelease(this, 0);
    }

    /** As {@link #unlock}, after an Error: calls nothing, since the stack may be used up. */
    final RuntimeException unlockAfter(Throwable failure) {
        lock = 0;
        if (failure instanceof Error e) throw e;
        throw (RuntimeException) failure;
    }

    // ---- the states

    /**
     * The one place where the state changes; ENDED is final. With the lock held.
     *
     * @return false, and nothing has changed, if it has ended
     */
    final boolean step(CoroState to) {
        if (state == CoroState.ENDED) return false;
        state = to;
        return true;
    }

    public final CoroState state() {
        CoroState s = state;
        return s == CoroState.READY && engine.current == this ? CoroState.RUNNING : s;
    }

    // ---- how others end a wait

    /**
     * Gives a message to a receive that it ends; false if it ends none. With the lock held; the caller makes the
     * coroutine ready.
     */
    final boolean handOver(Object message) {
        if (state != CoroState.RECEIVING) return false;
        Object w = wanted;
        if (w != null && !(w instanceof Class<?> type && type.isInstance(message))) return false;
        wake(message, false);
        return true;
    }

    /** A message was put into the mailbox that the own thread may be waiting to look at. As {@link #handOver}. */
    final boolean lookAgain() {
        boolean look = state == CoroState.RECEIVING
                ? wanted instanceof Predicate
                : state == CoroState.WAITING && wanted instanceof CoroWait<?> w && w.watchesMail && w.claim();
        if (look) wake(LOOK_AGAIN, false);
        return look;
    }

    /**
     * Ends a wait, if there is one and nobody else has, with an exception or (null) with the signal that is due. As
     * {@link #handOver}.
     */
    final boolean interruptWait(Raised exception) {
        if (state == CoroState.WAITING && ((CoroWait<?>) wanted).deaf() || !endable()) return false;
        wake(exception != null ? exception : due(true, true), true);
        return true;
    }

    /**
     * Ends a wait that is a swap point, to have a look at a swap that is due; such a wait may go on after that. As
     * {@link #handOver}.
     */
    final boolean wakeToSwap() {
        boolean woken = state == CoroState.RECEIVING
                || state == CoroState.SUSPENDED
                || state == CoroState.WAITING && wanted instanceof CoroWait<?> w && w.swapPoint() && w.pending();
        if (woken) {
            extras().seat().suspended = state == CoroState.SUSPENDED;
            wake(Raised.SWAP_DUE, true);
        }
        return woken;
    }

    private boolean endable() {
        return switch (state) {
            case RECEIVING, SUSPENDED -> true;
            case WAITING -> ((CoroWait<?>) wanted).claim();
            default -> false;
        };
    }

    /** A wait's time is up. */
    @Override
    protected final void timeUp(Timer timer) {
        lock();
        boolean woken = timer.waitNo == waitNo && endable();
        if (woken) wake(TIME_UP, false);
        unlock();
        if (woken) engine.readyInTime(local());
    }

    /** Brings what a wait has waited for. By the thread that claimed it. */
    final void finish(CoroWait<?> wait, Object value) {
        boolean woken;
        boolean lost;
        lock();
        try {
            lost = wait.bring(value);
            woken = state == CoroState.WAITING && wanted == wait;
            if (woken) wake(null, false);
            unlock();
        } catch (Throwable t) {
            throw unlockAfter(t);
        }
        if (woken) engine.ready(local());
        if (lost) wait.giveBack();
    }

    /** RECEIVING, SUSPENDED or WAITING to READY. With the lock held. */
    final void wake(Object value, boolean isRaised) {
        brought = value;
        raised = isRaised;
        wanted = null;
        waitNo++;
        step(CoroState.READY);
    }

    // ---- what it does itself, on its own thread

    /** What must be thrown instead of beginning a wait; null if nothing. With the lock held. */
    final Raised due(boolean unlimited, boolean swapPoint) {
        if (ending != null) {
            if (state == CoroState.ENDED) return new Raised(runtime().detached(local()));
            if (!ending.delivered) {
                ending.delivered = true;
                ending.graceUntil = engine.graceNanos()
                        + scheduler().settings.cleanupGrace().toNanos();
                return ending.signal();
            }
            if (unlimited || engine.graceNanos() - ending.graceUntil >= 0) {
                ending.again++;
                return ending.signal();
            }
        }
        if (extras == null) return null;
        RuntimeException first = extras.raises.poll();
        if (first != null) return new Raised(first);
        SwapSeat seat = extras.swap;
        return seat == null ? null : Swapping.dueAgain(local(), seat, unlimited && swapPoint);
    }

    /** What comes before a wait: null for nothing, otherwise for {@link #doFirst}, without the lock. With the lock held. */
    private Raised first(boolean unlimited, boolean swapPoint) {
        if (ending == null && extras == null) return null;
        Raised due = due(unlimited, swapPoint);
        return due == null && swapPoint && swapDue() ? Raised.SWAP_DUE : due;
    }

    /** Throws what comes before a wait; returns if it was a swap that cannot be. Without the lock. */
    private void doFirst(Raised first) {
        if (first != Raised.SWAP_DUE) throw thrown(first);
        makeWay();
    }

    /** Without the lock: what is due, to be thrown. */
    private RuntimeException thrown(Raised due) {
        boolean swap;
        int again;
        SwapOrder order;
        lock();
        try {
            SwapSeat seat = extras == null ? null : extras.swap;
            swap = seat != null && due.thrown() == seat.signal;
            again = swap ? seat.again : ending == null || state == CoroState.ENDED ? 0 : ending.again;
            order = swap ? seat.taken : null;
        } finally {
            unlock();
        }
        if (again == 1) runtime().events.signalSwallowed(local());
        if (again > SWALLOWS && order != null) {
            Swapping.refuse(local(), order, "its body swallowed the signal " + SWALLOWS + " times");
            return due.rethrow();
        }
        if (again > SWALLOWS) {
            runtime().detach(local(), new Outcome.Detached("swallowed every signal to end"));
            throw runtime().detached(local());
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
            Raised first = lockedFirst(false, swapPoint);
            if (first == null) return;
            doFirst(first);
        }
    }

    /** {@link #first}, taking the lock. */
    private Raised lockedFirst(boolean unlimited, boolean swapPoint) {
        lock();
        try {
            return first(unlimited, swapPoint);
        } finally {
            unlock();
        }
    }

    /** A time was up: that of the wait, or the one for clean-up, and then the signal is thrown again. */
    private void throwGraceOver(boolean unlimited, boolean swapPoint) {
        if (ending == null && extras == null) return;
        Raised due;
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
        SwapSignal signal = Swapping.consider(local());
        if (signal != null) throw signal;
    }

    /** As {@link #makeWay}, in a suspension: what it was resumed with meanwhile comes first. Null for nothing. */
    private Object resumedAtSwap() {
        SwapSignal signal = Swapping.consider(local());
        Object resumed = Swapping.resumedWith(local());
        if (signal == null) return resumed;
        if (resumed == null) throw signal;
        Swapping.unconsider(local());
        return resumed;
    }

    /** What ended a wait instead of a message or a resume: throws it; returns if it was for a swap that cannot be. */
    private void throwRaised(Object got) {
        if (got != Raised.SWAP_DUE) throw ((Raised) got).rethrow();
        makeWay();
    }

    /** How long a wait may last: its own limit, and what is left for clean-up. With the lock held. */
    private long limited(long timeoutNanos) {
        SwapSeat seat = extras == null ? null : extras.swap;
        if (seat != null && seat.signal != null) timeoutNanos = untilAtMost(seat.graceUntil, timeoutNanos);
        return ending == null || !ending.delivered ? timeoutNanos : untilAtMost(ending.graceUntil, timeoutNanos);
    }

    private long untilAtMost(long graceUntil, long timeoutNanos) {
        return Math.min(timeoutNanos, Math.max(1, graceUntil - engine.graceNanos()));
    }

    /**
     * Waits for any message, without limit: the wait that most coroutines are in. Short, so that it compiles to one
     * frame: what a waiting coroutine costs is mostly the frames that are kept of it.
     */
    final Object receiveAny() {
        if (engine.turnUsedUp(1)) giveWay(true);
        lock();
        if (ending != null || (extras != null && extras.pressing())) {
            unlock();
            return receive(null, Timers.NEVER, null);
        }
        Mailbox box = mailbox;
        if (box != null && box.size() > 0) return removeFirst(box);
        step(CoroState.RECEIVING);
        wanted = null;
        waitsSince = engine.tick();
        unlock();
        engine.relinquish(local());
        turns++;
        Object got = brought;
        brought = null;
        return raised ? receiveAfter(got) : got;
    }

    private Object receiveAfter(Object ended) {
        throwRaised(ended);
        return receive(null, Timers.NEVER, null);
    }

    /**
     * Waits for a message. Wanted is null for any, a Class, or a Predicate. A time of zero polls. Returns {@link
     * #TIME_UP} when the time is up.
     *
     * @param from what is before it a predicate has looked at; null for nothing
     */
    final Object receive(Object wants, long timeoutNanos, Mailbox.Cursor from) {
        Mailbox.Cursor seen = from == null && wants instanceof Predicate ? new Mailbox.Cursor() : from;
        long deadline = timeoutNanos == Timers.NEVER || timeoutNanos == 0 ? 0 : engine.time.nanos() + timeoutNanos;
        mayWait(true);
        for (; ; ) {
            Object message = takeMail(wants, seen);
            if (message != null) return message;
            // with the lock held from here
            long left = Timers.NEVER;
            Timer timer = null;
            Raised first;
            try {
                first = first(timeoutNanos == Timers.NEVER, true);
                if (first == null && timeoutNanos != 0) {
                    if (timeoutNanos != Timers.NEVER) left = Math.max(0, deadline - engine.time.nanos());
                    timer = timer(left);
                    step(CoroState.RECEIVING);
                    wanted = wants;
                }
                unlock();
            } catch (Throwable t) {
                throw unlockAfter(t);
            }
            if (first != null) {
                doFirst(first);
                continue;
            }
            if (timeoutNanos == 0) return TIME_UP;
            Object got = park(timer);
            if (raised) {
                throwRaised(got);
                continue; // not read again: it may have waited meanwhile
            }
            if (got == LOOK_AGAIN) continue;
            if (got == TIME_UP) {
                throwGraceOver(left == Timers.NEVER, true);
                // the end of a grace that has moved, because the process was paused
                if (left != Timers.NEVER && deadline - engine.time.nanos() > 0) continue;
            }
            return got;
        }
    }

    /** The oldest message that is wanted, or null and then the lock is held. */
    @SuppressWarnings("unchecked") // what is wanted is null, a Class, or a Predicate of Object
    private Object takeMail(Object wants, Mailbox.Cursor seen) {
        if (wants instanceof Class<?> type) return MailSearch.byType(this, type);
        if (wants != null) return MailSearch.byPredicate(this, (Predicate<Object>) wants, seen);
        lock();
        Mailbox box = mailbox;
        return box == null || box.size() == 0 ? null : removeFirst(box);
    }

    /** Takes the oldest message, lets the next deliver in; called with the lock held, gives it up. */
    final Object removeFirst(Mailbox box) {
        if (box.hasRooms() && !box.roomy()) prepareToRemove(box);
        Object message = box.take();
        admitted(box);
        return message;
    }

    /**
     * Before a message is taken, with the lock held: makes memory for the one that is let in then, which takes the lock
     * away for that. Throws, without the lock, if there is none, or if the coroutine was cut off.
     */
    final void prepareToRemove(Mailbox box) {
        while (mailbox == box && box.hasRooms() && !box.roomy()) {
            unlock();
            var memory = new Mailbox.Chunk(box.nextLength());
            lock();
            box.offer(memory);
        }
        if (mailbox == box) return;
        unlock();
        throw runtime().detached(local());
    }

    /** A message was taken: lets the next deliver in; called with the lock held, gives it up. */
    final void admitted(Mailbox box) {
        ParkedWait<?> admitted = box.hasRooms() ? box.admit() : null;
        unlock();
        if (admitted != null) admitted.finish(SendResult.ACCEPTED);
    }

    /** Takes the oldest message without waiting; null if there is none. */
    final Object poll() {
        Object message = takeMail(null, null);
        if (message == null) unlock();
        return message;
    }

    /** The oldest message from a cursor on that a predicate accepts, taken; null if there is none now. */
    final Mailbox.Taken search(Predicate<Object> predicate, Mailbox.Cursor from) {
        Object message = MailSearch.byPredicate(this, predicate, from);
        if (message != null) return new Mailbox.Taken(message, from.position - 1);
        unlock();
        return null;
    }

    /** Takes a message that a search has found before, if it is still there; null if it is not. */
    final Object take(Mailbox.Chunk chunk, long position) {
        lock();
        Mailbox box = mailbox;
        Object message = box == null ? null : Mailbox.at(chunk, position);
        if (message == null) {
            unlock();
            return null;
        }
        prepareToRemove(box);
        Object taken = box.takeFrom(chunk, position, message);
        if (taken == null) unlock();
        else admitted(box);
        return taken;
    }

    /** Undoes a search. */
    final void putBack(Mailbox.Taken taken) {
        Mailbox.Chunk memory = Mailbox.forOne();
        lock();
        Mailbox box = mailbox;
        if (box != null) box.putBack(taken, memory);
        unlock();
        if (box == null) runtime().events.deadLetter(local(), taken.message(), Reason.UNREAD);
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
            Raised first;
            lock();
            try {
                first = first(left == Timers.NEVER, true);
                if (first == null) {
                    timer = timer(left);
                    step(CoroState.SUSPENDED);
                }
                unlock();
            } catch (Throwable t) {
                throw unlockAfter(t);
            }
            if (first != null) {
                doFirst(first);
                continue;
            }
            Object got = park(timer);
            if (raised) {
                if (got != Raised.SWAP_DUE) throw ((Raised) got).rethrow();
                Object resumed = resumedAtSwap();
                if (resumed != null) return resumed;
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
            Raised first = null;
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
            if (got == Raised.SWAP_DUE) {
                if (left != Timers.NEVER) left = Math.max(1, deadline - engine.time.nanos());
                continue; // as at the beginning
            }
            if (wait.brought != null) return wait.outcome();
            boolean thrown = raised;
            withdraw.run();
            if (wait.deaf()) return null;
            if (thrown) throw ((Raised) got).rethrow();
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
            throw new Raised(due).rethrow();
        }
        if (due instanceof DetachedException detached) throw detached; // what it brings is given back
        if (due instanceof SwapSignal) Swapping.unconsider(local());
        boolean waits = false;
        lock();
        try {
            if (due instanceof RuntimeException e) extras().raises.addFirst(e);
            else if (due instanceof TerminateSignal && ending != null) ending.delivered = false;
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
    private Timer timer(long timeoutNanos) {
        return timerIn(limited(timeoutNanos));
    }

    private Timer timerIn(long nanos) {
        return nanos == Timers.NEVER ? null : new Timer(local(), waitNo, engine.time.nanos() + nanos);
    }

    /** Passes the baton and waits for it, in a waiting state. */
    private Object park(Timer timer) {
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

    /** Whether this coroutine runs on the calling thread. */
    final boolean running() {
        return Thread.currentThread() == thread && engine.current == this;
    }

    // ---- what is rarely needed

    /** Made when it is. With the lock held; not after the end. */
    final Extras extras() {
        Extras x = extras;
        if (x == null) x = extras = new Extras();
        return x;
    }

    /** The position that the next message will have; 0 if there was none yet. */
    final long mailEnd() {
        lock();
        long n = mailbox == null ? 0 : mailbox.end();
        unlock();
        return n;
    }

    /** {@link Mailbox#restored()}, for the own thread. */
    final int mailRestored() {
        lock();
        int n = mailbox == null ? 0 : mailbox.restored();
        unlock();
        return n;
    }

    /** How many messages there are. */
    public final int mail() {
        lock();
        int n = mailbox == null ? 0 : mailbox.size();
        unlock();
        return n;
    }

    /** How long it has waited, to within some tens of milliseconds; null unless it waits. */
    public final Duration waiting() {
        lock();
        CoroState s = state;
        int since = waitsSince;
        unlock();
        return switch (s) {
            case RECEIVING, SUSPENDED, WAITING -> engine.sinceTick(since);
            default -> null;
        };
    }

    /** What it waits for, in words. */
    public final String waitingOn() {
        lock();
        Object w = wanted;
        String text = switch (state) {
            case RECEIVING ->
                w == null ? "a message" : w instanceof Class<?> c ? "a " + c.getSimpleName() : "some message";
            case SUSPENDED -> "being resumed";
            case WAITING -> String.valueOf(w);
            default -> "";
        };
        unlock();
        return text;
    }
}
