package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.spi.OfferedFunction;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;

/** Tells the swaps that go on what happens to their bundles. */
final class BundleEvents implements SynchronousBundleListener {
    private final SwapContext context;
    private final SwapCoordinator coordinator;

    BundleEvents(SwapContext context, SwapCoordinator coordinator) {
        this.context = context;
        this.coordinator = coordinator;
    }

    boolean awaits(long bundleId) {
        return coordinator.open().stream().anyMatch(c -> c.awaits(bundleId));
    }

    /** A bundle that coroutines wait for is asked to start. With locks of the framework held. */
    void startAsked(long bundleId) {
        for (BundleSwap c : coordinator.open())
            if (c.awaits(bundleId) && c.startAsked()) coordinator.timeouts().expect(c);
    }

    @Override
    public void bundleChanged(BundleEvent event) {
        Bundle bundle = event.getBundle();
        long id = bundle.getBundleId();
        if (event.getType() == BundleEvent.UNINSTALLED) context.contents().forget(id);
        for (BundleSwap c : coordinator.open()) {
            switch (event.getType()) {
                case BundleEvent.UPDATED -> {
                    if (c.awaits(id)) {
                        c.updated(
                                coordinator.rollBack().byUs(id),
                                revisionOf(bundle),
                                context.time().nanos());
                        coordinator.timeouts().expect(c);
                        if (c.startsByItself())
                            context.threads()
                                    .starts(() -> coordinator.timeouts().startIfTheUpdateHasNot(c));
                    }
                }
                case BundleEvent.RESOLVED -> {
                    if (c.awaits(id)) c.resolved(context.time().nanos());
                }
                case BundleEvent.STARTING -> {
                    if (c.awaits(id) && c.startAsked()) coordinator.timeouts().expect(c);
                }
                case BundleEvent.STARTED -> {
                    if (c.awaits(id)) {
                        c.started();
                        if (c.wasUpdated()) coordinator.timeouts().expect(c);
                    }
                }
                case BundleEvent.STOPPED -> { // as its activator threw something
                    if (c.awaits(id) && c.startsByItself())
                        context.threads().starts(() -> coordinator.timeouts().startIfTheUpdateHasNot(c));
                }
                case BundleEvent.UNINSTALLED -> {
                    if (c.uninstalled(id)) context.threads().starts(() -> findSuccessor(c));
                }
                case BundleEvent.INSTALLED -> {
                    if (c.succeededBy(revisionOf(bundle)))
                        coordinator.timeouts().expect(c);
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
        for (BundleSwap c : coordinator.open()) {
            if (c.awaits(event.getBundle().getBundleId())) {
                context.threads().starts(() -> c.settled().ifPresent(all -> coordinator.enter(c, all, false)));
            }
        }
    }

    /** One that was there before the other went. */
    private void findSuccessor(BundleSwap c) {
        for (OfferedFunction f : context.offers().offered()) {
            Bundle bundle = context.bundles().getBundle(f.bundleId());
            if (bundle == null) continue;
            c.succeededBy(revisionOf(bundle));
            c.arrived(f).ifPresent(all -> coordinator.enter(c, all, false));
        }
    }

    static Revision revisionOf(Bundle bundle) {
        return new Revision(
                bundle.getBundleId(),
                String.valueOf(bundle.getSymbolicName()),
                bundle.getVersion().toString(),
                "");
    }
}
