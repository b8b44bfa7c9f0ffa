package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalScheduler;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;

/**
 * A service of the scheduler that a bundle is to have, for bundles that have not chosen one: of the one that a configuration
 * assigns to the bundle, otherwise of the default one. A bundle keeps what it has got until it gives it back.
 */
final class AssignedScheduler<S> implements ServiceFactory<S> {
    private final SharedRuntime process;
    private final LocalScheduler otherwise;
    private final Function<GroupScheduler, S> service;
    /** The name of the scheduler whose service a bundle has. */
    private final Map<Bundle, String> given = new ConcurrentHashMap<>();

    AssignedScheduler(SharedRuntime process, LocalScheduler otherwise, Function<GroupScheduler, S> service) {
        this.process = process;
        this.otherwise = otherwise;
        this.service = service;
    }

    @Override
    public S getService(Bundle bundle, ServiceRegistration<S> registration) {
        LocalScheduler engine = schedulerOf(bundle);
        given.put(bundle, engine.name);
        return service.apply(process.bundles().of(bundle).scheduler(engine));
    }

    private LocalScheduler schedulerOf(Bundle bundle) {
        String name = process.assignments().schedulerOf(bundle).orElse(CoroConstants.DEFAULT_SCHEDULER);
        if (name.equals(CoroConstants.DEFAULT_SCHEDULER)) return otherwise;
        CoreRuntime core = process.core();
        for (LocalScheduler each : core.schedulers()) if (each.name.equals(name)) return each;
        return otherwise; // it ends at this moment
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<S> registration, S unused) {
        given.remove(bundle);
    }

    /** The bundles that it serves, and the scheduler whose service each has. */
    Map<Bundle, String> given() {
        return Map.copyOf(given);
    }
}
