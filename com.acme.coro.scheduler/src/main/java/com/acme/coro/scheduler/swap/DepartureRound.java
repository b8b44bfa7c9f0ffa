package com.acme.coro.scheduler.swap;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.Failure;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.scheduler.core.CodeChange;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.PendingSwap;
import com.acme.coro.scheduler.core.SwapProtocol;
import com.acme.coro.scheduler.engine.SystemTime;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.shutdown.ShutdownWaits;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.ThreadWait;
import com.acme.coro.support.thread.DaemonThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Coroutines leave the code of functions that go. Each one that is asked is, until the result is made, in exactly one of
 * three lists: undecided, between versions, stayed. Timeouts are real: threads wait for this.
 */
public final class DepartureRound {
    private static final SystemTime CLOCK = new SystemTime();
    /** How often it is looked at what holds up those that have not decided. */
    private static final long GLANCE_NANOS = 20_000_000;
    /** What a coroutine has, at the least, from its own chance to run. */
    private static final long CHANCE_NANOS = 500_000_000;
    /** How often it is looked for coroutines that were started meanwhile. */
    private static final int ROUNDS = 3;
    /** For those that are about to decide, and need a moment of their own thread for that. */
    private static final long LAST_STEP_NANOS = 5_000_000_000L;

    private final CoreRuntime runtime;
    private final List<OfferedFunction> functions;
    private final Duration quiesce;
    private final Duration holderLimit;
    private final Conversion conversion;
    /** Whose call this is; null for a thread that is no coroutine's. */
    private final LocalCoro caller;

    private final AtomicLong converting = new AtomicLong();
    private final TurnHolders holders;

    // guarded by this
    private final Map<LocalCoro, Leave> undecided = new LinkedHashMap<>();
    private final List<ParkedHandover> between = new ArrayList<>();
    private final List<SwapControl.Stayed> stayed = new ArrayList<>();
    /** All that were asked, or were not as they cannot leave. */
    private final Set<LocalCoro> seen = new HashSet<>();
    /** Completed when all have decided; null while nothing waits for that. */
    private ParkedWait<Boolean> waiter;
    /** The result was made: one that leaves after that ends. */
    private boolean over;

    private DepartureRound(
            CoreRuntime runtime,
            List<OfferedFunction> functions,
            Duration quiesce,
            Duration holderLimit,
            Conversion conversion) {
        this.runtime = runtime;
        this.functions = List.copyOf(functions);
        this.quiesce = quiesce;
        this.holderLimit = holderLimit;
        this.conversion = conversion;
        this.caller = runtime.detached().isCaller() ? null : runtime.currentCoro();
        this.holders = new TurnHolders(runtime, this.functions, this::holdsUpOthers);
    }

    static SwapControl.Departure run(
            CoreRuntime runtime,
            List<OfferedFunction> functions,
            Duration quiesce,
            Duration holderLimit,
            Conversion conversion) {
        long began = CLOCK.nanos();
        var d = new DepartureRound(runtime, functions, quiesce, holderLimit, conversion);
        try {
            d.haveThemLeave(began);
            return d.result(began);
        } catch (Throwable failed) { // nothing would ever have them go on
            d.endAll("its update failed: " + Foreign.text(failed));
            throw failed;
        }
    }

    private void haveThemLeave(long began) {
        if (!ask()) return;
        if (caller == null) {
            leaveAll(began);
            return;
        }
        // the caller gives up its turn, and could not free the scheduler from a coroutine that holds it
        ShutdownWaits.await(
                runtime,
                Long.MAX_VALUE / 4,
                done -> DaemonThread.start("coro-departure", () -> {
                    Foreign.run(
                            () -> leaveAll(began), failure -> log().error("an update failed", failure.toThrowable()));
                    done.complete(true);
                }));
    }

    /** In the thread that waits for all to leave. */
    private void leaveAll(long began) {
        long quiesceEnd = began + quiesce.toNanos();
        long limit = Math.max(quiesceEnd, began + holderLimit.toNanos());
        int round = 0;
        do {
            while (!waitsForNone()) {
                awaitDecisions(GLANCE_NANOS);
                look(quiesceEnd, limit);
            }
        } while (++round < ROUNDS && ask());
        awaitDecisions(LAST_STEP_NANOS);
    }

    /** Asks those that run one of the functions and were not asked before; false if there are none. */
    private boolean ask() {
        var orders = new ArrayList<Leave>();
        for (LocalScheduler e : runtime.schedulers()) {
            for (LocalCoro c : e.all()) {
                OfferedFunction left = leaves(c);
                if (left == null || c.isEnding() || !firstSeen(c)) continue;
                if (c == caller) stays(c, left, true, "it does the update itself");
                else if (CodeChange.neverSwappable(c)) stays(c, left, false, "it is not swappable");
                else orders.add(new Leave(c, left));
            }
        }
        synchronized (this) {
            for (Leave l : orders) undecided.put(l.coro, l);
        }
        for (Leave l : orders) {
            l.turnsBefore = l.coro.turns;
            SwapProtocol.ask(l.coro, l);
        }
        return !orders.isEmpty();
    }

    private synchronized boolean firstSeen(LocalCoro c) {
        return seen.add(c);
    }

    /** What a coroutine runs, if it is to leave that; null otherwise. */
    private OfferedFunction leaves(LocalCoro c) {
        FunctionOffer f = c.function();
        if (f == null) return null;
        OfferedFunction runs = f.asFunction();
        for (OfferedFunction g : functions) {
            if (g.covers(runs)) return runs;
        }
        return null;
    }

    private void awaitDecisions(long nanos) {
        var all = new ThreadWait<Boolean>("coroutines to leave", null, CLOCK);
        all.asDeaf();
        synchronized (this) {
            if (undecided.isEmpty()) return;
            waiter = all;
        }
        all.awaitUntil(nanos, () -> {});
    }

    private synchronized boolean waitsForNone() {
        return undecided.values().stream().allMatch(l -> l.givenUp);
    }

    /** Gives up those whose time is over, and sees to it that the others get a turn. */
    private void look(long quiesceEnd, long limit) {
        List<Leave> open;
        synchronized (this) {
            open = undecided.values().stream().filter(l -> !l.givenUp).toList();
        }
        long now = CLOCK.nanos();
        for (Leave l : open) {
            if (l.waitsForATurn(holders)) {
                l.until = now + Math.max(quiesce.toNanos(), CHANCE_NANOS);
                holders.keepsWaiting(l.coro.scheduler());
            } else if (!l.prolonged && (l.considered || l.isInATurn(holders))) {
                l.prolonged = true; // its time counts from its own chance to run
                l.until = now + Math.max(quiesce.toNanos(), CHANCE_NANOS);
            }
        }
        holders.look(now, quiesceEnd, limit);
        long end = limit + holders.timeToFree();
        for (Leave l : open) {
            if (now - (l.until == 0 ? quiesceEnd : l.until) >= 0 || now - end >= 0) giveUp(l);
        }
    }

    /** One that has not decided stays, unless it is about to decide. */
    private void giveUp(Leave l) {
        boolean noTurn = l.hadNoTurn();
        String why = SwapProtocol.withdraw(l.coro, l);
        l.givenUp = true;
        if (why == null) return;
        l.stays(noTurn ? "it had no turn" + holders.because(l.coro.scheduler()) : why);
    }

    /** One that keeps the turn from the others does not leave itself. */
    private void holdsUpOthers(LocalCoro c) {
        Leave l;
        synchronized (this) {
            l = undecided.get(c);
        }
        if (l != null && !l.givenUp) giveUp(l);
    }

    // ---- what comes of it

    private SwapControl.Departure result(long began) {
        List<ParkedHandover> left;
        List<SwapControl.Stayed> remain;
        synchronized (this) {
            over = true;
            left = List.copyOf(between);
            remain = new ArrayList<>(stayed);
            undecided.forEach(
                    (c, l) -> remain.add(new SwapControl.Stayed(c, l.left.name(), true, "it did not unwind in time")));
        }
        // now that all have left, nothing of that code sends any more
        long from = CLOCK.nanos();
        var misfits = new ArrayList<MailboxConversion.Misfit>();
        for (ParkedHandover b : left) {
            Foreign.run(
                    () -> MailboxConversion.convert(b.local(), conversion::detach, misfits::add),
                    failure ->
                            b.end("its messages could not be converted: " + failure.type() + ": " + failure.message()));
        }
        converting.addAndGet(CLOCK.nanos() - from);
        for (MailboxConversion.Misfit m : misfits) report(m);
        return new SwapControl.Departure(
                List.copyOf(left),
                remain,
                misfits.stream().map(MailboxConversion.Misfit::asUnfit).toList(),
                Duration.ofNanos(CLOCK.nanos() - began),
                Duration.ofNanos(converting.get()),
                holders.texts());
    }

    private void report(MailboxConversion.Misfit misfit) {
        Foreign.run(
                () -> misfit.report(runtime),
                failure ->
                        log().error("a dead letter was not reported: coro={}", misfit.coro(), failure.toThrowable()));
    }

    private org.osgi.service.log.Logger log() {
        return runtime.logs.logger("com.acme.coro.scheduler");
    }

    /** Whatever has left, or leaves yet, ends. */
    private void endAll(String reason) {
        List<ParkedHandover> left;
        synchronized (this) {
            over = true;
            left = List.copyOf(between);
        }
        for (ParkedHandover b : left) b.end(reason);
    }

    private void stays(LocalCoro c, OfferedFunction left, boolean swappable, String reason) {
        synchronized (this) {
            if (over) return;
            stayed.add(new SwapControl.Stayed(c, left.name(), swappable, reason));
        }
        if (!swappable) runtime.events.swapRefused(c, left.name(), reason);
    }

    /** With the lock of this held: true if it had not decided before. */
    private boolean decides(LocalCoro c) {
        boolean first = undecided.remove(c) != null;
        if (undecided.isEmpty() && waiter != null) {
            waiter.complete(true);
            waiter = null;
        }
        return first;
    }

    /** One coroutine is asked to leave. */
    final class Leave extends PendingSwap {
        private final LocalCoro coro;

        // of the thread that waits for all to leave
        /** Turns it had had when it was asked. */
        private int turnsBefore;
        /** Until when it is waited for; 0 for the time of all. */
        private long until;
        /** It was seen in its first turn after it was asked. */
        private boolean prolonged;

        /** Written by the thread that waits for all to leave. */
        private volatile boolean givenUp;
        /** It has been at a swap point. Written by its own thread. */
        private volatile boolean considered;

        // of the coroutine's thread
        private OfferedFunction left;
        private final Map<Object, Boolean> kept = new IdentityHashMap<>();
        private Object state;
        private Object[] args = {};
        private long since;
        private ParkedHandover place;

        Leave(LocalCoro coro, OfferedFunction left) {
            this.coro = coro;
            this.left = left;
        }

        /** It is ready and has not been given a turn since it was asked, or is unwinding and another holds the turn. */
        boolean waitsForATurn(TurnHolders holders) {
            if (coro.engine.current == coro) return false;
            return considered ? coro.isReady() || holders.stuck(coro.scheduler()) : hadNoTurn();
        }

        boolean isInATurn(TurnHolders holders) {
            return coro.engine.current == coro && !holders.stuck(coro.scheduler());
        }

        boolean hadNoTurn() {
            return !considered && coro.turns == turnsBefore && coro.engine.current != coro && coro.isReady();
        }

        @Override
        @SuppressWarnings("IdentityHashMapUsage") // handles are compared by identity
        public Target consider(LocalCoro c) {
            considered = true;
            OfferedFunction runs = leaves(c);
            if (runs == null) { // it was swapped by hand meanwhile
                elsewhere();
                return null;
            }
            left = runs;
            since = runtime.time.nanos();
            long from = CLOCK.nanos();
            try {
                SwapProtocol.endChildren(c, "swap of " + c.name);
                from = CLOCK.nanos();
                Object captured = SwapProtocol.state(c);
                if (captured != null) {
                    keep(conversion.handles(captured), kept);
                    state = conversion.detach(captured);
                }
                args = c.arguments();
                for (int i = 0; i < args.length; i++) args[i] = conversion.detach(args[i]);
                return new Target(left.name(), Optional.empty(), Optional.empty());
            } catch (CoroSignal ended) { // its end says the rest
                throw ended;
            } catch (Throwable e) { // of the user's state, too
                refused("its state cannot be captured: " + Failure.of(e).message());
                return null;
            } finally {
                converting.addAndGet(CLOCK.nanos() - from);
            }
        }

        @Override
        public boolean keeps(Object handle) {
            return kept.containsKey(handle);
        }

        @Override
        public Object carried() {
            return null;
        }

        @Override
        public Next afterUnwind(LocalCoro c) {
            place = new ParkedHandover(c, left, since, state, args);
            return new Next.Between(place);
        }

        @Override
        public void over() {
            boolean late;
            synchronized (DepartureRound.this) {
                late = over;
                if (!late && decides(coro)) between.add(place);
            }
            if (late) place.end("it left its code when its update no longer waited for it");
        }

        private void elsewhere() {
            synchronized (DepartureRound.this) {
                decides(coro);
            }
        }

        /** It has ended meanwhile, or will not leave. */
        @Override
        public void refused(String reason) {
            if (coro.isEnding()) elsewhere();
            else stays(reason);
        }

        void stays(String reason) {
            synchronized (DepartureRound.this) {
                if (!decides(coro)) return;
                if (!over) stayed.add(new SwapControl.Stayed(coro, left.name(), coro.swappable(), reason));
            }
            runtime.events.swapRefused(coro, left.name(), reason);
        }

        @Override
        public void asked(Why keptOffBy) {
            // waits, for as long as the whole departure may take
        }

        @Override
        public boolean replaceable() {
            return false;
        }
    }
}
