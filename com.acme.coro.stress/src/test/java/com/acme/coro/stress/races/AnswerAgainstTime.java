package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.SendResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.IZ_Result;

/** An answer comes when the time of the question is just up. */
@JCStressTest
@Outcome(id = "1, true", expect = Expect.ACCEPTABLE, desc = "answered, and the server knows")
@Outcome(id = "0, false", expect = Expect.ACCEPTABLE, desc = "late, and the server knows")
@State
public class AnswerAgainstTime {
    private final AtomicBoolean accepted = new AtomicBoolean();
    private final Coro server = Arena.OTHER.spawn("server", self -> {
        accepted.set(self.receive(Coro.class).send(1) == SendResult.ACCEPTED);
        return 0;
    });
    private int answer;

    @Actor
    public void asker() {
        answer = Arena.call(Arena.ONE, self -> {
            try {
                return server.ask(replyTo -> replyTo, Duration.ofNanos(30_000));
            } catch (CoroTimeoutException late) {
                return 0;
            }
        });
    }

    @Actor
    public void disturb() {
        Arena.call(Arena.OTHER, self -> 0);
    }

    @Arbiter
    public void arbiter(IZ_Result r) {
        Arena.end(server);
        r.r1 = answer;
        r.r2 = accepted.get();
    }
}
