package com.acme.coro.scheduler.shutdown;

import com.acme.coro.api.CoroState;
import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.Snapshots;
import com.acme.coro.scheduler.core.TerminationRequest;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The end of a set of coroutines: requests it, interrupts a coroutine that does not end within its grace, and detaches
 * one that does not end within it again.
 *
 * <p>The grace is each coroutine's own. What counts is the time that it keeps its turn or waits outside of its clean-up;
 * the time that it waits for a turn does not, so that a crowd may take longer than the grace of one, and neither does a
 * wait of its clean-up within the grace for that. A limit for all together ends this in any case. All times leave out the
 * pauses of the process.
 */
public final class Shutdown {
    private static final long SHORTEST_TICK = 1_000_000;
    private static final long LONGEST_TICK = 20_000_000;
    /** At most this share of the time is taken up by looking at those that are left. */
    private static final int SHARE = 8;
    /** A coroutine that cannot have its turn while another one is blocked has so many times its grace. */
    private static final int BLOCKED = 3;

    private final CoreRuntime runtime;
    private final Outcome how;
    private final String reason;
    private final LocalCoro[] all;

    /** How much of {@link #all} has ended for certain. Of the thread that has the only callback. */
    private int ended;

    private volatile boolean over;
    private volatile ParkedWait<Boolean> waiter;
    /** Nothing drives it any more. */
    private volatile boolean done;

    private volatile ParkedWait<Boolean> doneWaiter;

    // of the driving thread
    private final List<Member> left;
    private final Map<LocalScheduler, View> engines = new HashMap<>();
    private boolean progress;

    Shutdown(CoreRuntime runtime, List<LocalCoro> all, Outcome how, String reason) {
        this.runtime = runtime;
        this.how = how;
        this.reason = reason;
        this.all = all.toArray(LocalCoro[]::new);
        this.left = new ArrayList<>(this.all.length);
    }

    /** Asks all to end; false if none is left. */
    boolean request() {
        for (LocalCoro c : all) left.add(new Member(c));
        for (Member m : left) m.coro.end(how, reason);
        left.removeIf(m -> m.coro.outcome() != null);
        return !left.isEmpty();
    }

    /** As {@link #drive}, for another thread to wait for. */
    void driveForOther() {
        try {
            drive();
        } finally {
            done = true;
            ParkedWait<Boolean> w = doneWaiter;
            if (w != null) w.complete(true);
        }
    }

    /** Waits for {@link #driveForOther}. */
    void awaitDone() {
        ShutdownWaits.await(runtime, Timers.NEVER, w -> {
            doneWaiter = w;
            if (done) w.complete(true);
        });
    }

    /** Returns when all have their outcome. */
    void drive() {
        long limit = 0;
        long grace = Long.MAX_VALUE;
        for (Member m : left) {
            limit = Math.max(limit, m.coro.scheduler().settings.stopLimit().toNanos());
            grace = Math.min(grace, m.grace());
        }
        long tick = Math.clamp(grace / 10, SHORTEST_TICK, LONGEST_TICK);
        long last = runtime.processTime.nanos();
        long until = last + limit;
        awaitNext();
        if (grace > 0) pause(tick);
        while (true) {
            long now = runtime.processTime.nanos();
            look(now - last, now - until >= 0);
            last = now;
            if (left.isEmpty() || now - until >= 0) return;
            long took = runtime.processTime.nanos() - now;
            if (grace > 0 || !progress) pause(Math.max(tick, took * SHARE));
        }
    }

    private void pause(long nanos) {
        ShutdownWaits.await(runtime, nanos, w -> {
            waiter = w;
            if (over) w.complete(true);
        });
    }

    /** One callback at a time, so that a crowd that ends costs neither memory nor a wake-up for each. */
    private void awaitNext() {
        for (; ended < all.length; ended++) {
            if (all[ended].outcome() != null) continue;
            all[ended].whenEnded(new Callback<Outcome>("the end", o -> {
                ended++;
                awaitNext();
            }));
            return;
        }
        over = true;
        ParkedWait<Boolean> w = waiter;
        if (w != null) w.complete(true);
    }

    private void look(long elapsed, boolean late) {
        engines.clear();
        int kept = 0;
        int before = left.size();
        for (Member m : left) {
            try {
                if (m.isOver(elapsed, late)) continue;
            } catch (Throwable fault) { // out of memory, say: the others end all the same
                report(fault);
            }
            left.set(kept++, m);
        }
        left.subList(kept, before).clear();
        progress = kept < before;
    }

    private void report(Throwable fault) {
        runtime.logs.logger("com.acme.coro.scheduler").error("a coroutine did not end as asked: {}", fault.toString());
    }

    /** What was seen of a scheduler in one look. */
    private static final class View {
        final LocalCoro holder;
        /** The holder was not asked to end, and is blocked without a limit: perhaps by a lock that the caller holds. */
        final boolean blocked;

        View(LocalScheduler e) {
            holder = e.current();
            Thread t = holder == null ? null : holder.thread;
            Thread.State s = t == null ? Thread.State.RUNNABLE : t.getState();
            blocked = (s == Thread.State.WAITING || s == Thread.State.BLOCKED) && !holder.isEnding();
        }
    }

    private enum Stage {
        ENDED,
        /** Ready, or on its way to its outcome on another thread. */
        QUEUED,
        BUSY,
        CLEANS_UP
    }

    /** A coroutine that has not ended. */
    private final class Member {
        private final LocalCoro coro;
        /** As seen before. */
        private int turns;

        private Stage stage = Stage.ENDED;
        /** How much of the present grace it has used. */
        private long used;
        /** How long its clean-up has waited, and how long it may: in real time, should virtual time not move. */
        private long waited;

        private long mayWait;
        private boolean interrupted;

        Member(LocalCoro coro) {
            this.coro = coro;
        }

        long grace() {
            return coro.scheduler().settings.stopGrace().toNanos();
        }

        boolean isOver(long elapsed, boolean late) {
            Stage now = stage();
            if (now == Stage.ENDED) return true;
            boolean same = now == stage && turns == coro.turns;
            stage = now;
            turns = coro.turns;
            if (same) count(elapsed);
            if (late) {
                detach();
                return true;
            }
            if (used >= grace() && !interrupted) {
                interrupted = true;
                used = 0;
                coro.interruptToEnd();
            }
            if (used < grace()) return false;
            detach();
            return true;
        }

        /** It was in the same stage of the same turn before. */
        private void count(long elapsed) {
            switch (stage) {
                case BUSY -> used += elapsed;
                case CLEANS_UP -> waited += elapsed;
                case QUEUED -> {
                    View v = engines.computeIfAbsent(coro.scheduler(), View::new);
                    if (v.blocked && v.holder != coro) used += elapsed / BLOCKED;
                }
                case ENDED -> {}
            }
        }

        private Stage stage() {
            coro.lock();
            CoroState state = coro.state;
            TerminationRequest ending = coro.ending;
            boolean cleansUp = ending != null && ending.delivered && !ending.interrupted;
            long graceUntil = cleansUp ? ending.graceUntil : 0;
            coro.unlock();
            if (state == CoroState.ENDED) return coro.outcome() != null ? Stage.ENDED : Stage.QUEUED;
            if (coro.engine.current == coro) return Stage.BUSY;
            return switch (state) {
                case NEW, READY, BETWEEN -> Stage.QUEUED;
                case ENDING -> progress ? Stage.QUEUED : Stage.BUSY;
                case RECEIVING, SUSPENDED, WAITING -> cleansUp && mayWait(graceUntil) ? Stage.CLEANS_UP : Stage.BUSY;
                default -> Stage.BUSY;
            };
        }

        private boolean mayWait(long graceUntil) {
            long remaining = graceUntil - coro.engine.graceNanos();
            mayWait = Math.max(mayWait, remaining);
            return remaining > 0 && waited < mayWait;
        }

        private void detach() {
            // one that never ran has no code to be cut off from
            boolean ran = coro.thread != null;
            runtime.detached()
                    .detach(
                            coro,
                            ran ? new Outcome.Detached(reason + ", and it went on at " + Snapshots.where(coro)) : how);
        }
    }
}
