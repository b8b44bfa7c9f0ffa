package com.acme.coro.scheduler.swap;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapHandler;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.PendingSwap;
import java.lang.invoke.MethodHandles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Swaps, for those who decide about them. */
public final class SwapService implements SwapControl {
    private final CoreRuntime runtime;

    /**
     * Swaps of a runtime.
     *
     * @param runtime which
     */
    public SwapService(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    @Override
    public List<Running> running() {
        var running = new ArrayList<Running>();
        for (LocalScheduler e : runtime.schedulers()) {
            for (LocalCoro c : e.all()) {
                FunctionOffer f = c.function();
                if (f != null) running.add(new Running(c, f.name(), f.bundleId(), c.shields() > 0));
            }
        }
        return running;
    }

    @Override
    public Scheduler.Registration handle(SwapHandler handler) {
        return runtime.changes().handleSwapsBy(Objects.requireNonNull(handler, "handler"));
    }

    @Override
    public List<OfferedFunction> offered() {
        return runtime.functions.all().stream().map(FunctionOffer::asFunction).toList();
    }

    @Override
    public Departure depart(List<OfferedFunction> functions, Duration quiesce, Duration holder, Conversion conversion) {
        Objects.requireNonNull(functions, "functions");
        Objects.requireNonNull(conversion, "conversion");
        if (quiesce.isNegative()) throw new IllegalArgumentException("quiesce must not be negative: " + quiesce);
        if (holder.isNegative()) throw new IllegalArgumentException("holder must not be negative: " + holder);
        return DepartureRound.run(runtime, functions, quiesce, holder, conversion);
    }

    /** Swaps single coroutines; initializes all kinds of orders, see {@link PendingSwap}. */
    public static CoreRuntime.Swapper ofSingleCoroutines() {
        try {
            for (Class<?> order : List.of(RequestedSwap.class, DepartureRound.Leave.class))
                MethodHandles.lookup().ensureInitialized(order);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException("a class of this package cannot be initialized", e);
        }
        return RequestedSwap::ask;
    }
}
