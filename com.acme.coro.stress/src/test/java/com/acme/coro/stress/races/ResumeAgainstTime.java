package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Resumed;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZI_Result;

/** A suspended coroutine is resumed when its time is just up. */
@JCStressTest
@Outcome(id = "true, 1", expect = Expect.ACCEPTABLE, desc = "resumed, and it got the value")
@Outcome(
        id = "false, 0",
        expect = Expect.ACCEPTABLE,
        desc = "the time came first, or the suspension later, and the caller knows")
@State
public class ResumeAgainstTime {
    private final Coro suspended = Arena.ONE.spawn(
            "suspended", self -> self.sleep(Duration.ofNanos(20_000)).orElse(0));
    private boolean woken;

    @Actor
    public void resume() {
        woken = suspended.resume(1) == Resumed.WOKEN;
    }

    @Actor
    public void disturb() {
        Arena.call(Arena.ONE, self -> 0);
    }

    @Arbiter
    public void arbiter(ZI_Result r) {
        r.r1 = woken;
        r.r2 = Arena.end(suspended);
    }
}
