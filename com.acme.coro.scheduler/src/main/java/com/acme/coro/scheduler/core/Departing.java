package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Coroutines leave the code of functions that go. Times are real: threads wait for this. */
final class Departing {
    private static final SystemTime CLOCK = new SystemTime();

    private final CoreRuntime runtime;
    private final Conversion conversion;
    private final AtomicLong converting = new AtomicLong();

    // guarded by this
    private final Map<LocalCoro, Leave> undecided = new LinkedHashMap<>();
    private final List<SwapControl.Between> between = new ArrayList<>();
    private final List<SwapControl.Stayed> stayed = new ArrayList<>();
    /** Who waits for all to have decided; null for nobody. */
    private ParkedWait<Boolean> waiter;

    private Departing(CoreRuntime runtime, Conversion conversion) {
        this.runtime = runtime;
        this.conversion = conversion;
    }

    static SwapControl.Departure run(
            CoreRuntime runtime, List<OfferedFunction> functions, Duration quiesce, Conversion conversion) {
        long began = CLOCK.nanos();
        var d = new Departing(runtime, conversion);
        d.ask(functions);
        Stopping.await(runtime, quiesce.toNanos(), d::await);
        d.giveUp();
        var misfits = new ArrayList<SwapMail.Misfit>();
        synchronized (d) {
            // now that all have left, nobody of that code sends any more
            long from = CLOCK.nanos();
            for (SwapControl.Between b : d.between) {
                SwapMail.convert((LocalCoro) b.coro(), conversion::detach, misfits::add);
            }
            d.converting.addAndGet(CLOCK.nanos() - from);
            misfits.forEach(m -> m.report(runtime));
            return new SwapControl.Departure(
                    d.between,
                    d.stayed,
                    misfits.stream().map(SwapMail.Misfit::asUnfit).toList(),
                    Duration.ofNanos(CLOCK.nanos() - began),
                    Duration.ofNanos(d.converting.get()));
        }
    }

    private void ask(List<OfferedFunction> functions) {
        LocalCoro caller = runtime.cutOffCaller() ? null : runtime.currentCoro();
        var orders = new ArrayList<Leave>();
        synchronized (this) {
            for (Engine e : runtime.engines()) {
                for (LocalCoro c : CoreRuntime.all(e)) {
                    OfferedFunction left = leaves(c, functions);
                    if (left == null || c.isEnding()) continue;
                    if (c == caller) stayed.add(new SwapControl.Stayed(c, left.name(), "it does the update itself"));
                    else if (c.neverSwappable()) stays(c, left, "it is not swappable");
                    else orders.add(new Leave(c, left));
                }
            }
            for (Leave l : orders) undecided.put(l.coro, l);
        }
        for (Leave l : orders) Swapping.ask(l.coro, l);
    }

    private static OfferedFunction leaves(LocalCoro c, List<OfferedFunction> functions) {
        FunctionOffer f = c.function();
        if (f == null) return null;
        for (OfferedFunction g : functions) {
            if (g.bundleId() == f.bundleId() && g.name().equals(f.name())) return g;
        }
        return null;
    }

    private synchronized void await(ParkedWait<Boolean> all) {
        waiter = all;
        if (undecided.isEmpty()) all.complete(true);
    }

    /** Those that have not decided stay. */
    private void giveUp() {
        List<Leave> late;
        synchronized (this) {
            late = List.copyOf(undecided.values());
        }
        for (Leave l : late) {
            String why = Swapping.withdraw(l.coro, l);
            if (why != null) l.stays(why);
        }
    }

    private void stays(LocalCoro c, OfferedFunction left, String reason) {
        synchronized (this) {
            stayed.add(new SwapControl.Stayed(c, left.name(), reason));
        }
        runtime.events.swapRefused(c, left.name(), reason);
    }

    private synchronized void decided(LocalCoro c) {
        undecided.remove(c);
        if (undecided.isEmpty() && waiter != null) waiter.complete(true);
    }

    /** One coroutine is asked to leave. */
    final class Leave extends SwapOrder {
        private final LocalCoro coro;
        private final OfferedFunction left;

        // of the coroutine's thread
        private final Map<Object, Boolean> kept = new IdentityHashMap<>();
        private Object state;
        private Object[] args = {};
        private long since;
        private BetweenVersions place;

        Leave(LocalCoro coro, OfferedFunction left) {
            this.coro = coro;
            this.left = left;
        }

        @Override
        @SuppressWarnings("IdentityHashMapUsage") // handles are compared by identity
        Target consider(LocalCoro c) {
            since = runtime.time.nanos();
            long from = CLOCK.nanos();
            try {
                Swapping.endChildren(c, "swap of " + c.name);
                from = CLOCK.nanos();
                Object captured = Swapping.state(c);
                if (captured != null) {
                    keep(conversion.handles(captured), kept);
                    state = conversion.detach(captured);
                }
                args = c.arguments();
                for (int i = 0; i < args.length; i++) args[i] = conversion.detach(args[i]);
                return new Target(left.name(), Optional.empty(), Optional.empty());
            } catch (CoroSignal ended) { // its end says the rest
                throw ended;
            } catch (RuntimeException | Error e) { // of the user's state, too
                refused("its state cannot be captured: " + e.getMessage());
                return null;
            } finally {
                converting.addAndGet(CLOCK.nanos() - from);
            }
        }

        @Override
        boolean keeps(Object handle) {
            return kept.containsKey(handle);
        }

        @Override
        Object carried() {
            return null;
        }

        @Override
        Next bodyOver(LocalCoro c) {
            place = new BetweenVersions(c, left, since, state, args);
            return new Next.Between(place);
        }

        @Override
        void over() {
            synchronized (Departing.this) {
                between.add(place);
            }
            decided(coro);
        }

        /** It has ended meanwhile, or will not leave. */
        @Override
        void refused(String reason) {
            if (coro.isEnding()) decided(coro);
            else stays(reason);
        }

        void stays(String reason) {
            Departing.this.stays(coro, left, reason);
            decided(coro);
        }

        @Override
        void asked(Why keptOffBy) {
            // waits, for as long as the whole departure may take
        }

        @Override
        boolean replaceable() {
            return false;
        }
    }
}
