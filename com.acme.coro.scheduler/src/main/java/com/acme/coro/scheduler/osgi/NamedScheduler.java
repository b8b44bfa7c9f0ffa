package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.scheduler.config.SchedulerConfig;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** A further scheduler, one for each factory configuration. */
@Component(
        service = NamedScheduler.class,
        immediate = true,
        configurationPid = SchedulerConfig.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SchedulerConfig.class, factory = true)
public final class NamedScheduler {
    private final SchedulerServices services;

    /** Starts it. */
    @Activate
    public NamedScheduler(BundleContext context, @Reference SchedulerProcess process, SchedulerConfig config) {
        String name = config.name();
        if (name.isBlank() || name.equals(CoroConstants.DEFAULT_SCHEDULER)) {
            throw new IllegalArgumentException("a further scheduler needs a name of its own, other than "
                    + CoroConstants.DEFAULT_SCHEDULER + ": name=" + name);
        }
        if (process.core().hasEngine(name)) throw new NameTakenException(name, "another scheduler");
        services = new SchedulerServices(process, context, name, config);
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
