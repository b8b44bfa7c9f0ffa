package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Departure;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

/**
 * The coroutines of one bundle between its versions. They go on together, when all functions that they need are there.
 *
 * <pre>
 *  WAITING --all functions there--> ENTERING --all fit--> OVER
 *     |  ^                             |
 *     |  +--it does not fit, same------+--it does not fit, new version--+
 *     |     version as before                                           v
 *     +--the new version does not come to be there------------> ROLLING_BACK --the old one's functions--> ENTERING
 *     |                                                                 |
 *     +--waited long enough--> OVER                                     +--fails--> OVER
 * </pre>
 *
 * Who makes a step claims it under this; what the step does happens outside.
 */
final class BundleSwap {
    /** Where it stands. */
    enum Stage {
        /** For the bundle to offer the functions. */
        WAITING,
        /** Somebody has the coroutines enter them. */
        ENTERING,
        /** The version that came is being replaced by the one that was left. */
        ROLLING_BACK,
        /** All went on, or ended. */
        OVER
    }

    final String symbolicName;
    final ArchivedRevision left;
    final Departure departure;
    final WeakReference<ClassLoader> leftLoader;
    final Set<String> functions;
    /** What the revision that was left offered; empty if it was not its bundle that stopped. */
    private final List<OfferedFunction> offeredBefore;
    /** It was left in an update, which starts the bundle again. */
    private final boolean inUpdate;

    final long began;
    private final boolean last;
    /** Completed on the service thread. */
    final CompletableFuture<SwapReport> report = new CompletableFuture<>();

    // guarded by this
    /** By the identity of the offer, in the order in which they came. */
    private final Map<Long, OfferedFunction> there = new LinkedHashMap<>();

    private Stage stage = Stage.WAITING;
    /** The bundle that is to come back; another one once that was uninstalled. */
    private long bundleId;

    private boolean uninstalled;
    /** How many other revisions were there. */
    private int updates;
    /** The last of them was started. */
    private boolean started;
    /** It was asked to start since then. */
    private boolean startAsked;
    /** It was started, and all that is told of that in its turn has been told: components have come, too. */
    private boolean settled;
    /** It was tried to start it, to see why it was not started. */
    private boolean startTried;
    /** Why the old one was brought back, or is to be; empty while there is no such reason. */
    private String problem = "";
    /** A roll-back was begun: there is no second one. */
    private boolean rolledBack;
    /** The old revision is there again. */
    private boolean reinstalled;

    /** What came, or was to come. */
    private Revision came;

    private long updatedAt;
    private long resolvedAt;
    private long startsUntil;

    BundleSwap(
            String symbolicName,
            ArchivedRevision left,
            Departure departure,
            Optional<ClassLoader> leftLoader,
            Set<String> functions,
            List<OfferedFunction> offeredBefore,
            long began,
            boolean inUpdate,
            boolean last) {
        this.symbolicName = symbolicName;
        this.left = left;
        this.departure = departure;
        this.leftLoader = new WeakReference<>(leftLoader.orElse(null));
        this.functions = new TreeSet<>(functions);
        this.offeredBefore = List.copyOf(offeredBefore);
        this.began = began;
        this.inUpdate = inUpdate;
        this.bundleId = left.revision().bundleId();
        this.came = left.revision();
        // it left what is being rolled back
        this.last = last;
        this.rolledBack = last;
    }

    /** Those that have not ended meanwhile. */
    List<Between> waiting() {
        return departure.between().stream().filter(Between::waiting).toList();
    }

    /** The functions that they need. */
    Set<String> wanted() {
        var names = new TreeSet<String>();
        for (Between b : waiting()) names.add(b.left().name());
        return names;
    }

    // ---- the bundle

    synchronized long bundleId() {
        return bundleId;
    }

    synchronized boolean awaits(long id) {
        return stage != Stage.OVER && bundleId == id;
    }

    /** Its bundle is gone; one of the same symbolic name may take its place. */
    synchronized boolean uninstalled(long id) {
        if (bundleId == id) uninstalled = true;
        return uninstalled && bundleId == id && stage != Stage.OVER;
    }

    /** A bundle of its name: whether that takes the place of one that is gone. */
    synchronized boolean succeededBy(Revision revision) {
        long id = revision.bundleId();
        if (stage == Stage.OVER || bundleId == id || !uninstalled || !symbolicName.equals(revision.bundle())) {
            return false;
        }
        bundleId = id;
        came = revision;
        uninstalled = false;
        started = false;
        settled = false;
        updates++;
        there.clear();
        return true;
    }

    /** Its bundle has another revision. By us, or by somebody else, who has the last word. */
    synchronized void updated(boolean byUs, Revision revision, long now) {
        if (!byUs) came = revision;
        there.clear();
        updatedAt = now;
        resolvedAt = 0;
        started = false;
        startAsked = false;
        settled = false;
        if (stage == Stage.ROLLING_BACK && byUs) {
            reinstalled = true;
            return;
        }
        updates++;
        if (stage == Stage.ROLLING_BACK) stage = Stage.WAITING;
        if (rolledBack && !byUs) {
            problem = "";
            reinstalled = false;
            rolledBack = last;
        }
    }

    synchronized void started() {
        started = true;
    }

    /** A bundle that was updated while it was stopped is asked to start. True if this is the first time. */
    synchronized boolean startAsked() {
        boolean first = !startAsked && updates > 0 && stage == Stage.WAITING;
        startAsked |= first;
        return first;
    }

    /** Whether it is to run: a bundle that an operator stopped for now stays stopped. */
    synchronized boolean isToRun() {
        return startAsked || startsByItself();
    }

    /** Its bundle was started, and has offered what it offers at its start: who can go on now does, by the caller. */
    synchronized Optional<Map<Between, OfferedFunction>> settled() {
        if (!started) return Optional.empty();
        settled = true;
        return enterable();
    }

    /** Whether the caller is to try, once, why that is so. */
    synchronized boolean triesToStart() {
        if (startTried || !startsByItself()) return false;
        startTried = true;
        return true;
    }

    /** Its bundle is to be started by the update in which it was left, and was not yet. */
    synchronized boolean startsByItself() {
        return inUpdate && updates == 1 && !started && stage == Stage.WAITING;
    }

    synchronized void resolved(long now) {
        if (resolvedAt == 0) resolvedAt = now;
    }

    synchronized boolean wasUpdated() {
        return updates > 0;
    }

    synchronized int updates() {
        return updates;
    }

    /** From now on a version has a time to be there. */
    synchronized void startsUntil(long deadline) {
        startsUntil = deadline;
    }

    /** How long it still has. */
    synchronized Duration timeToStart(long now) {
        return Duration.ofNanos(Math.max(0, startsUntil - now));
    }

    // ---- the functions

    /** A function is there: what each goes on in if the coroutines can enter now, which the caller then does. */
    synchronized Optional<Map<Between, OfferedFunction>> arrived(OfferedFunction function) {
        if (function.bundleId() != bundleId) return Optional.empty();
        there.put(function.offer(), function);
        return enterable();
    }

    /** All at once, and not before what they may start themselves is there, too. */
    private Optional<Map<Between, OfferedFunction>> enterable() {
        boolean now = stage == Stage.WAITING || stage == Stage.ROLLING_BACK && reinstalled;
        if (!now || !settled && !allOfferedAgain()) return Optional.empty();
        var into = new LinkedHashMap<Between, OfferedFunction>();
        for (Between b : waiting()) {
            Optional<OfferedFunction> next = nextOf(b);
            if (next.isEmpty()) return Optional.empty();
            into.put(b, next.get());
        }
        if (into.isEmpty()) return Optional.empty();
        stage = Stage.ENTERING;
        return Optional.of(into);
    }

    private boolean allOfferedAgain() {
        return offeredBefore.stream()
                .allMatch(
                        before -> there.values().stream().anyMatch(f -> f.name().equals(before.name())));
    }

    /**
     * What a coroutine goes on in: the offer of the same component, which in a framework is one configuration. Where that
     * is gone, a component that the revision that was left did not have may take its place.
     */
    private Optional<OfferedFunction> nextOf(Between b) {
        OfferedFunction left = b.left();
        List<OfferedFunction> named = there.values().stream()
                .filter(f -> f.name().equals(left.name()))
                .toList();
        Optional<OfferedFunction> same = named.stream()
                .filter(f -> f.component().equals(left.component()))
                .findFirst();
        if (same.isPresent()) return same;
        return named.stream()
                .filter(f -> left.component().isEmpty() || settled && !wasThereBefore(f))
                .findFirst();
    }

    private boolean wasThereBefore(OfferedFunction f) {
        return offeredBefore.stream()
                .anyMatch(o -> o.name().equals(f.name()) && o.component().equals(f.component()));
    }

    /** Its component offers another function now, while its bundle stays: those that ran the old one. */
    List<Between> renamed(OfferedFunction function) {
        if (function.component().isEmpty() || wasUpdated() || !awaits(function.bundleId())) return List.of();
        return waiting().stream()
                .filter(b -> b.left().component().equals(function.component())
                        && !b.left().name().equals(function.name()))
                .toList();
    }

    synchronized void gone(OfferedFunction function) {
        there.values().removeIf(function::covers);
    }

    /** Functions that have not come. */
    synchronized List<String> missing() {
        return waiting().stream()
                .filter(b -> nextOf(b).isEmpty())
                .map(b -> b.left().name())
                .distinct()
                .sorted()
                .toList();
    }

    // ---- what is decided

    synchronized Stage stage() {
        return stage;
    }

    /** They did not fit, and nothing more can be tried at once: they wait on. */
    synchronized void waitOn(String why) {
        if (stage == Stage.ENTERING) stage = Stage.WAITING;
        problem = why;
    }

    /** What they were to go on in has gone again: what is there now, if all of it is, which the caller then enters. */
    synchronized Optional<Map<Between, OfferedFunction>> waitsAgain() {
        if (stage != Stage.ENTERING) return Optional.empty();
        stage = reinstalled ? Stage.ROLLING_BACK : Stage.WAITING;
        return enterable();
    }

    /** Whether the caller is to bring the old version back. */
    synchronized boolean rollBack(String why) {
        boolean may = (stage == Stage.WAITING || stage == Stage.ENTERING) && canRollBack();
        if (!may) return false;
        stage = Stage.ROLLING_BACK;
        rolledBack = true;
        reinstalled = false;
        problem = why;
        there.clear();
        return true;
    }

    synchronized boolean canRollBack() {
        return updates > 0 && !rolledBack && !replaced();
    }

    /** Another bundle is in the place of the one that they left: the kept content is not that bundle's. */
    synchronized boolean replaced() {
        return bundleId != left.revision().bundleId();
    }

    synchronized boolean rollingBack() {
        return stage == Stage.ROLLING_BACK;
    }

    /** They go back to what they left. */
    synchronized boolean goesBack() {
        return reinstalled;
    }

    synchronized Revision came() {
        return came;
    }

    synchronized String problem() {
        return problem;
    }

    /** Claims the end, for whoever waited long enough. */
    synchronized boolean giveUp(Stage from) {
        if (stage != from) return false;
        stage = Stage.ENTERING;
        return true;
    }

    /** Claims what is to be done as this revision, which is the last one, does not do. */
    synchronized boolean refused(int updates) {
        return this.updates == updates && giveUp(Stage.WAITING);
    }

    synchronized void over() {
        stage = Stage.OVER;
    }

    // ---- times

    synchronized Duration resolving() {
        return updatedAt == 0 || resolvedAt == 0 ? Duration.ZERO : Duration.ofNanos(resolvedAt - updatedAt);
    }

    synchronized Duration starting(long now) {
        long from = resolvedAt == 0 ? updatedAt : resolvedAt;
        return from == 0 ? Duration.ZERO : Duration.ofNanos(now - from);
    }
}
