package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.spi.Route;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.StageResult;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A coroutine that is reached by a route. */
final class RemoteCoro extends ReferenceBase {
    /** How long to wait for what is an answer of the route and no wait of the user's. */
    private static final Duration ANSWER = Duration.ofSeconds(10);

    private final CoreRuntime runtime;
    private final CoroId id;
    private final String name;
    private final Location at;
    private final Route route;
    /** What each joiner waits for, to be cancelled when it is forgotten. */
    private final Map<ParkedWait<?>, CompletableFuture<?>> joining = new ConcurrentHashMap<>();
    /** Set once it is known. */
    private volatile Outcome outcome;

    RemoteCoro(CoreRuntime runtime, CoroId id, String name, Location at, Route route) {
        this.runtime = runtime;
        this.id = id;
        this.name = name;
        this.at = at;
        this.route = route;
    }

    Route route() {
        return route;
    }

    @Override
    public SendResult send(Object message) {
        return route.send(id, CoroReference.ordinary(message));
    }

    @Override
    public void deliverExit(Exit exit) {
        route.exit(id, exit);
    }

    @Override
    public SendResult deliver(Object message, long timeoutNanos) {
        CoroReference.ordinary(message);
        if (timeoutNanos == 0) return route.send(id, message);
        LocalCoro caller = runtime.currentCoro();
        if (equals(caller)) return caller.deliver(message, timeoutNanos);
        CompletableFuture<SendResult> sent = route.deliver(id, message);
        SendResult result = await(sent, "the delivery to " + this, timeoutNanos);
        if (result != null) return result;
        // withdrawn, unless it was taken at this moment
        return sent.cancel(false) ? new SendResult.Full(0) : sent.join();
    }

    @Override
    public SwapRequest swap(String function, Object... args) {
        Objects.requireNonNull(function, "function");
        return new RefusedSwap(this, this + " is reached by a route: it can be swapped only in its own process");
    }

    @Override
    public Resumed resume(Object value) {
        return route.resume(id, Objects.requireNonNull(value, "value"));
    }

    @Override
    public SignalResult raise(RuntimeException exception) {
        return route.raise(id, Objects.requireNonNull(exception, "exception"));
    }

    @Override
    public SignalResult terminate(String reason) {
        return route.terminate(id, Objects.requireNonNull(reason, "reason"));
    }

    @Override
    public Outcome outcome() {
        return outcome;
    }

    @Override
    public void whenEnded(ParkedWait<? super Outcome> waiter) {
        CompletableFuture<Outcome> end = route.end(id);
        joining.put(waiter, end);
        var unused = end.whenComplete((how, failure) -> {
            joining.remove(waiter);
            if (how != null) {
                outcome = how;
                if (waiter.claim()) waiter.finish(how);
            }
        });
        if (end.isDone()) joining.remove(waiter);
    }

    @Override
    public void forgetJoiner(ParkedWait<?> waiter) {
        CompletableFuture<?> end = joining.remove(waiter);
        if (end != null) end.cancel(false);
    }

    @Override
    public boolean alive() {
        return outcome == null && route.alive(id);
    }

    boolean monitor(Coro watcher) {
        return answer(route.monitor(id, watcher), "monitoring");
    }

    boolean demonitor(Coro watcher) {
        return answer(route.demonitor(id, watcher), "demonitoring");
    }

    /** How it ended if it has, otherwise null. */
    Outcome link(Coro other) {
        return answer(route.link(id, other), "linking").orElse(null);
    }

    boolean unlink(Coro other) {
        return answer(route.unlink(id, other), "unlinking");
    }

    private <T> T answer(CompletableFuture<T> future, String what) {
        T got = await(future, what + " " + this, ANSWER.toNanos());
        if (got != null) return got;
        future.cancel(false);
        throw new CoroTimeoutException("no answer within " + ANSWER + ": " + what + " " + this);
    }

    /** Waits for a future; null when the time is up. Cancels it if the wait ends otherwise. */
    @SuppressWarnings("unchecked") // the future is one of T
    private <T> T await(CompletableFuture<T> future, String what, long timeoutNanos) {
        if (future.isDone()) return future.join();
        ParkedWait<StageResult> waiter = runtime.prepare(what);
        StageResult.attach(future, waiter);
        boolean over = false;
        try {
            StageResult done = waiter.awaitUntil(timeoutNanos, () -> {});
            over = true;
            return done == null ? null : (T) done.getUnchecked();
        } finally {
            if (!over) future.cancel(false);
        }
    }

    @Override
    public CoroId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Location location() {
        return at;
    }

    @Override
    public CoreRuntime runtime() {
        return runtime;
    }

    @Override
    public long incarnation() {
        return id.incarnation();
    }

    @Override
    public long sequence() {
        return id.sequence();
    }
}
