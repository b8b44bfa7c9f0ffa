package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** Two threads send to one receiver. */
@JCStressTest
@Outcome(
        id = {"12", "21"},
        expect = Expect.ACCEPTABLE,
        desc = "both arrive, each once")
@State
public class MailboxHandOver {
    private final Coro receiver =
            Arena.ONE.spawn("receiver", self -> self.receive(Integer.class) * 10 + self.receive(Integer.class));

    @Actor
    public void first() {
        receiver.send(1);
    }

    @Actor
    public void second() {
        receiver.send(2);
    }

    @Arbiter
    public void arbiter(I_Result r) {
        r.r1 = Arena.end(receiver);
    }
}
