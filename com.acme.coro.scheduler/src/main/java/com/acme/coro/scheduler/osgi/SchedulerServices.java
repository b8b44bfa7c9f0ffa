package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.scheduler.config.SchedulerConfig;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.supervise.SupervisorsImpl;
import java.time.Duration;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** One scheduler, and the services that belong to it. */
final class SchedulerServices {
    private final SchedulerProcess process;
    private final String name;
    private final LocalScheduler engine;
    private final ServiceRegistration<Scheduler> scheduler;
    private final ServiceRegistration<Supervisors> supervisors;

    SchedulerServices(SchedulerProcess process, BundleContext context, String name, SchedulerConfig config) {
        this.process = process;
        this.name = name;
        engine = process.core().open(name, settings(config));
        process.warmUp(settings(config));
        process.bundles().opened(engine);
        var properties = new Hashtable<String, Object>();
        properties.put(CoroConstants.SCHEDULER, name);
        // the default one is what a reference without a target gets
        if (name.equals(CoroConstants.DEFAULT_SCHEDULER)) properties.put("service.ranking", 100);
        scheduler = context.registerService(
                Scheduler.class, process.bundles().<Scheduler>each(b -> b.scheduler(engine)), properties);
        supervisors = context.registerService(
                Supervisors.class,
                process.bundles().<Supervisors>each(b -> new SupervisorsImpl(b.scheduler(engine), process.core())),
                properties);
        process.functions().opened(engine, name);
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
        engine.configure(settings(config));
    }

    void close() {
        process.functions().closing(name);
        scheduler.unregister();
        supervisors.unregister();
        process.bundles().closing(engine);
        String reason = "scheduler " + name + " ended";
        process.core().close(engine, new Outcome.CodeGone(reason), reason);
    }
}
