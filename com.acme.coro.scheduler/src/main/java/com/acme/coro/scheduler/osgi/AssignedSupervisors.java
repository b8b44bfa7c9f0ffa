package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.supervise.SupervisorsImpl;

/** Starts supervisors on whatever scheduler a bundle has that has not chosen one. */
final class AssignedSupervisors implements Supervisors {
    private final AssignedScheduler scheduler;
    private final CoreRuntime core;

    AssignedSupervisors(AssignedScheduler scheduler, CoreRuntime core) {
        this.scheduler = scheduler;
        this.core = core;
    }

    @Override
    public Supervisor start(SupervisorSpec spec) {
        return present().start(spec);
    }

    @Override
    public Scope scope(String name) {
        return present().scope(name);
    }

    private SupervisorsImpl present() {
        return new SupervisorsImpl(scheduler.present(), core);
    }
}
