package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.scheduler.config.SchedulerConfig;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.supervise.SupervisorsImpl;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceRegistration;

/** One scheduler, and the services that belong to it. */
final class SchedulerServices {
    private final SharedRuntime process;
    private final BundleContext context;
    private final String name;
    private final LocalScheduler engine;
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    SchedulerServices(SharedRuntime process, BundleContext context, String name, SchedulerConfig config) {
        List<BundlePattern> bundles = BundlePattern.of(config.bundles());
        this.process = process;
        this.context = context;
        this.name = name;
        engine = process.core().open(name, settings(config));
        process.warmUp(settings(config));
        process.bundles().opened(engine);
        var properties = new Hashtable<String, Object>();
        properties.put(CoroConstants.SCHEDULER, name);
        services.add(context.registerService(
                Scheduler.class, process.bundles().<Scheduler>each(b -> b.scheduler(engine)), properties));
        services.add(context.registerService(
                Supervisors.class, process.bundles().each(b -> supervisors(b.scheduler(engine))), properties));
        process.assign(name, bundles);
        if (name.equals(CoroConstants.DEFAULT_SCHEDULER)) serveTheUndecided();
        process.functions().opened(engine, name);
    }

    /** What a reference without a target gets. */
    private void serveTheUndecided() {
        AssignedSchedulers assigned = process.serveTheUndecided(engine);
        var first = new Hashtable<String, Object>(Map.of("service.ranking", 100));
        services.add(context.registerService(
                Supervisors.class, assigned.each(s -> new AssignedSupervisors(s, process.core())), first));
        services.add(context.registerService(Scheduler.class, assigned.<Scheduler>each(s -> s), first));
    }

    private Supervisors supervisors(GroupScheduler scheduler) {
        return new SupervisorsImpl(scheduler, process.core());
    }

    /** The validated form of a configuration. */
    static RuntimeSettings settings(SchedulerConfig config) {
        return RuntimeSettings.DEFAULT
                .carrier(carrier(config.carrier()))
                .cleanupGrace(Duration.ofMillis(config.cleanup_grace()))
                .stopGrace(Duration.ofMillis(config.stop_grace()))
                .stopLimit(Duration.ofMillis(config.stop_limit()))
                .longTurn(Duration.ofMillis(config.long_turn()))
                .deepMailbox(config.deep_mailbox())
                .deadLetterContents(config.dead_letter_contents());
    }

    private static Carrier carrier(String word) {
        try {
            return Carrier.valueOf(word.trim().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "carrier must be one of " + Arrays.toString(Carrier.values()) + ": carrier=" + word, unknown);
        }
    }

    void configure(SchedulerConfig config) {
        List<BundlePattern> bundles = BundlePattern.of(config.bundles());
        engine.configure(settings(config));
        process.assign(name, bundles);
    }

    void close() {
        boolean alone = !isEverythingStopping();
        if (alone) process.leave(name); // first: from now on nothing is started here that could be elsewhere
        Set<ServiceOffer> started = process.functions().closing(name);
        services.forEach(ServiceRegistration::unregister);
        process.bundles().closing(engine);
        String reason = "scheduler " + name + " ended";
        process.core().close(engine, new Outcome.CodeGone(reason), reason);
        if (alone) process.functions().beginAnew(started);
    }

    /** Our bundle, or the framework. */
    private boolean isEverythingStopping() {
        return context.getBundle().getState() != Bundle.ACTIVE
                || context.getBundle(Constants.SYSTEM_BUNDLE_ID).getState() == Bundle.STOPPING;
    }
}
