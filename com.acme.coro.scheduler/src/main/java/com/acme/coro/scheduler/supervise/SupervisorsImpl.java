package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import java.util.Objects;
import java.util.Optional;

/** Starts supervisors and opens scopes for one bundle. */
public final class SupervisorsImpl implements Supervisors {
    private final GroupScheduler scheduler;
    private final CoreRuntime runtime;

    /**
     * For the coroutines of one bundle on one scheduler.
     *
     * @param scheduler the bundle's
     * @param runtime what that belongs to
     */
    public SupervisorsImpl(GroupScheduler scheduler, CoreRuntime runtime) {
        this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
        this.runtime = Objects.requireNonNull(runtime, "runtime");
    }

    @Override
    public Supervisor start(SupervisorSpec spec) {
        Objects.requireNonNull(spec, "spec");
        Optional<LocalCoro> caller = caller();
        var supervision = new Supervision(spec, scheduler, runtime);
        supervision.lookUp();
        LocalCoro coro;
        try {
            coro = scheduler.spawn(Spawn.named(spec.name()), supervision, null);
        } catch (RuntimeException e) {
            supervision.releaseUnused();
            throw e;
        }
        // also if it ends before its first turn
        coro.onEnd(how -> supervision.releaseUnused());
        var supervisor = new LocalSupervisor(runtime, coro, supervision);
        supervisor.begin();
        // what a child starts is part of that child's life: otherwise a restart would start it a second time
        if (caller.isPresent() && caller.get().work() instanceof ChildTask) {
            runtime.own(new NestedSupervisor(runtime, supervisor, caller.get()));
        }
        return supervisor;
    }

    @Override
    public Scope scope(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        LocalCoro opener = caller().orElseThrow(
                        () -> new NotInCoroutineException("only a coroutine can open a scope: name=" + name
                                + ", thread=" + Thread.currentThread().getName()));
        return LocalScope.open(name, opener, runtime);
    }

    private Optional<LocalCoro> caller() {
        Optional<Coro> current = runtime.current();
        return current.map(LocalCoro.class::cast);
    }
}
