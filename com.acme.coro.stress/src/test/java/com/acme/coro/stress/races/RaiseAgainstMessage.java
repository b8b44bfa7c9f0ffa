package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import java.util.concurrent.CountDownLatch;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.I_Result;

/** An exception is raised in a coroutine that is just getting a message. */
@JCStressTest
@Outcome(id = "11", expect = Expect.ACCEPTABLE, desc = "both come, in either order, each once")
@State
public class RaiseAgainstMessage {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Coro receiver = Arena.ONE.spawn("receiver", self -> {
        begun.countDown();
        int got = 0;
        for (int i = 0; i < 2; i++) {
            try {
                got += self.receive(Integer.class);
            } catch (CoroClosedException raised) {
                got += 10;
            }
        }
        return got;
    });

    public RaiseAgainstMessage() {
        Arena.await(begun); // what is raised before the first turn ends the coroutine instead
    }

    @Actor
    public void send() {
        receiver.send(1);
    }

    @Actor
    public void raise() {
        receiver.raise(new CoroClosedException("raised"));
    }

    @Arbiter
    public void arbiter(I_Result r) {
        r.r1 = Arena.end(receiver);
    }
}
