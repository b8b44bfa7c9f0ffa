package com.acme.coro.stress.races;

import com.acme.coro.api.sync.CoroSemaphore;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A permit is released while the time of the coroutine that waits for it is just up. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "either got by the waiter or still there")
@State
public class PermitAgainstTime {
    private final CoroSemaphore permits = Arena.taken();
    private int got;

    @Actor
    public void waiter() {
        got = Arena.call(Arena.ONE, self -> permits.tryAcquire(Duration.ofNanos(20_000)) ? 1 : 0);
    }

    @Actor
    public void releaser() {
        permits.release();
    }

    @Arbiter
    public void arbiter(I_Result r) {
        r.r1 = got + permits.available();
    }
}
