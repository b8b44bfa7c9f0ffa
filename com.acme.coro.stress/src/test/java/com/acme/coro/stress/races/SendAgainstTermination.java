package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.SendResult;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.ZZ_Result;

/** A message is sent to a receiver that is being terminated. */
@JCStressTest
@Outcome(id = "true, true", expect = Expect.ACCEPTABLE, desc = "accepted and received")
@Outcome(
        id = "true, false",
        expect = Expect.ACCEPTABLE,
        desc = "accepted and a dead letter, as the receiver ended first")
@Outcome(id = "false, false", expect = Expect.ACCEPTABLE, desc = "refused, and the sender knows")
@State
public class SendAgainstTermination {
    private final AtomicBoolean received = new AtomicBoolean();
    private final Coro receiver = Arena.ONE.spawn("receiver", self -> {
        self.receive();
        received.set(true);
        return self.receive();
    });
    private boolean accepted;

    @Actor
    public void send() {
        accepted = receiver.send(1) == SendResult.ACCEPTED;
    }

    @Actor
    public void terminate() {
        receiver.terminate();
    }

    @Arbiter
    public void arbiter(ZZ_Result r) {
        receiver.tryJoin(Arena.LONG).orElseThrow();
        r.r1 = accepted;
        r.r2 = received.get();
    }
}
