package com.acme.coro.scheduler.engine;

import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.scheduler.guard.Foreign;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * One scheduler: a queue of coroutines that are ready, and one baton. Only the coroutine that holds the baton runs
 * ({@link #current}); passing it on is giving a turn. What carries the coroutines is for the subclasses.
 */
public abstract sealed class Engine permits LoopEngine, JvmEngine {
    private static final SystemTime REAL_TIME = new SystemTime();
    private static final VarHandle CURRENT;
    /** 2^24 ns are 17 ms. */
    private static final int TICK_SHIFT = 24;
    /** No clock is read by so many ticks later than by the reader before it. */
    private static final int TICKS_AHEAD = 1_000;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Engine.class, "current", Fiber.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    public final Host host;
    public final String name;
    public final TimeSource time;
    final Timers timers = new Timers();
    final RunQueue queue = new RunQueue();

    /**
     * The coroutine that holds the baton. Written by the thread that passes the baton on, and by one that takes it from
     * a coroutine that is detached. Compared by every thread with itself.
     */
    public volatile Fiber current;

    /** Turns given. Written by the thread that passes the baton on; read racily. */
    long turns;
    /** How often another thread had to take over. Read racily. */
    volatile long spares;

    volatile boolean closed;
    /** The turn that the watchdog saw last. Written by the watchdog. */
    private volatile SeenTurn seenTurn = new SeenTurn(-1, 0);
    /**
     * The time, not older than some tens of milliseconds: read without the cost of a clock. Written by whoever looks at the timers
     * and by the watchdog, without ordering: a reader may see the time before.
     */
    long moment;
    /** The coroutine that had the last turn, named if it holds a thread. Written with turns; read racily. */
    Fiber last;

    /**
     * How many calls that may wait one turn may make before others have theirs, counted in receives: as many as take less
     * than a millisecond, and more than fill an ordinary bounded mailbox, which is best emptied in one turn.
     */
    private static final int CALLS = 4096;

    /** The last coroutine that was to be detached and for which not even that could be asked. Read by the watchdog. */
    private volatile Fiber noRoomFor;

    /** How many more the turn may make. Of the holder of the baton; set anew by the thread that gives the turn. */
    private int callsLeft;

    Engine(Host host, String name, TimeSource time) {
        this.host = host;
        this.name = name;
        this.time = time;
        this.moment = time.nanos();
    }

    /**
     * Opens an engine.
     *
     * @param own whether coroutines are carried by a thread of its own, for which {@link VirtualThreads#obstacle} must be empty
     * @param host what it calls
     * @param name name of its threads
     * @param time its clock
     * @return an engine that is not {@linkplain #start started}
     */
    public static Engine of(boolean own, Host host, String name, TimeSource time) {
        return own ? new LoopEngine(host, name, time) : new JvmEngine(host, name, time);
    }

    /** What an engine needs of the scheduler that it belongs to. From any thread. */
    public interface Host {
        /** Runs an action outside of every turn. */
        void service(Runnable action);

        /** Detaches a fiber that could not give up the baton. */
        void detach(Fiber fiber, Throwable parkFailure);

        /** What a call throws that a fiber makes after it was detached. */
        RuntimeException detached(Fiber fiber);

        /** Carries on the threads of fibers that were detached. */
        Executor stragglers();

        /** The clock of graces: without the pauses of the process. */
        long graceNanos();

        /** Logs an error that a thread of the engine has survived. May throw. */
        void survived(String message, Throwable error);
    }

    /**
     * A turn as the watchdog saw it.
     *
     * @param number of how many turns it was the last
     * @param since when it was seen first, in real time
     */
    private record SeenTurn(long number, long since) {}

    /** The watchdog sees this turn for the first time. */
    public final void seenTurn(long number) {
        seenTurn = new SeenTurn(number, REAL_TIME.nanos());
    }

    /** How long the turn that goes on has lasted at least; zero if the watchdog has not seen it yet. Racy. */
    public final Duration turnLasting() {
        SeenTurn seen = seenTurn;
        return seen.number() == turnsGiven()
                ? Duration.ofNanos(Math.max(0, REAL_TIME.nanos() - seen.since()))
                : Duration.ZERO;
    }

    /** How its coroutines are carried, as operators know it. */
    public abstract String carrier();

    /** Whether the threads of the JVM carry its coroutines, so that a pinned one holds one of these. */
    public abstract boolean carriedByJvm();

    /** A thread for a coroutine, not started. */
    abstract Thread newThread(Fiber f);

    /** Work has come from a thread that does not hold the baton: wakes what passes the baton on, if it is idle. */
    abstract void wakeUp();

    /** A timer that is due before all others was added. */
    abstract void earlier();

    /**
     * The current coroutine, in a waiting state or ready, gives up the baton; returns when it has it again. Whatever this
     * throws, the coroutine is cut off then: a stack that the JVM cannot take off its thread ends it, see {@link
     * #parkFailed}.
     */
    public abstract void relinquish(Fiber f);

    /** The current coroutine has ended. */
    public abstract void ended(Fiber f);

    /** A coroutine lost the baton by being cut off, see {@link #take}: passes it on. */
    public abstract void taken(Fiber f);

    /** Own carriers only: a thread is to run or to continue, that of the coroutine or one that it has started. */
    abstract void submitted(Fiber f, Runnable toCarryOn);

    /** The coroutine that was cut off may go on, outside the scheduler. */
    public abstract void carryStraggler(Fiber f);

    /** The coroutine that waits and seems to hold the thread that gives turns; null if none. For the watchdog; racy. */
    public abstract Fiber holder();

    /** Repairs what an Error has left undone. By the watchdog, at each tick. */
    public abstract void recover();

    /** Lets another thread give turns, because the coroutine held the one that did for a while. By the watchdog. */
    public abstract void rescue(Fiber holder);

    /** The thread that gives turns, for others to use; empty if there is none. */
    public Optional<EventLoop> eventLoop() {
        return Optional.empty();
    }

    /** The current coroutine has kept its turn for a while. By the watchdog, again and again. */
    public void standIn() {
        // nothing but coroutines waits for their turn to end
    }

    /** Whether there is nothing to do. */
    public abstract boolean idle();

    public abstract void start();

    /** Ends its threads. Its coroutines have ended or were cut off. */
    public abstract void close();

    /** Hands over a coroutine that has become ready, from any thread. */
    public final void ready(Fiber f) {
        queue.push(f);
        Fiber holder = current; // read after that: a holder that lost the baton meanwhile wakes the others
        if (holder == null || holder.thread != Thread.currentThread()) wakeUp();
    }

    /** Hands over a coroutine whose time has come, from the thread that watches the timers. */
    public void readyInTime(Fiber f) {
        ready(f);
    }

    /** A coroutine that waits for the baton was woken without it: true if it is to wait on. */
    final boolean waitsOn(Fiber f) {
        if (f.cutOff) throw host.detached(f);
        if (Thread.currentThread().isInterrupted()) f.interrupted();
        return true;
    }

    /**
     * Giving up the baton has thrown: mostly since the frames of the coroutine are too many to be taken off its thread.
     * What it waits for may come at any moment, so that it cannot run on: it is detached, with the error as its outcome.
     * Calls little, and nothing that must succeed: the stack may be used up. {@link Fiber#run} makes up for it.
     */
    final void parkFailed(Fiber f, Throwable error) {
        f.parkFailure = error;
        f.cutOff = true;
        try {
            host.service(() -> host.detach(f, error));
        } catch (Throwable noRoom) {
            noRoomFor = f;
        }
    }

    /** Detaches what could not be detached at once. By the watchdog. */
    public final void detachFailed() {
        Fiber f = noRoomFor;
        if (f == null) return;
        noRoomFor = null;
        host.service(() -> host.detach(f, f.parkFailure));
    }

    /** Logs an error that one of its threads has survived. Does not throw. */
    final void report(String what, Throwable t) {
        Throwable unused = Foreign.thrownBy(() -> host.survived(what, t));
    }

    /** A thread cannot be had for the first turn of a coroutine: it ends with that. By the thread that gives turns. */
    final void cannotStart(Fiber f, Throwable error) {
        f.thread = null;
        parkFailed(f, error);
    }

    /** Counts a call that may wait, by the current coroutine, as so many receives; true if there were many in this turn. */
    public final boolean turnUsedUp(int cost) {
        return (callsLeft -= cost) < 0;
    }

    /** A turn begins. By the thread that gives it, before it does. */
    final void beginTurn(Fiber f) {
        turns++;
        callsLeft = CALLS;
        last = f;
    }

    public final void schedule(Timer t) {
        if (timers.add(t)) earlier();
    }

    public final void cancel(Timer t) {
        timers.cancel(t);
    }

    /** How many coroutines are ready. Racy. */
    public final int ready() {
        return queue.size();
    }

    /** Wakes everybody whose time has come. */
    final void fireTimers() {
        long now = time.nanos();
        moment = now;
        Timer t;
        while ((t = timers.due(now)) != null) t.fiber.timeUp(t);
    }

    /**
     * Sets the holder of the baton; null for none. Without a full fence, since mostly the calling thread runs the coroutine
     * next.
     */
    final void give(Fiber f) {
        CURRENT.setRelease(this, f);
    }

    /**
     * Takes the baton from a coroutine; false if it does not hold it. A coroutine may give up the baton at the moment in
     * which it is detached: the thread that takes it passes it on.
     */
    public boolean take(Fiber f) {
        return CURRENT.compareAndSet(this, f, null);
    }

    /** The clock of graces: that of the runtime, without the pauses of the process where it is the system's. */
    public final long graceNanos() {
        return host.graceNanos();
    }

    /** The {@link #moment} in units of 17 ms, in which a wait of two years fits into an int. */
    public final int tick() {
        return tick(moment);
    }

    public static int tick(long nanos) {
        return (int) (nanos >> TICK_SHIFT);
    }

    /** The time since a {@link #tick()}, to within some tens of milliseconds. */
    public final Duration sinceTick(int then) {
        int ticks = tick(time.nanos()) - then;
        // a tick that is read while it is written may be ahead of the clock
        long passed = ticks < 0 && ticks > -TICKS_AHEAD ? 0 : ticks & 0xffff_ffffL;
        return Duration.ofNanos(passed << TICK_SHIFT);
    }

    /** The time, not older than some tens of milliseconds. */
    public final long moment() {
        return moment;
    }

    /** Reads the clock, for {@link #moment()}. By the watchdog, at each tick. */
    public final void readClock() {
        moment = time.nanos();
    }

    /** The coroutine that had the last turn, if it may still hold a thread; null otherwise. Racy. */
    public final Fiber last() {
        return last;
    }

    /** How often another thread had to take over. Racy. */
    public final long spares() {
        return spares;
    }

    /** How many turns were given. Racy. */
    public final long turnsGiven() {
        return turns;
    }
}
