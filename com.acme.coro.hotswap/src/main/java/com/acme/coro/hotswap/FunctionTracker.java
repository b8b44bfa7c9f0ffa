package com.acme.coro.hotswap;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** The functions that bundles offer, without their service objects; has the contents of their bundles kept. */
final class FunctionTracker implements ServiceTrackerCustomizer<CoroFunction, OfferedFunction> {
    private final BundleContext context;
    private final RevisionArchive contents;
    private final SwapControl control;
    private final Map<ServiceReference<CoroFunction>, OfferedFunction> all = new ConcurrentHashMap<>();
    private final ServiceTracker<CoroFunction, OfferedFunction> tracker;

    FunctionTracker(BundleContext context, SwapControl control, RevisionArchive contents) {
        this.control = control;
        this.context = context;
        this.contents = contents;
        this.tracker = new ServiceTracker<>(context, CoroFunction.class, this);
    }

    void open() {
        tracker.open();
    }

    @Override
    public OfferedFunction addingService(ServiceReference<CoroFunction> reference) {
        Bundle bundle = reference.getBundle();
        if (bundle == null || !(reference.getProperty(CoroConstants.FUNCTION) instanceof String name)) return null;
        var offered =
                new OfferedFunction(name, bundle.getBundleId(), bundle.getSymbolicName() + " " + bundle.getVersion());
        all.put(reference, offered);
        contents.keep(bundle);
        return offered;
    }

    @Override
    public void modifiedService(ServiceReference<CoroFunction> reference, OfferedFunction offered) {
        // the name counts as it was when the service came
    }

    @Override
    public void removedService(ServiceReference<CoroFunction> reference, OfferedFunction offered) {
        all.remove(reference);
    }

    /** All, by name and bundle. */
    List<OfferedFunction> all() {
        return all.values().stream()
                .sorted(Comparator.comparing(OfferedFunction::name).thenComparing(OfferedFunction::bundleId))
                .toList();
    }

    /** All, as the scheduler knows them: of one name the one that ranks highest first. */
    List<OfferedFunction> offered() {
        return control.offered();
    }

    /** What a bundle offers now. */
    List<OfferedFunction> offered(long bundleId) {
        return offered().stream().filter(f -> f.bundleId() == bundleId).toList();
    }

    /** The function that another bundle offers in place of one that is gone. */
    Optional<OfferedFunction> insteadOf(OfferedFunction gone) {
        return offered().stream()
                .filter(f -> f.name().equals(gone.name()))
                .filter(f -> f.bundleId() != gone.bundleId() || f.component().equals(gone.component()))
                .findFirst();
    }

    /** The bundle that offers a function, has a symbolic name, or an id. */
    Bundle bundle(String what) {
        List<Bundle> found = all.values().stream()
                .filter(f -> f.name().equals(what))
                .map(f -> context.getBundle(f.bundleId()))
                .filter(b -> b != null)
                .distinct()
                .toList();
        if (found.isEmpty()) {
            found = Arrays.stream(context.getBundles())
                    .filter(b -> what.equals(b.getSymbolicName()) || what.equals(Long.toString(b.getBundleId())))
                    .toList();
        }
        if (found.size() == 1 && found.get(0).getBundleId() != 0) return found.get(0);
        throw new IllegalArgumentException(
                found.isEmpty() || found.size() == 1
                        ? "there is no function and no bundle '" + what + "'"
                        : "'" + what + "' is several bundles: say one by its id, of " + found);
    }

    void close() {
        tracker.close();
    }
}
