package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two coroutines of one scheduler take turns with a plain field while two threads wake them. */
@JCStressTest
@Outcome(id = "8, 1", expect = Expect.ACCEPTABLE, desc = "no step is lost, and never two turns at once")
@State
public class EndOfTurn {
    /** Written in turns of one scheduler, without a lock. */
    private int steps;

    private int inside;
    private int most;

    private final Coro one = worker("one");
    private final Coro two = worker("two");

    private Coro worker(String name) {
        return Arena.ONE.spawn(name, self -> {
            for (int i = 0; i < 4; i++) {
                self.receive();
                most = Math.max(most, ++inside);
                steps++;
                inside--;
                self.yield();
            }
            return 0;
        });
    }

    private static void wake(Coro worker) {
        for (int i = 0; i < 4; i++) worker.send(i);
    }

    @Actor
    public void first() {
        wake(one);
    }

    @Actor
    public void second() {
        wake(two);
    }

    @Arbiter
    public void arbiter(II_Result r) {
        Arena.end(one);
        Arena.end(two);
        r.r1 = steps;
        r.r2 = most;
    }
}
