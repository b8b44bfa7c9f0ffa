package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.Loggers;
import com.acme.coro.scheduler.supervise.RestartRule;
import com.acme.coro.scheduler.supervise.StartedFunction;
import com.acme.coro.support.thread.DaemonThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
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
    private final Assignments assignments;
    private final Loggers logs;
    private final ServiceTracker<CoroFunction, ServiceOffer> tracker;
    /** Schedulers that are there. Guarded by this. */
    private final Map<String, LocalScheduler> engines = new HashMap<>();
    /** What is to be started, each time its scheduler comes. Guarded by this. */
    private final Map<ServiceOffer, ServiceReference<CoroFunction>> starters = new HashMap<>();
    /** Those of them that are being started, and where. Guarded by this. */
    private final Map<ServiceOffer, LocalScheduler> underWay = new HashMap<>();
    /** Those of them that wait until their bundle was started, so that its other functions are there. Guarded by this. */
    private final Set<ServiceOffer> early = new LinkedHashSet<>();

    Functions(BundleContext context, CoreRuntime core, BundleWatch bundles, Assignments assignments, Loggers logs) {
        this.context = context;
        this.core = core;
        this.bundles = bundles;
        this.assignments = assignments;
        this.logs = logs;
        this.tracker = new ServiceTracker<>(context, CoroFunction.class, this);
        bundles.whenStarted(this::started);
        tracker.open();
    }

    void opened(LocalScheduler engine, String name) {
        Map<ServiceOffer, ServiceReference<CoroFunction>> due;
        synchronized (this) {
            engines.put(name, engine);
            due = new HashMap<>(starters);
            due.keySet().removeAll(early);
            due.values().removeIf(r -> !name.equals(schedulerOf(r)));
            due.keySet().forEach(offer -> underWay.put(offer, engine));
        }
        due.forEach((offer, reference) -> start(offer, reference, engine));
    }

    /** A scheduler ends; with it what was started there, or is about to be, which is returned. */
    synchronized Set<ServiceOffer> closing(String name) {
        LocalScheduler engine = engines.remove(name);
        var there = new LinkedHashSet<ServiceOffer>();
        starters.forEach((offer, reference) -> {
            if (underWay.get(offer) == engine) there.add(offer);
            Object as = reference.getProperty(CoroConstants.START_NAME);
            if (core.names().find((String) as).orElse(null) instanceof LocalCoro c && c.scheduler() == engine) {
                there.add(offer);
            }
        });
        return there;
    }

    /** Their scheduler has ended: those that did not choose it start on the one that their bundle has now. */
    void beginAnew(Set<ServiceOffer> ended) {
        if (!ended.isEmpty()) outside(() -> ended.forEach(offer -> startAgain(offer, deadline())));
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
        if (StartProperties.present(reference)) {
            LocalScheduler engine;
            synchronized (this) {
                engine = engines.get(schedulerOf(reference));
                starters.put(offer, reference);
                if (bundles.isStarting(offer.from())) {
                    early.add(offer);
                    engine = null;
                }
                if (engine != null) underWay.put(offer, engine);
            }
            if (engine != null) startOutside(offer, reference, engine);
        }
        return offer;
    }

    /** A bundle was started: what it offers at its start is there. */
    private void started(Bundle bundle) {
        var due = new ArrayList<ServiceOffer>();
        synchronized (this) {
            for (ServiceOffer offer : early) if (offer.from().equals(bundle)) due.add(offer);
            due.forEach(early::remove);
        }
        // the framework's thread for events is not ours: a component may take its time
        if (!due.isEmpty()) outside(() -> due.forEach(offer -> startAgain(offer, deadline())));
    }

    /** Starts one if it is still to be started. */
    private void startAgain(ServiceOffer offer, long deadline) {
        ServiceReference<CoroFunction> reference;
        LocalScheduler engine;
        synchronized (this) {
            reference = starters.get(offer);
            engine = reference == null ? null : engines.get(schedulerOf(reference));
            int state = offer.from().getState();
            if (engine == null || state != Bundle.ACTIVE && state != Bundle.STARTING) return;
            underWay.put(offer, engine);
        }
        start(offer, reference, engine, deadline);
    }

    private static void outside(Runnable start) {
        DaemonThread.start("coro-starts", start);
    }

    private long deadline() {
        return core.time().nanos() + core.changes().startLimit().toNanos();
    }

    /** The scheduler that a function has chosen, or the one that its bundle is to have. */
    private String schedulerOf(ServiceReference<CoroFunction> function) {
        return StartProperties.scheduler(function)
                .orElseGet(() -> assignments.schedulerOf(function.getBundle()).orElse(CoroConstants.DEFAULT_SCHEDULER));
    }

    /** A coroutine that updated its own bundle is cut off, and may call nothing of ours on its thread. */
    private void startOutside(ServiceOffer offer, ServiceReference<CoroFunction> reference, LocalScheduler engine) {
        if (core.detached().isCaller()) core.service(() -> start(offer, reference, engine));
        else start(offer, reference, engine);
    }

    private void start(ServiceOffer offer, ServiceReference<CoroFunction> reference, LocalScheduler engine) {
        start(offer, reference, engine, deadline());
    }

    private void start(
            ServiceOffer offer, ServiceReference<CoroFunction> reference, LocalScheduler engine, long deadline) {
        Bundle bundle = reference.getBundle();
        String name = (String) reference.getProperty(CoroConstants.START_NAME);
        try {
            if (bundle == null) return; // withdrawn meanwhile
            StartProperties properties = StartProperties.of(reference);
            if (core.functions().goesOn(name, offer)) { // since the version before
                startIfItEndsBetween(name, offer);
                return;
            }
            GroupScheduler scheduler = bundles.of(bundle).scheduler(engine);
            StartedFunction.start(core, scheduler, properties.how(), offer, Functions::rule);
        } catch (NameTakenException taken) {
            awaitName(name, offer, deadline, taken);
        } catch (CoroException | IllegalArgumentException e) {
            if (!hasEnded(engine)) notStarted(name, offer, e); // otherwise it begins anew on another one
        } finally {
            synchronized (this) {
                underWay.remove(offer, engine);
            }
        }
    }

    private synchronized boolean hasEnded(LocalScheduler engine) {
        return !engines.containsValue(engine);
    }

    /** The holder of a name may be about to end: that of the version before, or of a configuration before. */
    private void awaitName(String name, ServiceOffer offer, long deadline, NameTakenException taken) {
        Duration left = Duration.ofNanos(deadline - core.time().nanos());
        if (left.isNegative() || left.isZero()) {
            notStarted(name, offer, taken);
            return;
        }
        core.names().whenFree(name, left, free -> {
            if (free) outside(() -> startAgain(offer, deadline));
            else notStarted(name, offer, taken);
        });
    }

    /** When a coroutine of an offer begins anew; what is wrong with its properties was said when it was started. */
    private static RestartRule rule(FunctionOffer offer) {
        try {
            return offer instanceof ServiceOffer service
                    ? StartProperties.of(service.reference()).rule()
                    : RestartRule.NEVER;
        } catch (IllegalArgumentException refused) {
            return RestartRule.NEVER;
        }
    }

    /** It waits between versions, and may end there instead of going on. */
    private void startIfItEndsBetween(String name, ServiceOffer offer) {
        if (!(core.names().find(name).orElse(null) instanceof LocalCoro waiting)) return;
        waiting.onEnd(how -> {
            if (how instanceof Outcome.CodeGone) core.service(() -> outside(() -> startAgain(offer, deadline())));
        });
    }

    private void notStarted(String name, ServiceOffer offer, Exception why) {
        logger().error(
                        "a function was not started: name={}, as={}, bundle={}",
                        offer.name(),
                        name,
                        offer.bundle(),
                        why);
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
            early.remove(offer);
            underWay.remove(offer);
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
