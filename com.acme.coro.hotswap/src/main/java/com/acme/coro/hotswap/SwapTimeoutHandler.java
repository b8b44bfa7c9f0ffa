package com.acme.coro.hotswap;

import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl.Between;
import java.time.Duration;
import java.util.HashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Sees to it that coroutines do not wait for ever: for a version that does not start, or for anything at all. */
final class SwapTimeoutHandler {
    /** How often it is looked whether anybody is left who waits. */
    private static final Duration GLANCE = Duration.ofSeconds(1);

    private final SwapContext context;
    private final SwapCoordinator coordinator;
    private final BundleStarter starts;

    SwapTimeoutHandler(SwapContext context, SwapCoordinator coordinator) {
        this.context = context;
        this.coordinator = coordinator;
        this.starts = new BundleStarter(context.bundles());
    }

    /** Coroutines have begun to wait. */
    void begin(BundleSwap c) {
        context.threads().after(context.settings().patience(), () -> waitedEnough(c));
        if (!c.departure.between().isEmpty()) lookWhetherTheyWait(c);
    }

    /** Each of them may be terminated meanwhile. */
    private void lookWhetherTheyWait(BundleSwap c) {
        context.threads().after(GLANCE, () -> {
            if (c.stage() == BundleSwap.Stage.OVER) return;
            if (c.waiting().isEmpty() && c.giveUp(BundleSwap.Stage.WAITING)) coordinator.end(c, Reason.ALL_HAD_ENDED);
            else lookWhetherTheyWait(c);
        });
    }

    /** A new version is not there in time. */
    private void settle(BundleSwap c) {
        Bundle bundle = context.bundles().getBundle(c.bundleId());
        if (bundle == null || !awaitsStart(c)) return;
        int updates = c.updates();
        if (bundle.getState() == Bundle.ACTIVE) {
            String limit = context.settings().start().toMillis() + " ms";
            coordinator.refuse(c, updates, c.came() + " did not offer " + c.missing() + " within " + limit);
        } else if (starts.possible(bundle)) {
            if (c.isToRun()) start(c, bundle, updates);
        } else {
            expect(c);
        }
    }

    private static boolean awaitsStart(BundleSwap c) {
        return c.stage() == BundleSwap.Stage.WAITING
                && c.wasUpdated()
                && !c.missing().isEmpty();
    }

    /** The update that was to start it is over, or nearly so. */
    void startIfTheUpdateHasNot(BundleSwap c) {
        Bundle bundle = context.bundles().getBundle(c.bundleId());
        if (bundle == null || !starts.possible(bundle) || !c.triesToStart()) return;
        start(c, bundle, c.updates());
    }

    private void start(BundleSwap c, Bundle bundle, int updates) {
        try {
            if (!BundleStarter.start(bundle)) expect(c);
        } catch (BundleException e) {
            coordinator.refuse(c, updates, c.came() + " does not start: " + e.getMessage());
        } catch (IllegalStateException uninstalled) { // there may be another one
            expect(c);
        }
    }

    /** From now on the bundle has a time to offer what is missing. */
    void expect(BundleSwap c) {
        Duration start = context.settings().start();
        c.startsUntil(context.time().nanos() + start.toNanos());
        context.threads().after(start, () -> {
            // if it was prolonged meanwhile, another call comes
            if (c.timeToStart(context.time().nanos()).toMillis() == 0)
                context.threads().starts(() -> settle(c));
        });
    }

    /** On the service thread. */
    private void waitedEnough(BundleSwap c) {
        if (c.stage() == BundleSwap.Stage.OVER) return;
        if (!c.giveUp(BundleSwap.Stage.WAITING)) {
            context.threads().after(context.settings().start(), () -> waitedEnough(c));
            return;
        }
        var others = new HashMap<Between, OfferedFunction>();
        for (Between b : c.waiting()) context.offers().insteadOf(b.left()).ifPresent(f -> others.put(b, f));
        String late = "the function did not come back within "
                + context.settings().patience().toMillis() + " ms"
                + (c.problem().isEmpty() ? "" : "; " + c.problem());
        if (others.isEmpty()) {
            coordinator.end(c, Reason.failure(late));
            return;
        }
        for (Between b : c.waiting()) if (!others.containsKey(b)) b.end(late);
        coordinator.enter(c, others, true);
    }
}
