package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.scheduler.config.SchedulerConfig;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The scheduler that needs no configuration. */
@Component(service = DefaultScheduler.class, immediate = true, configurationPid = SchedulerConfig.PID)
@Designate(ocd = SchedulerConfig.class)
public final class DefaultScheduler {
    private final ConfiguredScheduler scheduler;

    /** Starts nothing yet. */
    @Activate
    public DefaultScheduler(BundleContext context, @Reference SharedRuntime process) {
        scheduler = new ConfiguredScheduler(context, process);
    }

    /** Starts it, and then changes what can be changed. */
    @Activate
    @Modified
    void configure(SchedulerConfig config) {
        scheduler.configure(config, c -> CoroConstants.DEFAULT_SCHEDULER);
    }

    /** Ends it. */
    @Deactivate
    void close() {
        scheduler.close();
    }
}
