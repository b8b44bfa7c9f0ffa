package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalScheduler;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * The schedulers of bundles that have not chosen one: the one that a configuration assigns to the bundle, otherwise the
 * default one. A bundle keeps what it has got until it gives it back or that scheduler ends. From any thread.
 */
final class AssignedSchedulers {
    private final SharedRuntime process;
    private final LocalScheduler otherwise;
    /** Guarded by this. */
    private final Map<Bundle, Served> served = new HashMap<>();
    /** How many schedulers have ended. Guarded by this. */
    private long departures;

    /** What a bundle has, and how many services of ours it has got with it. */
    private record Served(AssignedScheduler scheduler, int services) {}

    AssignedSchedulers(SharedRuntime process, LocalScheduler otherwise) {
        this.process = process;
        this.otherwise = otherwise;
    }

    /** A service of a bundle's scheduler. */
    <S> ServiceFactory<S> each(Function<AssignedScheduler, S> service) {
        return new ServiceFactory<>() {
            @Override
            public S getService(Bundle bundle, ServiceRegistration<S> registration) {
                return service.apply(obtain(bundle));
            }

            @Override
            public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S unused) {
                giveBack(bundle);
            }
        };
    }

    private AssignedScheduler obtain(Bundle bundle) {
        while (true) {
            long seen;
            synchronized (this) {
                seen = departures;
            }
            // without the lock: it ends what a bundle asks for while it stops
            var first = new AssignedScheduler(schedulerOf(bundle));
            synchronized (this) {
                if (seen != departures) continue; // it may be the one that has ended
                return served.merge(
                                bundle,
                                new Served(first, 1),
                                (has, unused) -> new Served(has.scheduler, has.services + 1))
                        .scheduler;
            }
        }
    }

    private synchronized void giveBack(Bundle bundle) {
        served.computeIfPresent(
                bundle, (b, has) -> has.services == 1 ? null : new Served(has.scheduler, has.services - 1));
    }

    /** A scheduler ends, and no configuration names it any more: the bundles that have it get another one. */
    void leave(String scheduler) {
        var leaving = new HashMap<Bundle, AssignedScheduler>();
        synchronized (this) {
            departures++;
            served.forEach((bundle, has) -> {
                if (has.scheduler.name().equals(scheduler)) leaving.put(bundle, has.scheduler);
            });
        }
        leaving.forEach((bundle, assigned) -> {
            assigned.moveTo(schedulerOf(bundle));
            process.logger()
                    .warn(
                            "a bundle goes on with another scheduler, as its own has ended: bundle={}, had={}, has={}",
                            bundle.getSymbolicName(),
                            scheduler,
                            assigned.name());
        });
    }

    private GroupScheduler schedulerOf(Bundle bundle) {
        return process.bundles().of(bundle).scheduler(engineOf(bundle));
    }

    private LocalScheduler engineOf(Bundle bundle) {
        String name = process.assignments().schedulerOf(bundle).orElse(CoroConstants.DEFAULT_SCHEDULER);
        for (LocalScheduler each : process.core().schedulers()) if (each.name.equals(name)) return each;
        return otherwise; // it ends at this moment
    }

    /** The configuration of a scheduler has changed: what it says counts for a bundle when that is started again. */
    void tellOfChange() {
        Map<Bundle, String> all = new HashMap<>();
        synchronized (this) {
            served.forEach((bundle, has) -> all.put(bundle, has.scheduler.name()));
        }
        all.forEach((bundle, has) -> {
            String now = process.assignments().schedulerOf(bundle).orElse(CoroConstants.DEFAULT_SCHEDULER);
            if (now.equals(has)) return;
            process.logger()
                    .warn(
                            "a bundle changes its scheduler when it is started again: bundle={}, has={}, assigned={}",
                            bundle.getSymbolicName(),
                            has,
                            now);
        });
    }
}
