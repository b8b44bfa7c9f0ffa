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

/**
 * A further scheduler, one for each factory configuration. By its name it stands before the default one in the bundle's list
 * of components, so that those that are configured before this bundle starts are there before the default one: what waits
 * for a scheduler is given the one that is assigned to it.
 */
@Component(
        service = AdditionalScheduler.class,
        immediate = true,
        configurationPid = SchedulerConfig.FACTORY_PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = SchedulerConfig.class, factory = true)
public final class AdditionalScheduler {
    private final SharedRuntime process;
    private final ConfiguredScheduler scheduler;

    /** Starts nothing yet. */
    @Activate
    public AdditionalScheduler(BundleContext context, @Reference SharedRuntime process) {
        this.process = process;
        scheduler = new ConfiguredScheduler(context, process);
    }

    /** Starts it, and then changes what can be changed. */
    @Activate
    @Modified
    void configure(SchedulerConfig config) {
        scheduler.configure(config, this::freeName);
    }

    private String freeName(SchedulerConfig config) {
        String name = config.name();
        if (name.isBlank() || name.equals(CoroConstants.DEFAULT_SCHEDULER)) {
            throw new IllegalArgumentException("a further scheduler needs a name of its own, other than "
                    + CoroConstants.DEFAULT_SCHEDULER + ": name=" + name);
        }
        if (process.core().hasScheduler(name)) throw new NameTakenException(name, "another scheduler");
        return name;
    }

    /** Ends it. */
    @Deactivate
    void close() {
        scheduler.close();
    }
}
