package com.acme.coro.hotswap;

import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.SwapControl.Between;
import com.acme.coro.api.spi.SwapControl.Departure;
import com.acme.coro.api.spi.SwapControl.Entry;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;

/** Updates a bundle when the new version has been tried and found fit. One at a time, on the thread for bundles. */
final class Staging {
    private static final Duration READING = Duration.ofSeconds(30);

    private final SwapContext context;
    private final SwapCoordinator coordinator;

    Staging(SwapContext context, SwapCoordinator coordinator) {
        this.context = context;
        this.coordinator = coordinator;
    }

    /**
     * Tries the new version, and makes the update if it is found fit.
     *
     * @param opened gets what will have a report, soon or when the coroutines have gone on; always, and before the update
     */
    void run(Bundle bundle, Path jar, Consumer<BundleSwap> opened) {
        ArchivedRevision kept = context.contents().hold(bundle, READING);
        Optional<ClassLoader> loader = StaleRevisions.loaderOf(bundle);
        List<OfferedFunction> before = context.offers().offered(bundle.getBundleId());
        long began = context.time().nanos();
        Departure departure = none();
        Optional<String> refusal;
        try (var trial = TrialInstall.install(context.bundles(), bundle, jar)) {
            trial.check(functions(bundle), limit());
            List<OfferedFunction> offered = functions(bundle).stream()
                    .map(name -> new OfferedFunction(
                            name, bundle.getBundleId(), bundle.getSymbolicName() + " " + bundle.getVersion()))
                    .toList();
            began = context.time().nanos();
            if (!offered.isEmpty()) {
                departure = context.control()
                        .depart(
                                offered,
                                context.settings().quiesce(),
                                context.settings().holder(),
                                context.conversionFrom(loader));
            }
            accept(departure, trial);
            refusal = Optional.empty();
        } catch (Throwable e) { // whatever the new version's code throws: nothing has changed
            refusal = Optional.of(ForeignText.text(e));
        }
        if (refusal.isPresent()) {
            opened.accept(refused(bundle, kept, departure, loader, began, refusal.get()));
            return;
        }
        loader.ifPresent(
                l -> context.left().add(l, kept.revision(), context.clock().instant()));
        BundleSwap c = coordinator.open(bundle, kept, departure, loader, before, began);
        opened.accept(c);
        update(bundle, jar, c);
    }

    /** For code of the new version that is run before it is there. */
    private Duration limit() {
        return context.settings().start();
    }

    private static Departure none() {
        return new Departure(List.of(), List.of(), List.of(), Duration.ZERO, Duration.ZERO);
    }

    private Set<String> functions(Bundle bundle) {
        var names = new TreeSet<String>();
        context.control().running().stream()
                .filter(r -> r.bundleId() == bundle.getBundleId())
                .forEach(r -> names.add(r.function()));
        return names;
    }

    /** The new version is given copies of all that it would have to take. */
    private void accept(Departure departure, TrialInstall trial) throws RefusedException {
        for (SwapControl.Stayed s : departure.stayed()) {
            throw new RefusedException(s.coro().name() + " did not make way: " + s.reason());
        }
        for (SwapControl.Unfit u : departure.unfit()) {
            throw new RefusedException(
                    "a message for " + u.coro().name() + " cannot be written: " + u.type() + ": " + u.reason());
        }
        Optional<ClassLoader> loader = trial.loader();
        var conversion = context.conversionInto(() -> loader);
        try {
            SwapThreads.tried(limit(), () -> {
                for (Between b : departure.between()) {
                    if (b.waiting()) accept(b, conversion);
                }
                return true;
            });
        } finally {
            loader.ifPresent(l -> context.surroundings().codec().ifPresent(codec -> codec.forget(l)));
        }
    }

    private void accept(Between b, CodecConversion conversion) throws RefusedException {
        Entry entry;
        try {
            entry = b.enter(b.left(), conversion);
        } catch (Throwable e) { // of the new types, too
            throw new RefusedException(b.coro().name() + " cannot go on in it: " + ForeignText.text(e));
        }
        entry.cancel();
        boolean strict = context.settings().unfit() == Settings.Unfit.ROLL_BACK;
        for (SwapControl.Unfit u : strict ? entry.unfit() : List.<SwapControl.Unfit>of()) {
            throw new RefusedException(
                    "a message for " + b.coro().name() + " does not fit: " + u.type() + ": " + u.reason());
        }
    }

    private BundleSwap refused(
            Bundle bundle,
            ArchivedRevision kept,
            Departure departure,
            Optional<ClassLoader> loader,
            long began,
            String why) {
        BundleSwap c = new BundleSwap(
                bundle.getSymbolicName(), kept, departure, loader, names(departure), List.of(), began, false, false);
        var conversion = context.conversionInto(() -> StaleRevisions.loaderOf(bundle));
        var back = new ArrayList<Between>();
        for (Between b : departure.between()) {
            try {
                if (b.enter(b.left(), conversion).go()) back.add(b);
            } catch (Throwable e) {
                b.end("a staged update was refused, and it cannot go on: " + ForeignText.text(e));
            }
        }
        c.over();
        coordinator.completion().refused(c, why, back.size());
        return c;
    }

    private static Set<String> names(Departure departure) {
        var names = new TreeSet<String>();
        departure.between().forEach(b -> names.add(b.left().name()));
        departure.stayed().forEach(s -> names.add(s.function()));
        return names;
    }

    private void update(Bundle bundle, Path jar, BundleSwap c) {
        try (InputStream in = Files.newInputStream(jar)) {
            bundle.update(in);
        } catch (Throwable e) {
            coordinator.updateFailed(c, "the update failed: " + ForeignText.text(e));
        }
        // without coroutines nobody waits for functions
        if (c.departure.between().isEmpty() && c.giveUp(BundleSwap.Stage.WAITING)) {
            coordinator.over(c);
            coordinator.completion().updated(c);
        }
    }
}
