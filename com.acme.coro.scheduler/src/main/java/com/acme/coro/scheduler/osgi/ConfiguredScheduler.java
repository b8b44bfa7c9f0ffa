package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.NameTakenException;
import com.acme.coro.scheduler.config.SchedulerConfig;
import java.util.function.Function;
import org.osgi.framework.BundleContext;

/**
 * A scheduler that is there from its first configuration on that is in order, and keeps that as long as none that is comes
 * after it. A component that failed instead would not be asked again when its configuration is corrected. Of the component
 * runtime, which changes a component on one thread at a time.
 */
final class ConfiguredScheduler {
    private final BundleContext context;
    private final SharedRuntime process;
    /** Null while there is none. */
    private SchedulerServices services;

    ConfiguredScheduler(BundleContext context, SharedRuntime process) {
        this.context = context;
        this.process = process;
    }

    /** Its name is asked for once, when it starts, and may be refused. */
    void configure(SchedulerConfig config, Function<SchedulerConfig, String> name) {
        try {
            if (services != null) services.configure(config);
            else services = new SchedulerServices(process, context, name.apply(config), config);
        } catch (IllegalArgumentException | NameTakenException refused) {
            process.logger().error("the configuration of a scheduler is refused: {}", refused.getMessage());
        }
    }

    void close() {
        if (services != null) services.close();
    }
}
