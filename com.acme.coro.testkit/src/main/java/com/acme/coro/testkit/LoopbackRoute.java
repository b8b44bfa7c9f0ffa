package com.acme.coro.testkit;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.spi.Route;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.UnaryOperator;

/**
 * A route to coroutines of this process, as a transport would be one to those of another. Values pass by reference, or
 * {@linkplain ThroughCodec through the codec}.
 */
public final class LoopbackRoute implements Route {
    private final Route there;
    private final LongAdder calls = new LongAdder();
    private final UnaryOperator<Outcome> outcomes;

    /**
     * Leads where another route leads.
     *
     * @param there a runtime's local route
     */
    public LoopbackRoute(Route there) {
        this(there, UnaryOperator.identity());
    }

    LoopbackRoute(Route there, UnaryOperator<Outcome> outcomes) {
        this.there = Objects.requireNonNull(there, "there");
        this.outcomes = outcomes;
    }

    /**
     * How often it was taken, so that a test can tell that it was.
     *
     * @return the number of calls of any kind
     */
    public long calls() {
        return calls.sum();
    }

    @Override
    public SendResult send(CoroId to, Object message) {
        calls.increment();
        return there.send(to, message);
    }

    @Override
    public void exit(CoroId to, Exit exit) {
        calls.increment();
        there.exit(to, exit);
    }

    @Override
    public CompletableFuture<SendResult> deliver(CoroId to, Object message) {
        calls.increment();
        return there.deliver(to, message);
    }

    @Override
    public Resumed resume(CoroId to, Object value) {
        calls.increment();
        return there.resume(to, value);
    }

    @Override
    public SignalResult raise(CoroId to, RuntimeException exception) {
        calls.increment();
        return there.raise(to, exception);
    }

    @Override
    public SignalResult terminate(CoroId to, String reason) {
        calls.increment();
        return there.terminate(to, reason);
    }

    @Override
    public CompletableFuture<Outcome> end(CoroId of) {
        calls.increment();
        CompletableFuture<Outcome> end = there.end(of);
        CompletableFuture<Outcome> told = end.thenApply(outcomes);
        var unused = told.whenComplete((how, failure) -> {
            if (told.isCancelled()) end.cancel(false); // whoever waited does so no more
        });
        return told;
    }

    @Override
    public boolean alive(CoroId id) {
        calls.increment();
        return there.alive(id);
    }

    @Override
    public CompletableFuture<Boolean> monitor(CoroId watched, Coro watcher) {
        calls.increment();
        return there.monitor(watched, watcher);
    }

    @Override
    public CompletableFuture<Boolean> demonitor(CoroId watched, Coro watcher) {
        calls.increment();
        return there.demonitor(watched, watcher);
    }

    @Override
    public CompletableFuture<Optional<Outcome>> link(CoroId from, Coro to) {
        calls.increment();
        return there.link(from, to);
    }

    @Override
    public CompletableFuture<Boolean> unlink(CoroId from, Coro to) {
        calls.increment();
        return there.unlink(from, to);
    }
}
