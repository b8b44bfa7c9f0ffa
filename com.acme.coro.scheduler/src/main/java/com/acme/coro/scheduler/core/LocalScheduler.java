package com.acme.coro.scheduler.core;

import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.scheduler.engine.Engine;
import com.acme.coro.scheduler.engine.Fiber;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;

/** One scheduler of this process: the coroutines that it runs, by group, and the engine that gives them turns. */
public final class LocalScheduler implements Engine.Host {
    final CoreRuntime runtime;
    public final String name;
    public final Engine engine;

    /** Replaced as a whole. */
    public volatile RuntimeSettings settings;
    /** It ends: what is asked of it from now on is refused. */
    volatile boolean closing;

    /** One for each bundle that has used it. */
    public final List<BundleGroup> groups = new CopyOnWriteArrayList<>();

    /**
     * The coroutines that wait for others to end, within a call of the framework, which holds its locks meanwhile. A coroutine
     * that waits for one of these locks in its turn keeps them from ever going on: the watchdog then cuts them off.
     */
    public final Set<LocalCoro> stoppers = ConcurrentHashMap.newKeySet();

    LocalScheduler(CoreRuntime runtime, String name, RuntimeSettings settings, boolean ownCarrier) {
        this.runtime = runtime;
        this.name = name;
        this.settings = settings;
        this.engine = Engine.of(ownCarrier, this, name, runtime.time);
    }

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
                    .warn(
                            "scheduler {} keeps its carrier until it is started again: carrier={}",
                            name,
                            engine.carrier());
        }
    }

    /**
     * A new group.
     *
     * @param owner symbolic name of the bundle, for display
     * @return an empty group, to be {@linkplain BundleGroup#stop stopped}
     */
    public BundleGroup group(String owner) {
        var g = new BundleGroup(this, owner);
        groups.add(g);
        String reason = "scheduler " + name + " ended";
        if (closing) g.stop(new Outcome.CodeGone(reason), reason);
        return g;
    }

    /** The coroutine that holds the baton; null if none does. Racy, but on the thread of that coroutine. */
    public LocalCoro current() {
        return (LocalCoro) engine.current;
    }

    /** Every coroutine of it. */
    public List<LocalCoro> all() {
        var all = new ArrayList<LocalCoro>();
        for (BundleGroup g : groups) all.addAll(g.all());
        return all;
    }

    // ---- what the engine needs

    @Override
    public void service(Runnable action) {
        runtime.service(action);
    }

    @Override
    public void detach(Fiber fiber, Throwable parkFailure) {
        runtime.detached().detach((LocalCoro) fiber, BodyCompletion.failed(parkFailure));
    }

    @Override
    public RuntimeException detached(Fiber fiber) {
        return runtime.detached().exception((LocalCoro) fiber);
    }

    @Override
    public Executor stragglers() {
        return runtime.stragglers();
    }

    @Override
    public long graceNanos() {
        return runtime.graceNanos();
    }

    @Override
    public void survived(String message, Throwable error) {
        runtime.logs
                .logger("com.acme.coro.scheduler")
                .error("{}: scheduler={}", message, name, Failure.of(error).toThrowable());
    }
}
