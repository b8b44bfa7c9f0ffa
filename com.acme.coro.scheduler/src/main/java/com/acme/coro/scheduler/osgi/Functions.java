package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Spawn;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.Engine;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.Logs;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * The functions that bundles offer: adds and removes them as their services come and go, and starts those that ask for
 * it, as soon as their scheduler is there too.
 */
final class Functions implements ServiceTrackerCustomizer<CoroFunction, ServiceOffer> {
    private final BundleContext context;
    private final CoreRuntime core;
    private final BundleWatch bundles;
    private final Logs logs;
    private final ServiceTracker<CoroFunction, ServiceOffer> tracker;
    /** Schedulers that are there. Guarded by this. */
    private final Map<String, Engine> engines = new HashMap<>();
    /** What is to be started, each time its scheduler comes. Guarded by this. */
    private final Map<ServiceOffer, ServiceReference<CoroFunction>> starters = new HashMap<>();

    Functions(BundleContext context, CoreRuntime core, BundleWatch bundles, Logs logs) {
        this.context = context;
        this.core = core;
        this.bundles = bundles;
        this.logs = logs;
        this.tracker = new ServiceTracker<>(context, CoroFunction.class, this);
        tracker.open();
    }

    void opened(Engine engine, String name) {
        Map<ServiceOffer, ServiceReference<CoroFunction>> due;
        synchronized (this) {
            engines.put(name, engine);
            due = new HashMap<>(starters);
            due.values().removeIf(r -> !name.equals(scheduler(r)));
        }
        due.forEach((offer, reference) -> start(offer, reference, engine));
    }

    synchronized void closing(String name) {
        engines.remove(name);
    }

    @Override
    public ServiceOffer addingService(ServiceReference<CoroFunction> reference) {
        if (!(reference.getProperty(CoroConstants.FUNCTION) instanceof String name) || name.isEmpty()) {
            logger().error(
                            "a function needs a name: service property {} of {} must be a string that is not empty",
                            CoroConstants.FUNCTION,
                            reference);
            return null;
        }
        var offer = new ServiceOffer(context, reference, name, bundles);
        core.functions().add(offer);
        if (reference.getProperty(CoroConstants.START_NAME) instanceof String) {
            Engine engine;
            synchronized (this) {
                engine = engines.get(scheduler(reference));
                starters.put(offer, reference);
            }
            if (engine != null) startOutside(offer, reference, engine);
        }
        return offer;
    }

    private static String scheduler(ServiceReference<CoroFunction> r) {
        return r.getProperty(CoroConstants.START_SCHEDULER) instanceof String s ? s : CoroConstants.DEFAULT_SCHEDULER;
    }

    /** A coroutine that updated its own bundle is cut off, and may call nothing of ours on its thread. */
    private void startOutside(ServiceOffer offer, ServiceReference<CoroFunction> reference, Engine engine) {
        if (core.cutOffCaller()) core.service(() -> start(offer, reference, engine));
        else start(offer, reference, engine);
    }

    private void start(ServiceOffer offer, ServiceReference<CoroFunction> reference, Engine engine) {
        Bundle bundle = reference.getBundle();
        if (bundle == null) return; // withdrawn meanwhile
        String name = (String) reference.getProperty(CoroConstants.START_NAME);
        boolean publish = Boolean.TRUE.equals(reference.getProperty(CoroConstants.START_PUBLISH));
        try {
            Spawn how = publish
                    ? Spawn.named(name).published(name)
                    : Spawn.named(name).registered(name);
            if (Boolean.TRUE.equals(reference.getProperty(CoroConstants.START_DAEMON))) how = how.daemon();
            if (core.functions().goesOn(name, offer)) return; // since the version before
            GroupScheduler scheduler = bundles.of(bundle).scheduler(engine);
            scheduler.start(how, offer);
        } catch (CoroException | IllegalArgumentException e) {
            logger().error(
                            "a function was not started: name={}, as={}, bundle={}",
                            offer.name(),
                            name,
                            offer.bundle(),
                            e);
        }
    }

    private org.osgi.service.log.Logger logger() {
        return logs.logger("com.acme.coro.scheduler");
    }

    @Override
    public void modifiedService(ServiceReference<CoroFunction> reference, ServiceOffer offer) {
        // name, parameters and start count as they were when the service came
    }

    @Override
    public void removedService(ServiceReference<CoroFunction> reference, ServiceOffer offer) {
        synchronized (this) {
            starters.remove(offer);
        }
        Bundle bundle = offer.from();
        // its services may go before we hear of its stop
        if (bundle.getState() == Bundle.STOPPING) bundles.stopping(bundle);
        core.functions().remove(offer);
    }

    void close() {
        tracker.close();
    }
}
