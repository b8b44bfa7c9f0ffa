package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Spawn;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A name is wanted by another coroutine when its holder is just ending. */
@JCStressTest
@Outcome(id = "1, 0", expect = Expect.ACCEPTABLE, desc = "the other got it")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "it was taken; it is free afterwards")
@State
public class NameAgainstEnd {
    private static final AtomicLong NAMES = new AtomicLong();

    private final String name = "n" + NAMES.incrementAndGet();
    private final Coro holder = Arena.ONE.spawn(Spawn.named("holder").registered(name), self -> self.receive());
    private int got;

    @Actor
    public void end() {
        holder.send("end");
    }

    @Actor
    public void take() {
        try {
            Coro other = Arena.OTHER.spawn(Spawn.named("other").registered(name), self -> 1);
            got = Arena.end(other);
        } catch (NameTakenException taken) {
            got = 0;
        }
    }

    @Arbiter
    public void arbiter(II_Result r) {
        holder.tryJoin(Arena.LONG).orElseThrow();
        r.r1 = got;
        r.r2 = Arena.ONE.locate(name).isPresent() ? 1 : 0;
    }
}
