package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.Spawn;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** Two threads deliver three messages into a mailbox for one, from which the receiver takes all. */
@JCStressTest
@Outcome(id = "3, 6", expect = Expect.ACCEPTABLE, desc = "all are accepted and arrive")
@State
public class BoundedMailbox {
    private final Coro receiver = Arena.ONE.spawn(Spawn.named("receiver").bound(1), self -> {
        int sum = 0;
        for (int i = 0; i < 3; i++) sum += self.receive(Integer.class);
        return sum;
    });
    private int accepted;
    private int acceptedToo;

    private int deliver(int message) {
        return receiver.deliver(message, Arena.LONG) == SendResult.ACCEPTED ? 1 : 0;
    }

    @Actor
    public void first() {
        accepted = deliver(1) + deliver(2);
    }

    @Actor
    public void second() {
        acceptedToo = deliver(3);
    }

    @Arbiter
    public void arbiter(II_Result r) {
        r.r1 = accepted + acceptedToo;
        r.r2 = Arena.end(receiver);
    }
}
