package com.acme.coro.scheduler.core;

import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.RuntimeSettings;
import com.acme.coro.api.spi.TimeSource;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * One scheduler: a queue of coroutines that are ready, and one baton. Only the coroutine that holds the baton runs
 * ({@link #current}); passing it on is giving a turn. What carries the coroutines is for the subclasses.
 */
public abstract sealed class Engine permits OwnEngine, JvmEngine {
    private static final SystemTime REAL_TIME = new SystemTime();
    private static final VarHandle CURRENT;
    /** 2^24 ns are 17 ms. */
    private static final int TICK_SHIFT = 24;
    /** No clock is read by so many ticks later than by the reader before it. */
    private static final int TICKS_AHEAD = 1_000;

    static {
        try {
            CURRENT = MethodHandles.lookup().findVarHandle(Engine.class, "current", LocalCoro.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final CoreRuntime runtime;
    final String name;
    /** Replaced as a whole. */
    volatile RuntimeSettings settings;

    final TimeSource time;
    final Timers timers = new Timers();
    final RunQueue queue = new RunQueue();

    /**
     * The coroutine that holds the baton. Written by the thread that passes the baton on, and by one that takes it from
     * a coroutine that is detached. Compared by every thread with itself.
     */
    volatile LocalCoro current;

    /** Turns given. Written by the thread that passes the baton on; read racily. */
    long turns;
    /** How often another thread had to take over. Read racily. */
    volatile long spares;

    volatile boolean closed;
    /** It ends: what is asked of it from now on is refused. */
    volatile boolean closing;
    /**
     * Those that wait for others to end, within a call of the framework, which holds its locks meanwhile. Whoever wants
     * one of these locks in its turn keeps them from ever going on: the watchdog then cuts them off.
     */
    final Set<LocalCoro> stoppers = ConcurrentHashMap.newKeySet();

    /** One for each bundle that has used it. */
    final List<Group> groups = new CopyOnWriteArrayList<>();
    /** The turn that the watchdog saw last. Written by the watchdog. */
    private volatile SeenTurn seenTurn = new SeenTurn(-1, 0);
    /**
     * The time, not older than some tens of milliseconds: read without the cost of a clock. Written by whoever looks at the timers
     * and by the watchdog, without ordering: a reader may see the time before.
     */
    long moment;
    /** The coroutine that had the last turn, named if it holds a thread. Written with turns; read racily. */
    LocalCoro last;

    /**
     * How many calls that may wait one turn may make before others have theirs, counted in receives: as many as take less
     * than a millisecond, and more than fill an ordinary bounded mailbox, which is best emptied in one turn.
     */
    private static final int CALLS = 4096;

    /** How many more the turn may make. Of the holder of the baton; set anew by the thread that gives the turn. */
    private int callsLeft;

    Engine(CoreRuntime runtime, String name, RuntimeSettings settings) {
        this.runtime = runtime;
        this.name = name;
        this.settings = settings;
        this.time = runtime.time;
        this.moment = time.nanos();
    }

    /**
     * A turn as the watchdog saw it.
     *
     * @param number of how many turns it was the last
     * @param since when it was seen first, in real time
     */
    private record SeenTurn(long number, long since) {}

    /** The watchdog sees this turn for the first time. */
    final void seenTurn(long number) {
        seenTurn = new SeenTurn(number, REAL_TIME.nanos());
    }

    /** How long the turn that goes on has lasted at least; zero if the watchdog has not seen it yet. Racy. */
    final Duration turnLasting() {
        SeenTurn seen = seenTurn;
        return seen.number() == turnsGiven()
                ? Duration.ofNanos(Math.max(0, REAL_TIME.nanos() - seen.since()))
                : Duration.ZERO;
    }

    /** How its coroutines are carried, as operators know it. */
    abstract String carrier();

    /** A thread for a coroutine, not started. */
    abstract Thread newThread(LocalCoro c);

    /** Work has come from a thread that does not hold the baton: wakes what passes the baton on, if it is idle. */
    abstract void wakeUp();

    /** A timer that is due before all others was added. */
    abstract void earlier();

    /**
     * The current coroutine, in a waiting state or ready, gives up the baton; returns when it has it again. Whatever this
     * throws, the coroutine is cut off then: a stack that the JVM cannot take off its thread ends it, see {@link
     * #parkFailed}.
     */
    abstract void relinquish(LocalCoro c);

    /** The current coroutine has ended. */
    abstract void ended(LocalCoro c);

    /** A coroutine lost the baton by being cut off, see {@link #take}: passes it on. */
    abstract void taken(LocalCoro c);

    /** Own carriers only: a thread is to run or to continue, that of the coroutine or one that it has started. */
    abstract void submitted(LocalCoro c, Runnable toCarryOn);

    /** The coroutine that was cut off may go on, outside the scheduler. */
    abstract void carryStraggler(LocalCoro c);

    /** The coroutine that waits and seems to hold the thread that gives turns; null if none. For the watchdog; racy. */
    abstract LocalCoro holder();

    /** Repairs what an Error has left undone. By the watchdog, at each tick. */
    abstract void recover();

    /** Lets another thread give turns, because the coroutine held the one that did for a while. By the watchdog. */
    abstract void rescue(LocalCoro holder);

    /** The thread that gives turns, for others to use; empty if there is none. */
    Optional<EventLoop> eventLoop() {
        return Optional.empty();
    }

    /** The current coroutine has kept its turn for a while. By the watchdog, again and again. */
    void standIn() {
        // nothing but coroutines waits for their turn to end
    }

    /** Whether there is nothing to do. */
    abstract boolean idle();

    abstract void start();

    /** Ends its threads. Its coroutines have ended or were cut off. */
    abstract void close();

    /**
     * Changes how it behaves, save for its carrier.
     *
     * @param changed the new settings
     */
    public void configure(RuntimeSettings changed) {
        boolean other = changed.carrier() != settings.carrier();
        settings = changed.carrier(settings.carrier());
        if (other) {
            runtime.logs
                    .logger("com.acme.coro.scheduler")
                    .warn("scheduler {} keeps its carrier until it is started again: carrier={}", name, carrier());
        }
    }

    /**
     * A new group.
     *
     * @param owner symbolic name of the bundle, for people
     * @return an empty group, to be {@linkplain Group#stop stopped}
     */
    public Group group(String owner) {
        var g = new Group(this, owner);
        groups.add(g);
        String reason = "scheduler " + name + " ended";
        if (closing) g.stop(new Outcome.CodeGone(reason), reason);
        return g;
    }

    /** Hands over a coroutine that has become ready, from any thread. */
    final void ready(LocalCoro c) {
        queue.push(c);
        LocalCoro holder = current; // read after that: a holder that lost the baton meanwhile wakes the others
        if (holder == null || holder.thread != Thread.currentThread()) wakeUp();
    }

    /** Hands over a coroutine whose time has come, from the thread that watches the timers. */
    void readyInTime(LocalCoro c) {
        ready(c);
    }

    /** A coroutine that waits for the baton was woken without it: true if it is to wait on. */
    final boolean waitsOn(LocalCoro c) {
        if (c.cutOff) throw runtime.detached(c);
        if (Thread.currentThread().isInterrupted()) c.interrupted();
        return true;
    }

    /**
     * Giving up the baton has thrown: mostly since the frames of the coroutine are too many to be taken off its thread.
     * What it waits for may come at any moment, so that it cannot run on: it is detached, with the error as its outcome.
     * Calls little, and nothing that must succeed: the stack may be used up. {@link LocalCoro#run} makes up for it.
     */
    final void parkFailed(LocalCoro c, Throwable error) {
        c.parkFailure = error;
        c.cutOff = true;
        try {
            runtime.service(() -> detachWith(c, error));
        } catch (Throwable noRoom) {
            noRoomFor = c;
        }
    }

    /** The last coroutine for which even that was too much. Read by the watchdog. */
    private volatile LocalCoro noRoomFor;

    /** Detaches what could not be detached at once. By the watchdog. */
    final void detachFailed() {
        LocalCoro c = noRoomFor;
        if (c == null) return;
        noRoomFor = null;
        runtime.service(() -> detachWith(c, c.parkFailure));
    }

    /** Detaches a coroutine that could not give up the baton. */
    final void detachWith(LocalCoro c, Throwable error) {
        runtime.detach(c, Life.failed(error));
    }

    /** Logs an error that one of its threads has survived. Does not throw. */
    final void report(String what, Throwable t) {
        Foreign.thrownBy(() -> runtime.logs
                .logger("com.acme.coro.scheduler")
                .error("{}: scheduler={}", what, name, Failure.of(t).toThrowable()));
    }

    /** A thread cannot be had for the first turn of a coroutine: it ends with that. By the thread that gives turns. */
    final void cannotStart(LocalCoro c, Throwable error) {
        c.thread = null;
        parkFailed(c, error);
    }

    /** Counts a call that may wait, by the current coroutine, as so many receives; true if there were many in this turn. */
    final boolean turnUsedUp(int cost) {
        return (callsLeft -= cost) < 0;
    }

    /** A turn begins. By the thread that gives it, before it does. */
    final void beginTurn(LocalCoro c) {
        turns++;
        callsLeft = CALLS;
        last = c;
    }

    final void schedule(Timer t) {
        if (timers.add(t)) earlier();
    }

    /** Wakes everybody whose time has come. */
    final void fireTimers() {
        long now = time.nanos();
        moment = now;
        Timer t;
        while ((t = timers.due(now)) != null) t.coro.timeUp(t);
    }

    /**
     * Sets the holder of the baton; null for none. Without a full fence, since mostly the calling thread runs the coroutine
     * next.
     */
    final void give(LocalCoro c) {
        CURRENT.setRelease(this, c);
    }

    /**
     * Takes the baton from a coroutine; false if it does not hold it. A coroutine may give up the baton at the moment in
     * which it is detached: the thread that takes it passes it on.
     */
    boolean take(LocalCoro c) {
        return CURRENT.compareAndSet(this, c, null);
    }

    /** The clock of graces: that of the runtime, without the pauses of the process where it is the system's. */
    final long graceNanos() {
        return runtime.graceNanos();
    }

    /** The {@link #moment} in units of 17 ms, in which a wait of two years fits into an int. */
    final int tick() {
        return tick(moment);
    }

    static int tick(long nanos) {
        return (int) (nanos >> TICK_SHIFT);
    }

    /** The time since a {@link #tick()}, to within some tens of milliseconds. */
    final Duration sinceTick(int then) {
        int ticks = tick(time.nanos()) - then;
        // a tick that is read while it is written may be ahead of the clock
        long passed = ticks < 0 && ticks > -TICKS_AHEAD ? 0 : ticks & 0xffff_ffffL;
        return Duration.ofNanos(passed << TICK_SHIFT);
    }

    /** Racy copy for operators. */
    final long turnsGiven() {
        return turns;
    }
}
