package com.acme.coro.scheduler.supervise;

import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;

/** A supervisor that a supervised child started, as a resource of that child. */
record NestedSupervisor(CoreRuntime runtime, LocalSupervisor supervisor, LocalCoro owner) implements AutoCloseable {
    /** Waits, unless the owner was cut off and somebody else closes what it had. */
    @Override
    public void close() {
        supervisor.askToShutDown();
        if (runtime.current().filter(owner::equals).isPresent()) supervisor.shutdown();
    }
}
