package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Departure;
import com.acme.coro.api.spi.SwapHandler;
import com.acme.coro.api.spi.TimeSource;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * Decides what becomes of coroutines when their functions go and come: has them leave, wait, enter, go back, or end.
 * Nothing here waits with a lock held, so that a bundle can be updated while another is, or the same.
 */
final class Crossings implements SwapHandler, SynchronousBundleListener {
    static final String NOBODY_MADE_WAY = "no coroutine made way";
    /** How often it is looked whether anybody is left who waits. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    /** How long the copy of a bundle may read nothing while an update waits for it. */
    private static final Duration READING = Duration.ofSeconds(5);

    /** For reports of what ends with us. */
    private static final Duration REPORTING = Duration.ofMillis(500);

    private final BundleContext context;
    private final SwapControl control;
    private final TimeSource time;
    private final Clock clock;
    private final Surroundings surroundings;
    private final Threads threads;
    private final Contents contents;
    private final Offers offers;
    private final Finish finish;
    private final LeftRevisions left;
    private final Supplier<Settings> settings;
    private final RollBack rollBack;
    private final Starts starts;
    private final List<Crossing> open = new CopyOnWriteArrayList<>();

    Crossings(
            BundleContext context,
            SwapControl control,
            TimeSource time,
            Clock clock,
            Surroundings surroundings,
            Threads threads,
            Contents contents,
            Offers offers,
            Reports reports,
            LeftRevisions left,
            Supplier<Settings> settings) {
        this.context = context;
        this.control = control;
        this.time = time;
        this.clock = clock;
        this.surroundings = surroundings;
        this.threads = threads;
        this.contents = contents;
        this.offers = offers;
        this.left = left;
        this.settings = settings;
        this.finish = new Finish(context, time, clock, surroundings, threads, contents, reports, settings);
        this.starts = new Starts(context);
        this.rollBack = new RollBack(context, threads, settings, this::end);
    }

    // ---- functions go

    @Override
    public void leaving(List<OfferedFunction> functions, boolean bundleStops) {
        for (Crossing c : open) functions.forEach(c::gone);
        int framework = context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState();
        if (framework == Bundle.STOPPING) return; // its coroutines end with it
        Bundle bundle = context.getBundle(functions.get(0).bundleId());
        if (bundle == null || !running(functions)) return;
        depart(bundle, functions, bundleStops);
    }

    private boolean running(List<OfferedFunction> functions) {
        return control.running().stream()
                .anyMatch(r -> functions.stream()
                        .anyMatch(f -> f.bundleId() == r.bundleId() && f.name().equals(r.function())));
    }

    private void depart(Bundle bundle, List<OfferedFunction> functions, boolean stops) {
        // before they leave: a copy that is still being made delays the update, and they run meanwhile
        Kept kept = contents.hold(bundle, READING);
        boolean opened = false;
        try {
            long began = time.nanos();
            Optional<ClassLoader> loader = stops ? Stale.loaderOf(bundle) : Optional.empty();
            List<OfferedFunction> before = offers.offered(bundle.getBundleId());
            Settings s = settings.get();
            Departure departure = control.depart(functions, s.quiesce(), s.holder(), conversionFrom(loader));
            if (departure.between().isEmpty() && departure.stayed().isEmpty()) return;
            Crossing c;
            try {
                loader.ifPresent(l -> left.add(l, kept.revision(), clock.instant()));
                c = open(bundle, kept, departure, loader, stops ? before : List.of(), began);
            } catch (RuntimeException | Error failed) { // nothing would ever have them go on
                String why = "its update failed: " + failed.getClass().getName();
                departure.between().forEach(b -> b.end(why));
                throw failed;
            }
            opened = true;
            if (departure.between().isEmpty()) end(c, NOBODY_MADE_WAY);
            else findThoseThatCameMeanwhile(c, before);
        } finally {
            if (!opened) contents.release(kept);
        }
    }

    /** A function that is offered between the departure and the opening of the crossing. */
    private void findThoseThatCameMeanwhile(Crossing c, List<OfferedFunction> before) {
        for (OfferedFunction f : offers.offered(c.bundleId())) {
            boolean came = before.stream().noneMatch(b -> b.offer() == f.offer());
            if (came) c.arrived(f).ifPresent(all -> enter(c, all, false));
        }
    }

    /** What a bundle offers now. */
    List<OfferedFunction> offered(Bundle bundle) {
        return offers.offered(bundle.getBundleId());
    }

    ByValue conversionFrom(Optional<ClassLoader> loader) {
        return new ByValue(surroundings::codec, loader, Optional::empty, time::nanos);
    }

    /** Coroutines have left, and wait. */
    Crossing open(
            Bundle bundle,
            Kept kept,
            Departure departure,
            Optional<ClassLoader> loader,
            List<OfferedFunction> offeredBefore,
            long began) {
        Set<String> functions = new java.util.TreeSet<>();
        departure.between().forEach(b -> functions.add(b.left().name()));
        departure.stayed().forEach(s -> functions.add(s.function()));
        boolean last = rollBack.byUs(bundle.getBundleId());
        var c = new Crossing(
                String.valueOf(bundle.getSymbolicName()),
                kept,
                departure,
                loader,
                functions,
                offeredBefore,
                began,
                Starts.inUpdate(),
                last);
        open.add(c);
        threads.after(settings.get().patience(), () -> waitedEnough(c));
        if (!departure.between().isEmpty()) lookWhetherTheyWait(c);
        return c;
    }

    /** Each of them may be terminated meanwhile. */
    private void lookWhetherTheyWait(Crossing c) {
        threads.after(GLANCE, () -> {
            if (c.stage() == Crossing.Stage.OVER) return;
            if (c.waiting().isEmpty() && c.giveUp(Crossing.Stage.WAITING)) end(c, Finish.ALL_HAD_ENDED);
            else lookWhetherTheyWait(c);
        });
    }

    @Override
    public Duration startLimit() {
        return settings.get().start();
    }

    @Override
    public Conversion conversion(long fromBundle, long toBundle) {
        if (fromBundle == toBundle) return Conversion.NONE;
        Optional<ClassLoader> from = Stale.loaderOf(context.getBundle(fromBundle));
        return new ByValue(surroundings::codec, from, () -> Stale.loaderOf(context.getBundle(toBundle)), time::nanos);
    }

    // ---- functions come

    @Override
    public void arrived(OfferedFunction function) {
        Bundle bundle = context.getBundle(function.bundleId());
        if (bundle == null || open.isEmpty()) return;
        Revision now = revisionOf(bundle);
        for (Crossing c : open) {
            c.succeededBy(now);
            String instead = "its configuration offers " + function.name() + " instead";
            c.renamed(function).forEach(b -> b.end(instead));
            c.arrived(function).ifPresent(all -> enter(c, all, false));
        }
    }

    /** All of them enter, or none does. */
    private void enter(Crossing c, Map<Between, OfferedFunction> into, boolean lastChance) {
        long arrived = time.nanos();
        var entrance = new Entrance(c, into, conversions(into.values()));
        Optional<String> problem = entrance.tryAll();
        boolean tolerant = settings.get().unfit() == Settings.Unfit.DEAD_LETTER || lastChance || !c.canRollBack();
        if (problem.isEmpty() && !tolerant) problem = entrance.firstUnfit();
        if (problem.isEmpty()) {
            entrance.goAll();
            if (entrance.someStayed()) waitAgain(c, lastChance);
            else finishAs(c, entrance, arrived);
        } else {
            entrance.cancelAll();
            refuse(c, problem.get(), lastChance);
        }
    }

    private void finishAs(Crossing c, Entrance entrance, long arrived) {
        over(c);
        finish.wentOn(c, entrance, arrived);
    }

    /** What came has gone before they were in it: what comes next may do. */
    private void waitAgain(Crossing c, boolean lastChance) {
        if (lastChance) {
            end(c, "the function was withdrawn as they were to go on in it");
            return;
        }
        Optional<Map<Between, OfferedFunction>> next = c.waitsAgain();
        if (next.isPresent()) enter(c, next.get(), false);
        else if (c.rollingBack()) rollBack.expect(c); // its time may have been over while they entered
    }

    private Map<Long, ByValue> conversions(Iterable<OfferedFunction> functions) {
        var all = new HashMap<Long, ByValue>();
        for (OfferedFunction f : functions) {
            all.computeIfAbsent(
                    f.bundleId(),
                    id -> new ByValue(
                            surroundings::codec,
                            Optional.empty(),
                            () -> Stale.loaderOf(context.getBundle(id)),
                            time::nanos));
        }
        return all;
    }

    /** What came does not do. */
    private void refuse(Crossing c, String why, boolean lastChance) {
        if (c.goesBack()) {
            end(c, "rolled back, as " + c.problem() + "; but then " + why);
        } else if (!lastChance && c.rollBack(why)) {
            surroundings.warn("a new version is rolled back: " + c.came() + ": " + why);
            threads.bundles(c.bundleId(), () -> rollBack.run(c));
        } else if (!lastChance && (!c.wasUpdated() || c.replaced())) {
            surroundings.warn("coroutines cannot go on yet, and wait: functions=" + c.functions + ": " + why);
            c.waitOn(why);
        } else {
            end(c, why);
        }
    }

    // ---- it takes too long

    /** A new version is not there in time. */
    private void settle(Crossing c) {
        Bundle bundle = context.getBundle(c.bundleId());
        if (bundle == null || !awaitsStart(c)) return;
        int updates = c.updates();
        if (bundle.getState() == Bundle.ACTIVE) {
            String limit = settings.get().start().toMillis() + " ms";
            refuse(c, updates, c.came() + " did not offer " + c.missing() + " within " + limit);
        } else if (starts.possible(bundle)) {
            if (c.isToRun()) start(c, bundle, updates);
        } else {
            expect(c);
        }
    }

    private static boolean awaitsStart(Crossing c) {
        return c.stage() == Crossing.Stage.WAITING
                && c.wasUpdated()
                && !c.missing().isEmpty();
    }

    /** The update that was to start it is over, or nearly so. */
    private void startIfTheUpdateHasNot(Crossing c) {
        Bundle bundle = context.getBundle(c.bundleId());
        if (bundle == null || !starts.possible(bundle) || !c.triesToStart()) return;
        start(c, bundle, c.updates());
    }

    private void start(Crossing c, Bundle bundle, int updates) {
        try {
            if (!Starts.start(bundle)) expect(c);
        } catch (BundleException e) {
            refuse(c, updates, c.came() + " does not start: " + e.getMessage());
        } catch (IllegalStateException uninstalled) { // there may be another one
            expect(c);
        }
    }

    /** What came does not do, unless something else has happened meanwhile. */
    private void refuse(Crossing c, int updates, String why) {
        if (c.refused(updates)) refuse(c, why, false);
    }

    private void expect(Crossing c) {
        Duration start = settings.get().start();
        c.startsUntil(time.nanos() + start.toNanos());
        threads.after(start, () -> {
            // if it was prolonged meanwhile, another call comes
            if (c.timeToStart(time.nanos()).toMillis() == 0) threads.starts(() -> settle(c));
        });
    }

    /** On the service thread. */
    private void waitedEnough(Crossing c) {
        if (c.stage() == Crossing.Stage.OVER) return;
        if (!c.giveUp(Crossing.Stage.WAITING)) {
            threads.after(settings.get().start(), () -> waitedEnough(c));
            return;
        }
        var others = new HashMap<Between, OfferedFunction>();
        for (Between b : c.waiting()) offers.insteadOf(b.left()).ifPresent(f -> others.put(b, f));
        String late = "the function did not come back within "
                + settings.get().patience().toMillis() + " ms"
                + (c.problem().isEmpty() ? "" : "; " + c.problem());
        if (others.isEmpty()) {
            end(c, late);
            return;
        }
        for (Between b : c.waiting()) if (!others.containsKey(b)) b.end(late);
        enter(c, others, true);
    }

    private void end(Crossing c, String why) {
        c.waiting().forEach(b -> b.end(why));
        over(c);
        finish.ended(c, why);
    }

    /** Those that still wait end; returns when that is reported, or could not be. */
    void endAll(String why) {
        var reports = new ArrayList<CompletableFuture<?>>();
        for (Crossing c : open) {
            if (!c.giveUp(Crossing.Stage.WAITING) && !c.giveUp(Crossing.Stage.ROLLING_BACK)) continue;
            end(c, why);
            reports.add(c.report);
        }
        CompletableFuture.allOf(reports.toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, REPORTING.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    void over(Crossing c) {
        c.over();
        open.remove(c);
    }

    // ---- bundles

    boolean awaits(long bundleId) {
        return open.stream().anyMatch(c -> c.awaits(bundleId));
    }

    /** A bundle that coroutines wait for is asked to start. With locks of the framework held. */
    void startAsked(long bundleId) {
        for (Crossing c : open) if (c.awaits(bundleId) && c.startAsked()) expect(c);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        long id = bundle.getBundleId();
        if (event.getType() == BundleEvent.UNINSTALLED) contents.forget(id);
        for (Crossing c : open) {
            switch (event.getType()) {
                case BundleEvent.UPDATED -> {
                    if (c.awaits(id)) {
                        c.updated(rollBack.byUs(id), revisionOf(bundle), time.nanos());
                        expect(c);
                        if (c.startsByItself()) threads.starts(() -> startIfTheUpdateHasNot(c));
                    }
                }
                case BundleEvent.RESOLVED -> {
                    if (c.awaits(id)) c.resolved(time.nanos());
                }
                case BundleEvent.STARTING -> {
                    if (c.awaits(id) && c.startAsked()) expect(c);
                }
                case BundleEvent.STARTED -> {
                    if (c.awaits(id)) {
                        c.started();
                        if (c.wasUpdated()) expect(c);
                    }
                }
                case BundleEvent.STOPPED -> { // as its activator threw something
                    if (c.awaits(id) && c.startsByItself()) threads.starts(() -> startIfTheUpdateHasNot(c));
                }
                case BundleEvent.UNINSTALLED -> {
                    if (c.uninstalled(id)) threads.starts(() -> findSuccessor(c));
                }
                case BundleEvent.INSTALLED -> {
                    if (c.succeededBy(revisionOf(bundle))) expect(c);
                }
                default -> {
                    // changes nothing
                }
            }
        }
    }

    /** A bundle was started, after all synchronous listeners have heard of it: the component runtime is one of them. */
    void hasStarted(BundleEvent event) {
        if (event.getType() != BundleEvent.STARTED) return;
        for (Crossing c : open) {
            if (c.awaits(event.getBundle().getBundleId())) {
                threads.starts(() -> c.settled().ifPresent(all -> enter(c, all, false)));
            }
        }
    }

    /** One that was there before the other went. */
    private void findSuccessor(Crossing c) {
        for (OfferedFunction f : offers.offered()) {
            Bundle bundle = context.getBundle(f.bundleId());
            if (bundle == null) continue;
            c.succeededBy(revisionOf(bundle));
            c.arrived(f).ifPresent(all -> enter(c, all, false));
        }
    }

    static Revision revisionOf(Bundle bundle) {
        return new Revision(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                "");
    }

    // ---- for staged updates

    /** The bundle of a staged update could not be updated: {@code why}. True if the old version is still there. */
    boolean updateFailed(Crossing c, String why) {
        if (!c.wasUpdated()) return true;
        refuse(c, c.updates(), why);
        return false;
    }

    Finish finish() {
        return finish;
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
    List<Crossing> open() {
        return List.copyOf(open);
    }
}
