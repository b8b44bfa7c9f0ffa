package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Departure;
import com.acme.coro.api.spi.SwapHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;

/**
 * Decides what becomes of coroutines when their functions go and come: has them leave, wait, enter, go back, or end.
 * Nothing here waits with a lock held, so that a bundle can be updated while another is, or the same.
 */
final class SwapCoordinator implements SwapHandler {
    /** How long the copy of a bundle may read nothing while an update waits for it. */
    private static final Duration READING = Duration.ofSeconds(5);

    /** For reports of what ends with us. */
    private static final Duration REPORTING = Duration.ofMillis(500);

    private final SwapContext context;
    private final SwapCompletion completion;
    private final SwapTimeoutHandler timeouts;
    private final RollBack rollBack;
    private final List<BundleSwap> open = new CopyOnWriteArrayList<>();

    SwapCoordinator(SwapContext context, Reports reports) {
        this.context = context;
        this.completion = new SwapCompletion(context, reports);
        this.rollBack = new RollBack(context, this::end);
        this.timeouts = new SwapTimeoutHandler(context, this);
    }

    // ---- functions go

    @Override
    public void leaving(List<OfferedFunction> functions, boolean bundleStops) {
        for (BundleSwap c : open) functions.forEach(c::gone);
        int framework = context.bundles().getBundle(Constants.SYSTEM_BUNDLE_ID).getState();
        if (framework == Bundle.STOPPING) return; // its coroutines end with it
        Bundle bundle = context.bundles().getBundle(functions.get(0).bundleId());
        if (bundle == null || !running(functions)) return;
        depart(bundle, functions, bundleStops);
    }

    private boolean running(List<OfferedFunction> functions) {
        return context.control().running().stream()
                .anyMatch(r -> functions.stream()
                        .anyMatch(f -> f.bundleId() == r.bundleId() && f.name().equals(r.function())));
    }

    private void depart(Bundle bundle, List<OfferedFunction> functions, boolean stops) {
        // before they leave: a copy that is still being made delays the update, and they run meanwhile
        ArchivedRevision kept = context.contents().hold(bundle, READING);
        boolean opened = false;
        try {
            long began = context.time().nanos();
            Optional<ClassLoader> loader = stops ? StaleRevisions.loaderOf(bundle) : Optional.empty();
            List<OfferedFunction> before = context.offers().offered(bundle.getBundleId());
            Settings s = context.settings();
            Departure departure =
                    context.control().depart(functions, s.quiesce(), s.holder(), context.conversionFrom(loader));
            if (departure.between().isEmpty() && departure.stayed().isEmpty()) return;
            BundleSwap c;
            try {
                loader.ifPresent(l ->
                        context.left().add(l, kept.revision(), context.clock().instant()));
                c = open(bundle, kept, departure, loader, stops ? before : List.of(), began);
            } catch (RuntimeException | Error failed) { // nothing would ever have them go on
                String why = "its update failed: " + failed.getClass().getName();
                departure.between().forEach(b -> b.end(why));
                throw failed;
            }
            opened = true;
            if (departure.between().isEmpty()) end(c, Reason.NOBODY_MADE_WAY);
            else findThoseThatCameMeanwhile(c, before);
        } finally {
            if (!opened) context.contents().release(kept);
        }
    }

    /** A function that is offered between the departure and the opening of the swap. */
    private void findThoseThatCameMeanwhile(BundleSwap c, List<OfferedFunction> before) {
        for (OfferedFunction f : context.offers().offered(c.bundleId())) {
            boolean came = before.stream().noneMatch(b -> b.offer() == f.offer());
            if (came) c.arrived(f).ifPresent(all -> enter(c, all, false));
        }
    }

    /** What a bundle offers now. */
    List<OfferedFunction> offered(Bundle bundle) {
        return context.offers().offered(bundle.getBundleId());
    }

    /** Coroutines have left, and wait. */
    BundleSwap open(
            Bundle bundle,
            ArchivedRevision kept,
            Departure departure,
            Optional<ClassLoader> loader,
            List<OfferedFunction> offeredBefore,
            long began) {
        Set<String> functions = new java.util.TreeSet<>();
        departure.between().forEach(b -> functions.add(b.left().name()));
        departure.stayed().forEach(s -> functions.add(s.function()));
        boolean last = rollBack.byUs(bundle.getBundleId());
        var c = new BundleSwap(
                String.valueOf(bundle.getSymbolicName()),
                kept,
                departure,
                loader,
                functions,
                offeredBefore,
                began,
                BundleStarter.inUpdate(),
                last);
        open.add(c);
        timeouts.begin(c);
        return c;
    }

    @Override
    public Duration startLimit() {
        return context.settings().start();
    }

    @Override
    public Conversion conversion(long fromBundle, long toBundle) {
        if (fromBundle == toBundle) return Conversion.NONE;
        Optional<ClassLoader> from = StaleRevisions.loaderOf(context.bundles().getBundle(fromBundle));
        return new CodecConversion(
                context.surroundings()::codec,
                from,
                () -> StaleRevisions.loaderOf(context.bundles().getBundle(toBundle)),
                context.time()::nanos);
    }

    // ---- functions come

    @Override
    public void arrived(OfferedFunction function) {
        Bundle bundle = context.bundles().getBundle(function.bundleId());
        if (bundle == null || open.isEmpty()) return;
        Revision now = BundleEvents.revisionOf(bundle);
        for (BundleSwap c : open) {
            c.succeededBy(now);
            String instead = "its configuration offers " + function.name() + " instead";
            c.renamed(function).forEach(b -> b.end(instead));
            c.arrived(function).ifPresent(all -> enter(c, all, false));
        }
    }

    /** All of them enter, or none does. */
    void enter(BundleSwap c, Map<Between, OfferedFunction> into, boolean lastChance) {
        long arrived = context.time().nanos();
        var attempt = new ResumeAttempt(c, into, context.conversionsInto(into.values()));
        Optional<String> problem = attempt.tryAll();
        boolean tolerant = context.settings().unfit() == Settings.Unfit.DEAD_LETTER || lastChance || !c.canRollBack();
        if (problem.isEmpty() && !tolerant) problem = attempt.firstUnfit();
        if (problem.isEmpty()) {
            attempt.goAll();
            if (attempt.someStayed()) waitAgain(c, lastChance);
            else finishAs(c, attempt, arrived);
        } else {
            attempt.cancelAll();
            refuse(c, problem.get(), lastChance);
        }
    }

    private void finishAs(BundleSwap c, ResumeAttempt attempt, long arrived) {
        over(c);
        completion.wentOn(c, attempt, arrived);
    }

    /** What came has gone before they were in it: what comes next may do. */
    private void waitAgain(BundleSwap c, boolean lastChance) {
        if (lastChance) {
            end(c, Reason.failure("the function was withdrawn as they were to go on in it"));
            return;
        }
        Optional<Map<Between, OfferedFunction>> next = c.waitsAgain();
        if (next.isPresent()) enter(c, next.get(), false);
        else if (c.rollingBack()) rollBack.expect(c); // its time may have been over while they entered
    }

    /** What came does not do. */
    void refuse(BundleSwap c, String why, boolean lastChance) {
        if (c.goesBack()) {
            end(c, Reason.failure("rolled back, as " + c.problem() + "; but then " + why));
        } else if (!lastChance && c.rollBack(why)) {
            context.surroundings().warn("a new version is rolled back: " + c.came() + ": " + why);
            context.threads().bundles(c.bundleId(), () -> rollBack.run(c));
        } else if (!lastChance && (!c.wasUpdated() || c.replaced())) {
            context.surroundings().warn("coroutines cannot go on yet, and wait: functions=" + c.functions + ": " + why);
            c.waitOn(why);
        } else {
            end(c, Reason.failure(why));
        }
    }

    /** Those that wait end. */
    void end(BundleSwap c, Reason why) {
        c.waiting().forEach(b -> b.end(why.text()));
        over(c);
        completion.ended(c, why);
    }

    /** Those that still wait end; returns when that is reported, or could not be. */
    void endAll(String why) {
        var reports = new ArrayList<CompletableFuture<?>>();
        for (BundleSwap c : open) {
            if (!c.giveUp(BundleSwap.Stage.WAITING) && !c.giveUp(BundleSwap.Stage.ROLLING_BACK)) continue;
            end(c, Reason.failure(why));
            reports.add(c.report);
        }
        CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, REPORTING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void over(BundleSwap c) {
        c.over();
        open.remove(c);
    }

    /** What came does not do, unless something else has happened meanwhile. */
    void refuse(BundleSwap c, int updates, String why) {
        if (c.refused(updates)) refuse(c, why, false);
    }

    SwapTimeoutHandler timeouts() {
        return timeouts;
    }

    RollBack rollBack() {
        return rollBack;
    }

    // ---- for staged updates

    /** The bundle of a staged update could not be updated: {@code why}. True if the old version is still there. */
    boolean updateFailed(BundleSwap c, String why) {
        if (!c.wasUpdated()) return true;
        refuse(c, c.updates(), why);
        return false;
    }

    SwapCompletion completion() {
        return completion;
    }

    /** How many wait for a function of a bundle to come back. */
    int between(long bundleId, String function) {
        return (int) open.stream()
                .filter(c -> c.awaits(bundleId))
                .flatMap(c -> c.waiting().stream())
                .filter(b -> b.left().name().equals(function))
                .count();
    }

    /** Those that wait, for reports. */
    List<BundleSwap> open() {
        return List.copyOf(open);
    }
}
