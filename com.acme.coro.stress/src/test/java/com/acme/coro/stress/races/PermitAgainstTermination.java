package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.sync.CoroSemaphore;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A permit is released while the coroutine that waits for it is being terminated. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "either got by the waiter or still there")
@State
public class PermitAgainstTermination {
    private final CoroSemaphore permits = Arena.taken();
    private final Coro waiter = Arena.ONE.spawn("waiter", self -> {
        permits.acquire();
        return 1;
    });

    @Actor
    public void releaser() {
        permits.release();
    }

    @Actor
    public void terminator() {
        waiter.terminate();
    }

    @Arbiter
    public void arbiter(I_Result r) {
        r.r1 = Math.max(0, Arena.end(waiter)) + permits.available();
    }
}
