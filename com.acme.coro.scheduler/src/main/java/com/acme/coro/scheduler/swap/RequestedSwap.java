package com.acme.coro.scheduler.swap;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroTask;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.PendingSwap;
import com.acme.coro.scheduler.core.SwapProtocol;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A swap that somebody asked for. It keeps the function's name and arguments while it waits, not the function, so that
 * a function that goes meanwhile is not kept.
 */
public final class RequestedSwap extends PendingSwap implements SwapRequest {
    private final LocalCoro coro;
    private final CoreRuntime runtime;
    private final String function;
    private final Object[] args;

    // of the coroutine's thread
    private CoroTask next;
    private Conversion conversion = Conversion.NONE;
    private Object state;
    private final Map<Object, Boolean> kept = new IdentityHashMap<>();
    private String from = "";
    private long since;

    /** Changed also with the coroutine's lock held, so never under a monitor. */
    private final AtomicReference<SwapStatus> status = new AtomicReference<>(new SwapStatus.Accepted());
    /** Guarded by this. */
    private List<ParkedWait<SwapStatus>> waiters = new ArrayList<>(1);

    private RequestedSwap(LocalCoro coro, String function, Object... args) {
        this.coro = coro;
        this.runtime = coro.runtime();
        this.function = function;
        this.args = args;
    }

    /** Asks for it, unless it is plain already that it cannot be. */
    static SwapRequest ask(LocalCoro coro, String function, Object... args) {
        var swap = new RequestedSwap(coro, function, args.clone());
        try {
            runtime(coro).functions.check(function, args);
            SwapProtocol.ask(coro, swap);
        } catch (NoSuchFunctionException | IllegalArgumentException no) {
            swap.refused(String.valueOf(no.getMessage()));
        }
        return swap;
    }

    private static CoreRuntime runtime(LocalCoro coro) {
        return coro.runtime();
    }

    // ---- the swap

    @Override
    @SuppressWarnings("IdentityHashMapUsage") // handles are compared by identity
    public Target consider(LocalCoro c) {
        since = runtime.time.nanos();
        String reason;
        try {
            next = runtime.functions.work(function, args);
            from = runtime.bundleOf(c);
            conversion = runtime.changes().conversion(c.function(), next.function());
            SwapProtocol.endChildren(c, "swap of " + c.name);
            Object captured = SwapProtocol.state(c);
            if (captured != null) {
                keep(conversion.handles(captured), kept);
                state = conversion.attach(conversion.detach(captured));
            }
            List<MailboxConversion.Misfit> misfits = MailboxConversion.tryOut(c, conversion);
            if (misfits.isEmpty()) {
                FunctionOffer offer = next.function();
                return new Target(function, Optional.of(offer.bundle()), offer.parameters());
            }
            reason = "a message cannot be given to " + function + ": "
                    + misfits.get(0).reason();
        } catch (CoroSignal ended) { // its end says the rest
            throw ended;
        } catch (RuntimeException | Error e) { // of the user's state, too
            reason = e.getClass().getSimpleName() + ": " + e.getMessage();
        }
        letGo();
        refused(reason);
        return null;
    }

    @Override
    public boolean keeps(Object handle) {
        return kept.containsKey(handle);
    }

    @Override
    public Object carried() {
        return state;
    }

    @Override
    public Next afterUnwind(LocalCoro c) {
        if (conversion != Conversion.NONE) {
            MailboxConversion.convert(c, m -> conversion.attach(conversion.detach(m)), m -> m.report(runtime));
        }
        return new Next.Other(next);
    }

    @Override
    public void over() {
        String to = next.function().bundle();
        next = null;
        settle(new SwapStatus.Applied());
        runtime.events.swapped(coro, function, from, to, Duration.ofNanos(runtime.time.nanos() - since));
    }

    @Override
    public void refused(String reason) {
        letGo();
        if (settle(new SwapStatus.Refused(reason))) runtime.events.swapRefused(coro, function, reason);
    }

    @Override
    public void failed(String reason) {
        letGo();
        if (settle(new SwapStatus.Failed(reason))) runtime.events.swapRefused(coro, function, reason);
    }

    private void letGo() {
        CoroTask w = next;
        next = null;
        if (w != null) runtime.released(w);
    }

    @Override
    public void asked(Why keptOffBy) {
        SwapStatus next = keptOffBy == null ? new SwapStatus.Accepted() : new SwapStatus.Postponed(keptOffBy);
        status.getAndUpdate(s -> s.settled() ? s : next);
    }

    @Override
    public boolean replaceable() {
        return true;
    }

    private boolean settle(SwapStatus last) {
        if (status.getAndUpdate(s -> s.settled() ? s : last).settled()) return false;
        List<ParkedWait<SwapStatus>> told;
        synchronized (this) {
            told = waiters;
            waiters = List.of();
        }
        for (ParkedWait<SwapStatus> w : told) w.complete(last);
        return true;
    }

    // ---- what the one who asked sees

    @Override
    public SwapStatus status() {
        return status.get();
    }

    @Override
    public SwapStatus await(Duration timeout) {
        long nanos = Timeouts.nanos(timeout);
        if (coro.equals(runtime.currentCoro()) && !status().settled()) {
            throw new IllegalStateException("a coroutine cannot wait for a swap of itself: " + coro);
        }
        ParkedWait<SwapStatus> waiter = runtime.prepare("the swap of ", coro);
        if (nanos == 0 || !enlist(waiter)) return status();
        SwapStatus last = waiter.awaitUntil(nanos, () -> forget(waiter));
        return last == null ? status() : last;
    }

    private synchronized boolean enlist(ParkedWait<SwapStatus> waiter) {
        return !status().settled() && waiters.add(waiter);
    }

    private synchronized void forget(ParkedWait<SwapStatus> waiter) {
        if (!waiters.isEmpty()) waiters.remove(waiter);
    }

    @Override
    public CompletionStage<SwapStatus> asStage() {
        var stage = new CompletableFuture<SwapStatus>();
        ParkedWait<SwapStatus> waiter = new Callback<>("a stage", last -> runtime.service(() -> stage.complete(last)));
        if (!enlist(waiter)) stage.complete(status());
        return stage.minimalCompletionStage();
    }
}
