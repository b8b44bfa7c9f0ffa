package com.acme.coro.scheduler.wait;

import com.acme.coro.api.spi.Waiter;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Waits for something to come under a name.
 *
 * @param <T> what has names
 */
public final class NameWaiters<T> {
    /** Entries are changed within {@code compute}. */
    private final Map<String, Set<Waiter<T>>> waiting = new ConcurrentHashMap<>();

    /**
     * Waits until there is something under a name.
     *
     * @param name the name
     * @param holder what is under that name now, null if there is nothing
     * @param waiter the caller's
     * @param timeout how long to wait
     * @return what is under the name; empty when the time is up
     */
    public Optional<T> await(String name, Supplier<? extends T> holder, Waiter<T> waiter, Duration timeout) {
        waiting.compute(name, (n, others) -> {
            Set<Waiter<T>> all = others == null ? new LinkedHashSet<>(2) : others;
            all.add(waiter);
            return all;
        });
        try {
            T meanwhile = holder.get();
            if (meanwhile != null) waiter.complete(meanwhile);
            return waiter.await(timeout, () -> {});
        } finally { // a raise or the end of the caller, too
            forget(name, waiter);
        }
    }

    private void forget(String name, Waiter<T> waiter) {
        waiting.computeIfPresent(name, (n, all) -> {
            all.remove(waiter);
            return all.isEmpty() ? null : all;
        });
    }

    /**
     * Completes the waits for a name.
     *
     * @param name the name
     * @param holder what can be found under that name since before this call
     */
    public void taken(String name, T holder) {
        Set<Waiter<T>> all = waiting.remove(name);
        if (all != null) for (Waiter<T> w : all) w.complete(holder);
    }
}
