package com.acme.coro.testkit;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.spi.References;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/**
 * Makes references to coroutines and channels of this process behave as references to another process do: everything
 * goes through a {@link LoopbackRoute}. A program that works with these is a step closer to being distributed.
 *
 * <pre>{@code
 * Loopback loopback = new Loopback(runtime.references());
 * Coro remoteLike = loopback.of(coros.spawn("server", self -> self.receive()));
 * remoteLike.send("hello");
 * }</pre>
 */
public final class Loopback {
    private final References references;
    private final LoopbackRoute route;

    // As a transport does for references it gave away: an ended coroutine is known for as long as somebody holds one.
    private final Set<Coro> given = ConcurrentHashMap.newKeySet();

    /**
     * Loops back to a runtime.
     *
     * @param references of that runtime
     */
    public Loopback(References references) {
        this(references, UnaryOperator.identity());
    }

    /**
     * Loops back to a runtime whose messages travel as bytes; what is told of a coroutine's end does, too.
     *
     * @param references of that runtime
     * @param codec how
     */
    public Loopback(References references, ThroughCodec codec) {
        this(references, codec::outcome);
    }

    private Loopback(References references, UnaryOperator<Outcome> outcomes) {
        this.references = Objects.requireNonNull(references, "references");
        this.route = new LoopbackRoute(references.local(), outcomes);
    }

    /**
     * Refers to a coroutine the long way.
     *
     * @param coro one of this process
     * @return a reference that is equal to it
     * @throws IllegalArgumentException if it is not of this process
     */
    public Coro of(Coro coro) {
        if (!references.expose(coro)) throw new IllegalArgumentException("not of this process: " + coro);
        given.add(coro);
        return references.refer(coro.id(), coro.name(), coro.location(), route);
    }

    /**
     * Refers to a channel the long way: coroutines and channels that subscribe through it are referred to so too.
     *
     * @param channel one of this process
     * @return a reference that is equal to it
     */
    public Channel of(Channel channel) {
        return new LoopbackChannel(channel, this);
    }

    /**
     * How often the long way was taken.
     *
     * @return the number of calls of any kind
     */
    public long calls() {
        return route.calls();
    }
}
