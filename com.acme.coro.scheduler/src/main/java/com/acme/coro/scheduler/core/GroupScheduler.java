package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A bundle's scheduler. */
public final class GroupScheduler implements Scheduler {
    private final BundleGroup group;
    private final LocalScheduler scheduler;
    private final CoreRuntime runtime;

    /**
     * The face of a group.
     *
     * @param group the bundle's coroutines
     */
    public GroupScheduler(BundleGroup group) {
        this.group = group;
        this.scheduler = group.scheduler();
        this.runtime = scheduler.runtime;
    }

    @Override
    public String name() {
        return scheduler.name;
    }

    @Override
    public Coro spawn(String name, CoroBody body) {
        return spawn(Spawn.named(name), body);
    }

    @Override
    public Coro spawn(Spawn how, CoroBody body) {
        Objects.requireNonNull(body, "body");
        return spawn(how, (Object) body, null);
    }

    @Override
    public Coro start(String function, Object... args) {
        return start(Spawn.named(function), function, args);
    }

    @Override
    public Coro start(Spawn how, String function, Object... args) {
        Objects.requireNonNull(how, "how");
        return spawn(how, runtime.functions.work(function, args), null);
    }

    /** Spawns whatever there is to run; the restarter may be null. */
    public LocalCoro spawn(Spawn how, CoroTask work, RestartPolicy restarter) {
        return spawn(how, (Object) work, restarter);
    }

    /** A CoroBody or a Work. */
    private LocalCoro spawn(Spawn how, Object work, RestartPolicy restarter) {
        Objects.requireNonNull(how, "how");
        LocalCoro parent = scheduler.current();
        if (parent == null || parent.thread != Thread.currentThread()) parent = runtime.currentCoro();
        var c = new LocalCoro(
                scheduler,
                group,
                how.name(),
                runtime.nextSequence(),
                parent == null ? 0 : parent.sequence,
                work,
                how.daemon(),
                how.bound().orElse(0));
        if (restarter != null) c.supervise(restarter);
        if (parent != null) parent.hadChildren = true;
        try {
            if (how.registered().isPresent()) {
                runtime.names.register(how.registered().get(), c);
                if (how.published()) runtime.publish(how.registered().get(), c);
            }
            group.start(c);
        } catch (NameTakenException e) {
            runtime.released(work);
            throw e;
        } catch (RuntimeException e) {
            how.registered().ifPresent(n -> runtime.names.unregister(n, c));
            runtime.released(work);
            throw e;
        }
        return c;
    }

    @Override
    public Optional<Self> current() {
        LocalCoro c = runtime.currentCoro();
        return c == null ? Optional.empty() : Optional.of(c.self());
    }

    @Override
    public Optional<Coro> locate(String name) {
        return runtime.names.find(name);
    }

    @Override
    public Coro locate(String name, Duration timeout) {
        return runtime.names.await(name, timeout);
    }

    @Override
    public void join() {
        group.join(Timers.NEVER);
    }

    @Override
    public boolean tryJoin(Duration timeout) {
        return group.join(Timeouts.nanos(timeout));
    }

    @Override
    public void finish() {
        group.finish();
    }

    @Override
    public void terminate() {
        group.terminate();
    }

    @Override
    public Registration atExit(int priority, Runnable action) {
        return group.atExit(priority, Objects.requireNonNull(action, "action"));
    }

    @Override
    public List<CoroSnapshot> status() {
        return group.all().stream().map(Snapshots::of).toList();
    }

    /** The coroutines behind. */
    public BundleGroup group() {
        return group;
    }
}
