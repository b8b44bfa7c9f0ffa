package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.SendResult;
import com.acme.coro.scheduler.engine.Engine;
import com.acme.coro.scheduler.engine.Fiber;
import com.acme.coro.scheduler.engine.StackRoom;
import com.acme.coro.scheduler.engine.Timer;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * The state of a coroutine, under its lock, and how other threads end its wait.
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
 */
abstract sealed class GuardedCoro extends Fiber implements CoroReference permits RelatedCoro {
    /** What a wait brings when its time is up. */
    static final Object TIME_UP = new Object();

    /** What a wait brings when there is a message that its own thread has to look at. */
    static final Object LOOK_AGAIN = new Object();

    private static final VarHandle LOCK;

    static {
        try {
            LOCK = MethodHandles.lookup().findVarHandle(GuardedCoro.class, "lock", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** When its last wait began, as an {@link Engine#tick}. Written by the own thread; read racily by dumps. */
    int waitsSince;

    /** 1 while it is held. Taken and given back through LOCK. */
    private volatile int lock;

    /**
     * Changed by {@link #step} alone. READY also while it runs: it runs where it is READY and holds the baton, see {@link
     * #state()}.
     */
    public CoroState state = CoroState.NEW;

    /** Changes with every wait that ends. */
    int waitNo;

    /** Of RECEIVING which messages end it: null for any, a Class, a Predicate. Of WAITING the {@link CoroWait}. */
    Object wanted;

    /** What ended the last wait; taken by the own thread. */
    Object brought;

    /** Whether that is a {@link InjectedThrowable}. */
    boolean raised;

    /** Null while there was never a message to keep. */
    public Mailbox mailbox;

    /** Null while nothing of it is needed. */
    RareState extras;

    /** Null while it was not asked to end. */
    public TerminationRequest ending;

    /** Whether its body, or that of the version it runs, has begun. */
    boolean begun;

    GuardedCoro(LocalScheduler scheduler, String name) {
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

    /** The result of a call that comes too late. */
    final SendResult gone() {
        return new SendResult.Gone(this + " has ended");
    }

    /** Takes the lock; what is done with it held finds room on the stack, so that it is given back. */
    public final void lock() {
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

    public final void unlock() {
        LOCK.setRelease(this, 0);
    }

    /** As {@link #unlock}, after an Error: calls nothing, since the stack may be used up. */
    final RuntimeException unlockAfter(Throwable failure) {
        lock = 0;
        if (failure instanceof Error e) throw e;
        throw (RuntimeException) failure;
    }

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
    final boolean interruptWait(InjectedThrowable exception) {
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
            wake(InjectedThrowable.SWAP_DUE, true);
        }
        return woken;
    }

    final boolean endable() {
        return switch (state) {
            case RECEIVING, SUSPENDED -> true;
            case WAITING -> ((CoroWait<?>) wanted).claim();
            default -> false;
        };
    }

    /** The time of a wait or of a section is up. */
    @Override
    protected final void timeUp(Timer timer) {
        boolean woken;
        lock();
        if (timer instanceof SectionLimit limit) {
            woken = limit.expire();
        } else {
            woken = timer.waitNo == waitNo && endable();
            if (woken) wake(TIME_UP, false);
        }
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

    /** Whether this coroutine runs on the calling thread. */
    final boolean running() {
        return Thread.currentThread() == thread && engine.current == this;
    }

    /** Made when it is. With the lock held; not after the end. */
    final RareState extras() {
        RareState x = extras;
        if (x == null) x = extras = new RareState();
        return x;
    }

    /** The limits of its sections; null for none. With the lock held. */
    final SectionLimits limits() {
        return extras == null ? null : extras.limits;
    }

    /** Whether it waits for its body to begin, and is to be swapped before. With the lock held. */
    final boolean isSwappedBeforeItBegins() {
        return !begun && extras != null && extras.swap != null && extras.swap.asked != null;
    }

    /** Whether it was asked to end and has not got the signal. With the lock held. */
    final boolean isToBeSignalled() {
        return ending != null && !ending.delivered;
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

    /** What must be thrown instead of beginning a wait; null if nothing. With the lock held. */
    final InjectedThrowable due(boolean endless, boolean swapPoint) {
        boolean unlimited = endless && (limits() == null || !limits().limit());
        if (ending != null) {
            if (state == CoroState.ENDED)
                return new InjectedThrowable(runtime().detached().exception(local()));
            if (!ending.delivered) {
                ending.delivered = true;
                if (limits() != null) limits().overrule(ending);
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
        if (first != null) return new InjectedThrowable(first);
        SectionLimit limit = limits() == null ? null : limits().due();
        if (limit != null) {
            limits().thrown(limit);
            return limit.raised;
        }
        SwapState seat = extras.swap;
        return seat == null ? null : SwapProtocol.dueAgain(local(), seat, unlimited && swapPoint);
    }

    @Override
    public final boolean alive() {
        return state() != CoroState.ENDED;
    }

    @Override
    public final long incarnation() {
        return runtime().incarnation;
    }
}
