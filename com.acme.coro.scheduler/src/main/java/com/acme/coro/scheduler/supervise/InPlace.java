package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.RestartPolicy;
import java.util.function.BooleanSupplier;

/**
 * Asks the supervisor whether a body that failed is to run again in the same coroutine.
 *
 * @param closing whether the supervisor ends its children, and has nothing started again
 */
record InPlace(Child child, CoreRuntime runtime, LocalCoro supervisor, BooleanSupplier closing)
        implements RestartPolicy {
    @Override
    public boolean again(LocalCoro coro, Outcome outcome) {
        if (!(outcome instanceof Outcome.Failed failed)) return false;
        if (coro.work() instanceof ChildTask work) work.letGo();
        var verdict = new RestartDecision();
        // the supervisor does not end before its children: there is somebody to answer
        if (!supervisor
                .send(new SupervisorCommand.Asks(child, coro, failed, verdict))
                .accepted()) return false;
        // in this order: a supervisor that begins to close afterwards answers what is in its mailbox
        if (closing.getAsBoolean()) return false;
        if (!verdict.await(runtime, coro)) return false;
        releaseNames(coro);
        return true;
    }

    /** Those that the body took: it will take them again. Those it was spawned with stay. */
    private void releaseNames(LocalCoro coro) {
        for (String name : coro.names()) {
            if (!child.spec.spawn().registered().filter(name::equals).isPresent()) {
                runtime.names().unregister(name, coro);
            }
        }
    }
}
