package com.acme.coro.stress.races;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.channel.Channel;
import java.util.concurrent.atomic.AtomicLong;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.Expect;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.II_Result;

/** A channel is closed while a message is sent on it. */
@JCStressTest
@Outcome(id = "1, 1", expect = Expect.ACCEPTABLE, desc = "sent to one, and received")
@Outcome(id = "0, 0", expect = Expect.ACCEPTABLE, desc = "sent to none, or refused, and not received")
@State
public class ChannelClose {
    private static final AtomicLong NAMES = new AtomicLong();

    private final Channel channel = Arena.runtime().channels().create("c" + NAMES.incrementAndGet());
    private final Coro subscriber =
            Arena.ONE.spawn("subscriber", self -> self.receive(Integer.class) + self.receive(Integer.class));
    private int sent;

    public ChannelClose() {
        channel.subscribe(subscriber);
    }

    @Actor
    public void send() {
        try {
            sent = channel.send(1);
        } catch (CoroClosedException closed) {
            sent = 0;
        }
    }

    @Actor
    public void close() {
        channel.close();
    }

    @Arbiter
    public void arbiter(II_Result r) {
        subscriber.send(0);
        if (sent == 0) subscriber.send(0);
        r.r1 = sent;
        r.r2 = Arena.end(subscriber);
    }
}
