package com.acme.coro.scheduler.core;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapHandler;
import com.acme.coro.scheduler.guard.Foreign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** What follows when functions go and come: the handler of swaps decides, if there is one. From any thread. */
public final class FunctionLifecycle {
    /** Coroutines that one line of the log names. */
    private static final int MOST_NAMED = 10;

    private final CoreRuntime runtime;

    /** Decides about functions that go and come; null for none. */
    private final AtomicReference<SwapHandler> swapHandler = new AtomicReference<>();

    /** Set once. */
    private volatile boolean processEnds;

    FunctionLifecycle(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    /** Registers the handler of swaps. */
    public Scheduler.Registration handleSwapsBy(SwapHandler handler) {
        if (!swapHandler.compareAndSet(null, handler)) {
            throw new IllegalStateException("a swap handler is already registered: " + swapHandler.get());
        }
        return () -> {
            if (!swapHandler.compareAndSet(handler, null)) return;
            for (LocalScheduler e : runtime.schedulers()) {
                for (LocalCoro c : e.all()) {
                    SwapControl.Between place = c.place();
                    if (place != null) place.end("the swap handler was stopped");
                }
            }
        };
    }

    /** The whole process ends in an orderly way: coroutines that end with it are no loss to warn of. */
    public void processEnds() {
        processEnds = true;
    }

    /** Functions of one bundle go: their coroutines leave, if there is a handler of swaps. */
    public void leaving(List<OfferedFunction> gone, boolean bundleStops) {
        SwapHandler handler = swapHandler.get();
        if (gone.isEmpty()) return;
        if (handler == null) {
            if (!processEnds) warnOfSwappable(gone);
            return;
        }
        Foreign.run(
                () -> handler.leaving(gone, bundleStops),
                failure -> runtime.logs
                        .logger("com.acme.coro.scheduler")
                        .error("a swap was not begun: functions={}", gone, failure.toThrowable()));
    }

    /** Without hot swap coroutines end that have said that they can be swapped, and their state with them. */
    private void warnOfSwappable(List<OfferedFunction> gone) {
        var lost = new ArrayList<String>();
        for (LocalScheduler e : runtime.schedulers()) {
            for (LocalCoro c : e.all()) {
                FunctionOffer f = c.function();
                boolean leaves = f != null && gone.stream().anyMatch(g -> g.covers(f.asFunction()));
                if (leaves && c.swappable()) lost.add(c.name);
            }
        }
        if (lost.isEmpty()) return;
        runtime.logs
                .logger("com.acme.coro.scheduler")
                .warn(
                        "swappable coroutines end with their state, as no hot swap is there (bundle"
                                + " com.acme.coro.hotswap): bundle={}, coroutines={}, count={}",
                        gone.get(0).bundle(),
                        lost.size() <= MOST_NAMED ? lost : lost.subList(0, MOST_NAMED),
                        lost.size());
    }

    /** A function has come. */
    void arrived(FunctionOffer offer) {
        SwapHandler handler = swapHandler.get();
        if (handler == null) return;
        Foreign.run(
                () -> handler.arrived(offer.asFunction()),
                failure -> runtime.logs
                        .logger("com.acme.coro.scheduler")
                        .error("a swap was not ended: function={}", offer.name(), failure.toThrowable()));
    }

    /** How long a function that is to be started waits for its name to be free. */
    public Duration startLimit() {
        SwapHandler handler = swapHandler.get();
        return handler == null ? SwapHandler.START_LIMIT : handler.startLimit();
    }

    /** The functions of a bundle that coroutines run. */
    public List<OfferedFunction> running(long bundleId) {
        var found = new LinkedHashSet<OfferedFunction>();
        for (LocalScheduler e : runtime.schedulers()) {
            for (LocalCoro c : e.all()) {
                FunctionOffer f = c.function();
                if (f != null && f.bundleId() == bundleId) found.add(f.asFunction());
            }
        }
        return List.copyOf(found);
    }

    /** How values get from one function's code into another's; the first may be null, for a lambda's. */
    public Conversion conversion(FunctionOffer from, FunctionOffer to) {
        SwapHandler handler = swapHandler.get();
        boolean same = from == null || from.bundleId() == to.bundleId();
        return handler == null || same ? Conversion.NONE : handler.conversion(from.bundleId(), to.bundleId());
    }
}
