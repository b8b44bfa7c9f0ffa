package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Exit;
import java.time.Duration;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** A coroutine begins to monitor another that is just ending. */
@JCStressTest
@Outcome(id = "1", expect = Expect.ACCEPTABLE, desc = "exactly one Exit")
@Outcome(id = "0", expect = Expect.ACCEPTABLE, desc = "it had ended, the watcher knows, and gets none")
@State
public class MonitorAgainstEnd {
    private final Coro watched = Arena.OTHER.spawn("watched", self -> self.receive());
    private int exits;

    @Actor
    public void watcher() {
        exits = Arena.call(Arena.ONE, self -> {
            if (!self.monitor(watched))
                return self.tryReceive(Exit.class, Duration.ZERO).isPresent() ? 3 : 0;
            self.tryReceive(Exit.class, Arena.LONG).orElseThrow();
            return self.tryReceive(Exit.class, Duration.ZERO).isPresent() ? 2 : 1;
        });
    }

    @Actor
    public void ender() {
        watched.send("end");
    }

    @Arbiter
    public void arbiter(I_Result r) {
        r.r1 = exits;
    }
}
