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
    private final SchedulerServices services;

    /** Starts it. */
    @Activate
    public DefaultScheduler(BundleContext context, @Reference SchedulerProcess process, SchedulerConfig config) {
        services = new SchedulerServices(process, context, CoroConstants.DEFAULT_SCHEDULER, config);
    }

    /** Changes what can be changed. */
    @Modified
    void configure(SchedulerConfig config) {
        services.configure(config);
    }

    /** Ends it. */
    @Deactivate
    void close() {
        services.close();
    }
}
