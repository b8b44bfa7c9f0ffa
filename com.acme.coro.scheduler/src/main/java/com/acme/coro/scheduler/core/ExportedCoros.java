package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Location;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.spi.References;
import com.acme.coro.api.spi.Route;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** The coroutines of this process that others may reach by their ids, and the way to them. */
public final class ExportedCoros implements References, Route {
    private final CoreRuntime runtime;
    /** Weak: one that has ended is known for as long as somebody holds a reference. */
    private final Map<Long, WeakReference<CoroReference>> ended = new ConcurrentHashMap<>();

    private final Map<Long, CoroReference> living = new ConcurrentHashMap<>();

    ExportedCoros(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public Coro refer(CoroId id, String name, Location at, Route by) {
        Objects.requireNonNull(id, "id");
        return new RemoteCoro(
                runtime,
                id,
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(at, "at"),
                Objects.requireNonNull(by, "by"));
    }

    @Override
    public boolean expose(Coro coro) {
        Objects.requireNonNull(coro, "coro");
        if (!(coro instanceof CoroReference here) || here instanceof RemoteCoro || here.runtime() != runtime)
            return false;
        living.put(here.sequence(), here);
        if (!here.alive()) remove(here);
        return true;
    }

    /** It has ended. */
    void remove(CoroReference coro) {
        if (!living.containsKey(coro.sequence())) return;
        ended.values().removeIf(r -> r.get() == null);
        // first in, then out: there is no moment at which it cannot be found
        ended.put(coro.sequence(), new WeakReference<>(coro));
        living.remove(coro.sequence());
    }

    @Override
    public Route local() {
        return this;
    }

    @Override
    public Optional<Coro> resolve(CoroId id) {
        return Optional.ofNullable(find(id));
    }

    private CoroReference find(CoroId id) {
        if (id.incarnation() != runtime.incarnation) return null;
        CoroReference c = living.get(id.sequence());
        if (c != null) return c;
        WeakReference<CoroReference> r = ended.get(id.sequence());
        return r == null ? null : r.get();
    }

    private static SendResult gone(CoroId id) {
        return new SendResult.Gone("no such coroutine: id=" + id);
    }

    private static SignalResult signalGone(CoroId id) {
        return new SignalResult.Gone("no such coroutine: id=" + id);
    }

    private static Outcome forgotten(CoroId id) {
        return new Outcome.Forgotten("no such coroutine: id=" + id);
    }

    @Override
    public SendResult send(CoroId to, Object message) {
        Coro c = find(to);
        return c == null ? gone(to) : c.send(message);
    }

    @Override
    public void exit(CoroId to, Exit exit) {
        CoroReference c = find(to);
        if (c != null) c.deliverExit(exit);
    }

    @Override
    public CompletableFuture<SendResult> deliver(CoroId to, Object message) {
        CoroReference.ordinary(message);
        CoroReference c = find(to);
        if (c == null) return CompletableFuture.completedFuture(gone(to));
        if (!(c instanceof LocalCoro local)) return CompletableFuture.completedFuture(c.send(message));
        Object passed = runtime.passed(message);
        var room = new AtomicReference<RoomWaiters.Entry>();
        return future(
                w -> {
                    room.set(new RoomWaiters.Entry(w, passed));
                    SendResult now = local.awaitRoom(room.get());
                    if (now != null) w.complete(now);
                },
                w -> local.forgetRoom(room.get()));
    }

    @Override
    public Resumed resume(CoroId to, Object value) {
        Coro c = find(to);
        return c == null ? Resumed.GONE : c.resume(value);
    }

    @Override
    public SignalResult raise(CoroId to, RuntimeException exception) {
        Coro c = find(to);
        return c == null ? signalGone(to) : c.raise(exception);
    }

    @Override
    public SignalResult terminate(CoroId to, String reason) {
        Coro c = find(to);
        return c == null ? signalGone(to) : c.terminate(reason);
    }

    @Override
    public CompletableFuture<Outcome> end(CoroId of) {
        CoroReference c = find(of);
        if (c == null) return CompletableFuture.completedFuture(forgotten(of));
        return future(c::whenEnded, c::forgetJoiner);
    }

    @Override
    public boolean alive(CoroId id) {
        Coro c = find(id);
        return c != null && c.alive();
    }

    @Override
    public CompletableFuture<Boolean> monitor(CoroId watched, Coro watcher) {
        return CompletableFuture.completedFuture(find(watched) instanceof LocalCoro c && c.addMonitor(watcher));
    }

    @Override
    public CompletableFuture<Boolean> demonitor(CoroId watched, Coro watcher) {
        return CompletableFuture.completedFuture(find(watched) instanceof LocalCoro c && c.removeMonitor(watcher));
    }

    @Override
    public CompletableFuture<Optional<Outcome>> link(CoroId from, Coro to) {
        Outcome how = find(from) instanceof LocalCoro c ? c.addLink(to) : forgotten(from);
        return CompletableFuture.completedFuture(Optional.ofNullable(how));
    }

    @Override
    public CompletableFuture<Boolean> unlink(CoroId from, Coro to) {
        return CompletableFuture.completedFuture(find(from) instanceof LocalCoro c && c.removeLink(to));
    }

    /** A future that is completed where a waiter would be, and forgotten when it is cancelled. */
    private static <T> CompletableFuture<T> future(Consumer<ParkedWait<T>> wait, Consumer<ParkedWait<?>> forget) {
        var future = new CompletableFuture<T>();
        var callback = new Callback<T>("a future", future::complete);
        wait.accept(callback);
        var unused = future.whenComplete((value, failure) -> {
            if (future.isCancelled() && callback.claim()) forget.accept(callback);
        });
        return future;
    }
}
