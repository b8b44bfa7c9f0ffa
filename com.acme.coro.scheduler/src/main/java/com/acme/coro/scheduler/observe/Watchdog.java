package com.acme.coro.scheduler.observe;

import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.engine.PauseFreeClock;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.support.thread.DaemonThread;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at every scheduler again and again: reports turns that last long, and lets another thread give turns where the
 * one that did is held by a coroutine that waits. On {@link PauseFreeClock}, whatever the time of the runtime: it looks at
 * threads, and a pause of the process is not theirs. An Error leaves it going.
 */
public final class Watchdog implements CoreRuntime.Watch {
    private static final long TICK_NANOS = 20_000_000;
    /** For so many ticks a waiting coroutine must have stayed on a carrier of the JVM's to be called pinned. */
    private static final int PINNED_TICKS = 3;

    /** What was seen of a scheduler. Of the watchdog's thread. */
    private static final class Seen {
        long turns = -1;
        /** When this turn was seen first. */
        long since;
        /** From which length on to report this turn. */
        long reportAt;

        /** It seemed to hold the thread that gives turns; null if none. */
        LocalCoro holder;
        /** Reported as pinned last. */
        LocalCoro pinned;
        /** Seen on a carrier while waiting, at which of its turns and how often. */
        LocalCoro suspect;

        int suspectTurns;
        int suspectTicks;
    }

    private final CoreRuntime runtime;
    private final Map<LocalScheduler, Seen> seen = new HashMap<>();
    /** Guarded by this. */
    private Thread thread;

    private volatile boolean closed;

    public Watchdog(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public synchronized void start() {
        if (thread != null) return;
        Thread t = DaemonThread.start("coro-watchdog", this::run);
        thread = t; // only now: if the JVM has no thread to give, the next start tries again
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, TICK_NANOS);
            Thread.interrupted(); // of no meaning here, and parking would not wait with it
            runtime.processTime.nanos();
            Foreign.run(this::lookAtAll, this::survived);
        }
    }

    private void lookAtAll() {
        LocalScheduler[] engines = runtime.schedulers();
        seen.keySet().retainAll(Set.of(engines));
        for (LocalScheduler e : engines)
            Foreign.run(() -> look(e, seen.computeIfAbsent(e, k -> new Seen())), this::survived);
    }

    private void survived(Failure failure) {
        Foreign.thrownBy(() -> runtime.logs
                .logger("com.acme.coro.scheduler")
                .error("the watchdog survived an error", failure.toThrowable()));
    }

    private void look(LocalScheduler e, Seen s) {
        e.engine.recover();
        e.engine.detachFailed();
        if (e.engine.carriedByJvm()) lookForPinned(e, s);
        long now = runtime.processTime.nanos();
        e.engine.readClock();
        long turns = e.engine.turnsGiven();
        if (turns != s.turns) {
            e.engine.seenTurn(turns);
            s.turns = turns;
            s.since = now;
            s.reportAt = e.settings.longTurn().toNanos();
            s.holder = (LocalCoro) e.engine.holder();
            return;
        }
        LocalCoro holder = (LocalCoro) e.engine.holder();
        if (holder != null) {
            boolean again = s.holder == holder;
            s.holder = holder; // it may just be about to come off its thread: look again
            if (again) rescue(e, holder);
            return;
        }
        s.holder = null;
        LocalCoro c = e.current();
        if (c == null) return;
        if (c.cutOff
                && e.engine.take(c)) { // it got the turn at the moment in which it was cut off, unseen by both threads
            e.engine.taken(c);
            return;
        }
        e.engine.standIn();
        long lasting = now - s.since;
        if (!e.stoppers.isEmpty()) freeStoppers(e, c, lasting);
        if (lasting < s.reportAt) return;
        s.reportAt = lasting * 2;
        Thread t = c.thread;
        StackTraceElement[] stack = t == null ? new StackTraceElement[0] : t.getStackTrace();
        runtime.events.longTurn(c, Duration.ofNanos(lasting), stack);
        if (t == null || t.getState() == Thread.State.RUNNABLE) return;
        LocalCoro suspect = SuspectedHolder.of(c, stack);
        if (suspect == null) return;
        runtime.logs
                .logger("com.acme.coro.scheduler")
                .warn(
                        "coroutine keeps its scheduler, since it wants what another one seems to hold while that waits:"
                                + " coro={}, holder={}, waiting for={}",
                        c,
                        suspect,
                        suspect.waitingOn());
    }

    private void rescue(LocalScheduler e, LocalCoro holder) {
        StackTraceElement[] stack = holder.thread.getStackTrace();
        e.engine.rescue(holder);
        runtime.events.pinned(holder, stack);
    }

    /** They hold locks of the framework, and need the turn of one who seems to wait for such a lock. */
    private void freeStoppers(LocalScheduler e, LocalCoro holder, long lasting) {
        if (lasting < 3 * e.settings.stopGrace().toNanos()) return;
        Thread t = holder.thread;
        if (t == null || t.getState() == Thread.State.RUNNABLE) return;
        for (LocalCoro c : e.stoppers) {
            runtime.detached()
                    .detachElsewhere(
                            c,
                            new Outcome.Detached("it waited, in a call of the framework, for a turn that " + holder
                                    + " did not end"));
        }
    }

    /**
     * With the JVM's carriers a pinned coroutine keeps nobody from running while there are carriers left, but is to be
     * named: seen by chance among those that had the last turn, and for certain when nobody else runs.
     */
    private void lookForPinned(LocalScheduler e, Seen s) {
        LocalCoro c = s.suspect != null ? s.suspect : (LocalCoro) e.engine.last();
        s.suspect = null;
        if (c == null || c == s.pinned) return;
        Thread t = c.thread;
        boolean waits = c != e.current() && t != null && t.getState() == Thread.State.WAITING && mounted(t);
        boolean still = waits && c.turns == s.suspectTurns && ++s.suspectTicks > PINNED_TICKS;
        if (still) {
            s.pinned = c;
            runtime.events.pinned(c, t.getStackTrace());
        } else if (waits) {
            if (c.turns != s.suspectTurns) s.suspectTicks = 0;
            s.suspectTurns = c.turns;
            s.suspect = c; // it may just be on its way off its thread: look again
        }
    }

    /** A virtual thread prints the thread that carries it, {@code …]/waiting@ForkJoinPool-1-worker-1}, if one does. */
    private static boolean mounted(Thread virtual) {
        String text = virtual.toString();
        return text.indexOf('@', text.lastIndexOf("]/") + 1) > 0;
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (thread != null) LockSupport.unpark(thread);
    }
}
