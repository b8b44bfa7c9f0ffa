package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;

/** Starts supervisors and opens scopes for one bundle. */
public final class SupervisorsImpl implements Supervisors {
    public SupervisorsImpl(GroupScheduler scheduler, CoreRuntime runtime) {}

    @Override
    public Supervisor start(SupervisorSpec spec) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Scope scope(String name) {
        throw new UnsupportedOperationException();
    }
}
