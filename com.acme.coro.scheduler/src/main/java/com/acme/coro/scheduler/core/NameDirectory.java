package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Names;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.wait.NameWaiters;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The directory of names. A coroutine is taken out when it ends, by {@link EndNotifier}. */
public final class NameDirectory implements Names {
    private final CoreRuntime runtime;
    private final Map<String, LocalCoro> held = new ConcurrentHashMap<>();
    private final List<NameListener> listeners = new CopyOnWriteArrayList<>();
    private final NameWaiters<Coro> awaited = new NameWaiters<>();

    NameDirectory(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public void register(String name, Coro coro) {
        checkName(name);
        Objects.requireNonNull(coro, "coro");
        if (!(coro instanceof LocalCoro local) || local.runtime() != runtime) {
            throw new IllegalArgumentException("only a coroutine of this process can be registered: coro=" + coro);
        }
        LocalCoro holder = held.putIfAbsent(name, local);
        if (holder != null) throw new NameTakenException(name, holder);
        if (!local.addName(name)) { // it ended meanwhile
            held.remove(name, local);
            throw new IllegalStateException("a coroutine that has ended cannot be registered: coro=" + coro);
        }
        tell(name, local, true);
        awaited.taken(name, local);
    }

    @Override
    public boolean unregister(String name, Coro coro) {
        Objects.requireNonNull(name, "name");
        return coro instanceof LocalCoro local && local.removeName(name) && remove(name, local);
    }

    /** The holder has ended. */
    void ended(String name, LocalCoro coro) {
        remove(name, coro);
    }

    private boolean remove(String name, LocalCoro coro) {
        if (!held.remove(name, coro)) return false;
        tell(name, coro, false);
        return true;
    }

    @Override
    public Optional<Coro> find(String name) {
        return Optional.ofNullable(held.get(Objects.requireNonNull(name, "name")));
    }

    /** Waits for a name to be registered. */
    Coro await(String name, Duration timeout) {
        Coro holder = await(name, Timeouts.nanos(timeout));
        if (holder == null) throw new CoroTimeoutException("nothing was registered as " + name + " within " + timeout);
        return holder;
    }

    /** Null when the time is up. */
    Coro await(String name, long timeoutNanos) {
        Coro now = held.get(checkName(name));
        if (now != null || timeoutNanos == 0) return now;
        ParkedWait<Coro> waiter = runtime.<Coro>prepare("the name ", name).asSwapPoint();
        return awaited.await(name, () -> held.get(name), waiter, Duration.ofNanos(timeoutNanos))
                .orElse(null);
    }

    /**
     * Waits for a name to be free, without holding a thread.
     *
     * @param name the name
     * @param limit for how long
     * @param then is told whether it is, on a service thread
     */
    public void whenFree(String name, Duration limit, Consumer<Boolean> then) {
        var free = new CompletableFuture<Boolean>();
        Scheduler.Registration watching = watch((n, coro, registered) -> {
            if (!registered && n.equals(name)) free.complete(true);
        });
        if (!held.containsKey(name)) free.complete(true);
        var unused = free.completeOnTimeout(false, limit.toNanos(), TimeUnit.NANOSECONDS)
                .thenAccept(now -> {
                    watching.close();
                    runtime.service(() -> then.accept(now));
                });
    }

    @Override
    public Map<String, Coro> all() {
        return new TreeMap<>(held);
    }

    @Override
    public Scheduler.Registration watch(NameListener listener) {
        Objects.requireNonNull(listener, "listener");
        listeners.add(listener);
        held.forEach((name, coro) -> tell(listener, name, coro, true));
        return () -> listeners.remove(listener);
    }

    private void tell(String name, LocalCoro coro, boolean registered) {
        for (NameListener l : listeners) tell(l, name, coro, registered);
    }

    private void tell(NameListener listener, String name, LocalCoro coro, boolean registered) {
        Foreign.run(
                () -> listener.changed(name, coro, registered),
                failure -> runtime.logs
                        .logger("com.acme.coro.scheduler")
                        .error("a watcher of names failed: name={}", name, failure.toThrowable()));
    }

    private static String checkName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        return name;
    }
}
