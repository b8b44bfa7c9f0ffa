package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * What a coroutine is related with: names, monitors, links, the coroutines that join it, the resources that it owns. Most coroutines have
 * none of it, so it is in {@link RareState}.
 */
abstract sealed class RelatedCoro extends GuardedCoro permits SuspendableCoro {
    RelatedCoro(LocalScheduler scheduler, String name) {
        super(scheduler, name);
    }

    /** Guarded by the lock; set once. */
    Outcome outcome;

    /** Guarded by the lock; set once, when everybody but those who join has been told. */
    private boolean told;

    /** Before the first turn. */
    void supervise(RestartPolicy by) {
        lock();
        extras().restarter = by;
        unlock();
    }

    /** Adds a registered name; false if it has ended. */
    boolean addName(String registered) {
        lock();
        boolean alive = state != CoroState.ENDED;
        if (alive) extras().names.add(registered);
        unlock();
        return alive;
    }

    boolean removeName(String registered) {
        lock();
        boolean was = state != CoroState.ENDED && extras != null && extras.names.remove(registered);
        unlock();
        return was;
    }

    public final RestartPolicy restarter() {
        lock();
        RestartPolicy r = extras == null ? null : extras.restarter;
        unlock();
        return r;
    }

    /** Owns a resource: closed at the end, the last first. */
    void own(AutoCloseable resource, Object handle) {
        var entry = new OwnedResources.Entry(resource, handle);
        lock();
        try { // this takes memory
            extras().resources.add(entry);
        } finally {
            unlock();
        }
    }

    boolean disown(AutoCloseable resource) {
        lock();
        try {
            return extras != null && extras.resources.remove(resource);
        } finally {
            unlock();
        }
    }

    /** The resource to be closed next, no longer owned; null if there is none. */
    AutoCloseable lastResource() {
        lock();
        try {
            return extras == null ? null : extras.resources.pollNewest();
        } finally {
            unlock();
        }
    }

    /** Those resources that a predicate accepts, the last first, no longer owned. */
    List<OwnedResources.Entry> takeResources(Predicate<OwnedResources.Entry> which) {
        List<OwnedResources.Entry> taken;
        lock();
        try { // likewise
            taken = extras == null ? List.of() : extras.resources.all();
        } finally {
            unlock();
        }
        if (!taken.isEmpty()) taken.removeIf(which.negate().or(o -> !disown(o.resource())));
        return taken;
    }

    /** Only now is the outcome to be had: what joined finds the name free, the monitors told, the scheduler without it. */
    void tellJoiners(Outcome how) {
        lock();
        told = true;
        RareState x = extras;
        extras = null;
        unlock();
        if (x == null) return;
        for (ParkedWait<?> j : x.joiners) if (j.claim()) EndNotifier.step(local(), () -> j.finish(how));
    }

    /** How it ended; null if it has not. */
    @Override
    public Outcome outcome() {
        lock();
        Outcome o = told ? outcome : null;
        unlock();
        return o;
    }

    /** Completes a waiter with the outcome, now or at the end. */
    @Override
    public void whenEnded(ParkedWait<? super Outcome> waiter) {
        lock();
        Outcome o = told ? outcome : null;
        if (o == null) extras().joiners.add(waiter);
        unlock();
        if (o != null && waiter.claim()) waiter.finish(o);
    }

    /**
     * Calls somebody at the end, or now if it has ended: on the thread that ends it, before the coroutines that join it
     * go on.
     *
     * @param action is told how it ended; must not block or throw
     */
    public void onEnd(Consumer<Outcome> action) {
        whenEnded(new Callback<>("its end", action));
    }

    @Override
    public void forgetJoiner(ParkedWait<?> waiter) {
        lock();
        if (extras != null) extras.joiners.remove(waiter);
        unlock();
    }

    /** Adds someone to be told of the end; false if it has ended. */
    boolean addMonitor(Coro watcher) {
        lock();
        boolean alive = state != CoroState.ENDED;
        if (alive) extras().monitors.add(watcher);
        unlock();
        return alive;
    }

    boolean removeMonitor(Coro watcher) {
        lock();
        boolean was = state != CoroState.ENDED && extras != null && extras.monitors.remove(watcher);
        unlock();
        return was;
    }

    /** Adds someone to raise a LinkedException in; how it ended if it has ended, otherwise null. */
    Outcome addLink(Coro other) {
        lock();
        if (outcome == null) extras().links.add(other);
        Outcome o = outcome;
        unlock();
        return o;
    }

    boolean removeLink(Coro other) {
        lock();
        boolean was = state != CoroState.ENDED && extras != null && extras.links.remove(other);
        unlock();
        return was;
    }

    /** What is rarely needed, for the own thread, without the lock. */
    RareState ownExtras() {
        lock();
        RareState x = extras();
        unlock();
        return x;
    }

    /**
     * Its registered names.
     *
     * @return a copy
     */
    public java.util.List<String> names() {
        lock();
        var all = extras == null ? java.util.List.<String>of() : java.util.List.copyOf(extras.names);
        unlock();
        return all;
    }

    /**
     * The coroutines that get an Exit at its end.
     *
     * @return a copy
     */
    public List<Coro> monitors() {
        lock();
        List<Coro> all = extras == null ? List.of() : List.copyOf(extras.monitors);
        unlock();
        return all;
    }

    /**
     * The coroutines it is linked with.
     *
     * @return a copy
     */
    public List<Coro> links() {
        lock();
        List<Coro> all = extras == null ? List.of() : List.copyOf(extras.links);
        unlock();
        return all;
    }

    /** Whether it said that it may be swapped. */
    public boolean swappable() {
        lock();
        boolean yes = extras != null && extras.swap != null && extras.swap.swappable;
        unlock();
        return yes;
    }

    public int shields() {
        RareState x = extras;
        return x == null ? 0 : x.shields;
    }
}
