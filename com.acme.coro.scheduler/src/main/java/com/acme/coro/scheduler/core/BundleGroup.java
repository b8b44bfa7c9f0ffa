package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** The coroutines of one bundle on one scheduler, in the order in which they were spawned. */
public final class BundleGroup {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final LocalScheduler scheduler;
    private final String owner;
    /** The order in which the locks of two groups are taken. */
    private final long number = NUMBERS.incrementAndGet();

    // all guarded by this
    private LocalCoro first;
    private LocalCoro last;
    private int size;
    private int daemons;
    /** Ordinary coroutines of this group that wait for the others to end, and so are not waited for. */
    private int insiders;

    private boolean closed;
    /** Only coroutines between versions keep it. */
    private boolean over;

    private List<ParkedWait<Boolean>> idleWaiters = new ArrayList<>(1);
    private List<AtExit> atExit = new ArrayList<>(1);

    private record AtExit(int priority, Runnable action) {}

    /**
     * An empty group.
     *
     * @param scheduler the scheduler that runs it
     * @param owner symbolic name of the bundle, for display
     */
    BundleGroup(LocalScheduler scheduler, String owner) {
        this.scheduler = scheduler;
        this.owner = owner;
    }

    public String owner() {
        return owner;
    }

    LocalScheduler scheduler() {
        return scheduler;
    }

    /** Adds and starts it. */
    void start(LocalCoro c) {
        synchronized (this) {
            if (closed) {
                throw new SchedulerClosedException(
                        "no coroutine can be started any more: scheduler=" + scheduler.name + ", bundle=" + owner);
            }
            add(c);
        }
        scheduler.runtime.events.spawned(c);
        scheduler.engine.ready(c);
    }

    /** A coroutine has ended: removes it from the group that it is in, once. */
    static void removeEnded(LocalCoro c) {
        BundleGroup at = c.group;
        while (!at.remove(c)) {
            BundleGroup now = c.group;
            if (now == at) return; // removed before
            at = now; // it has moved meanwhile, see moveTo
        }
    }

    /** False if it is not in this group, or no longer. */
    private boolean remove(LocalCoro c) {
        List<ParkedWait<Boolean>> idle;
        boolean lastOne;
        synchronized (this) {
            if (!unlink(c)) return false;
            idle = idleWaiters();
            lastOne = over && size == 0;
        }
        emptied(idle, lastOne);
        return true;
    }

    private void emptied(List<ParkedWait<Boolean>> idle, boolean lastOne) {
        for (ParkedWait<Boolean> w : idle) w.complete(true);
        if (lastOne) scheduler.groups.remove(this);
    }

    /** With the lock held. */
    private boolean contains(LocalCoro c) {
        return c.group == this && (c.groupPrevious != null || first == c);
    }

    /** With the lock held; false if it is not in here. */
    private boolean unlink(LocalCoro c) {
        if (!contains(c)) return false;
        if (c.groupPrevious == null) first = c.groupNext;
        else c.groupPrevious.groupNext = c.groupNext;
        if (c.groupNext == null) last = c.groupPrevious;
        else c.groupNext.groupPrevious = c.groupPrevious;
        c.groupPrevious = null;
        c.groupNext = null;
        size--;
        if (c.daemon()) daemons--;
        return true;
    }

    void setDaemon(LocalCoro c, boolean daemon) {
        List<ParkedWait<Boolean>> idle;
        synchronized (this) {
            if (c.daemon() == daemon) return;
            c.setDaemon(daemon);
            if (!contains(c)) return; // it has ended
            daemons += daemon ? 1 : -1;
            idle = idleWaiters();
        }
        for (ParkedWait<Boolean> w : idle) w.complete(true);
    }

    /** Those who wait for the group to be idle, taken, if it is. With the lock held. */
    private List<ParkedWait<Boolean>> idleWaiters() {
        if (size - daemons - insiders > 0 || idleWaiters.isEmpty()) return List.of();
        var idle = idleWaiters;
        idleWaiters = new ArrayList<>(1);
        return idle;
    }

    synchronized List<LocalCoro> all() {
        var copy = new ArrayList<LocalCoro>(size);
        for (LocalCoro c = first; c != null; c = c.groupNext) copy.add(c);
        return copy;
    }

    public synchronized int size() {
        return size;
    }

    /** Waits until only daemons are left; false when the time is up. */
    boolean join(long timeoutNanos) {
        LocalCoro caller = scheduler.runtime.currentCoro();
        boolean insider = caller != null && caller.group == this && !caller.daemon();
        long deadline = scheduler.runtime.time.nanos() + Math.min(timeoutNanos, Long.MAX_VALUE / 2);
        if (insider) changeInsiders(1);
        try {
            for (; ; ) {
                ParkedWait<Boolean> waiter;
                synchronized (this) {
                    if (size - daemons - insiders <= 0) return true;
                    waiter = scheduler.runtime.prepare("coroutines of " + owner + " to end");
                    idleWaiters.add(waiter);
                }
                long left = timeoutNanos == Timers.NEVER
                        ? Timers.NEVER
                        : Math.max(0, deadline - scheduler.runtime.time.nanos());
                if (waiter.awaitUntil(left, () -> forget(waiter)) == null) return false;
            }
        } finally {
            if (insider) changeInsiders(-1);
        }
    }

    private synchronized void forget(ParkedWait<Boolean> waiter) {
        idleWaiters.remove(waiter);
    }

    private void changeInsiders(int by) {
        List<ParkedWait<Boolean>> idle;
        synchronized (this) {
            insiders += by;
            idle = idleWaiters();
        }
        for (ParkedWait<Boolean> w : idle) w.complete(true);
    }

    Scheduler.Registration atExit(int priority, Runnable action) {
        var entry = new AtExit(priority, action);
        synchronized (this) {
            atExit.add(entry);
        }
        return () -> {
            synchronized (this) {
                atExit.removeIf(e -> e == entry);
            }
        };
    }

    /** Runs what was asked for at exit, also what that asks for. */
    void runAtExit() {
        CoroSignal signal = null;
        for (; ; ) {
            List<AtExit> due;
            synchronized (this) {
                if (atExit.isEmpty()) break;
                due = atExit;
                atExit = new ArrayList<>(1);
            }
            due.sort(Comparator.comparingInt(AtExit::priority).reversed());
            for (AtExit a : due) {
                Throwable thrown = Foreign.thrownBy(a.action()::run);
                if (thrown instanceof CoroSignal s) signal = s; // the calling coroutine is to end: after the rest
                else if (thrown != null) {
                    scheduler
                            .runtime
                            .logs
                            .logger("com.acme.coro.scheduler")
                            .error("an action at exit failed: bundle={}", owner, thrown);
                }
            }
        }
        if (signal != null) throw signal;
    }

    void finish() {
        join(Timers.NEVER);
        runAtExit();
        join(Timers.NEVER);
        endAll("scheduler finished");
    }

    void terminate() {
        endAll("scheduler terminated");
        runAtExit();
        endAll("scheduler terminated");
    }

    private void endAll(String reason) {
        LocalCoro caller = scheduler.runtime.currentCoro();
        var all = all();
        all.remove(caller);
        scheduler.runtime.end(all, new Outcome.Terminated(reason), reason);
    }

    /** The bundle stops: nothing is started any more, all coroutines end, the calling one too. */
    public void stop(Outcome how, String reason) {
        if (!close()) return;
        scheduler.runtime.end(all(), how, reason);
        stopped();
    }

    /**
     * The bundle stops, in two steps: nothing is started any more, and all coroutines end save for those of the bundle's
     * own functions, which may make way; then {@link #stopped()}.
     */
    public void stopLambdas(long bundleId, Outcome how, String reason) {
        if (!close()) return;
        var others = all();
        others.removeIf(c -> c.function() != null && c.function().bundleId() == bundleId || at(c, bundleId));
        scheduler.runtime.end(others, how, reason);
    }

    private static boolean at(LocalCoro c, long bundleId) {
        SwapControl.Between place = c.place();
        return place != null && place.left().bundleId() == bundleId;
    }

    synchronized boolean close() {
        boolean first = !closed;
        closed = true;
        return first;
    }

    /** Its coroutines have ended or are between versions: those take it along until they go on elsewhere. */
    public void stopped() {
        runAtExit();
        synchronized (this) {
            over = true;
            if (size > 0) return;
        }
        scheduler.groups.remove(this);
    }

    /**
     * A coroutine between versions goes on in another bundle, or in a new start of this one. It is in exactly one of the
     * groups at each moment, and in none once it has ended.
     */
    void moveTo(BundleGroup home, LocalCoro c) {
        if (home == this) return;
        List<ParkedWait<Boolean>> idle;
        boolean lastOne;
        BundleGroup one = number < home.number ? this : home;
        BundleGroup other = one == this ? home : this;
        synchronized (one) {
            synchronized (other) {
                if (!closed || !unlink(c)) return;
                c.group = home;
                home.add(c);
                if (home.over && !scheduler.groups.contains(home)) scheduler.groups.add(home);
                idle = idleWaiters();
                lastOne = over && size == 0;
            }
        }
        emptied(idle, lastOne);
    }

    private synchronized void add(LocalCoro c) {
        c.groupPrevious = last;
        if (last == null) first = c;
        else last.groupNext = c;
        last = c;
        size++;
        if (c.daemon()) daemons++;
    }
}
