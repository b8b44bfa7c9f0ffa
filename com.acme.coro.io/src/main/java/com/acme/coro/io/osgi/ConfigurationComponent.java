package com.acme.coro.io.osgi;

import com.acme.coro.io.config.IoConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * The configuration, checked as a whole. While none was in order it is no service, and so there is no input and output. It
 * is there all the same: a component that fails is not asked again when its configuration is corrected.
 */
@Component(
        immediate = true,
        service = {},
        configurationPid = IoConfig.PID)
@Designate(ocd = IoConfig.class)
public final class ConfigurationComponent {
    private final LogComponent log;
    // guarded by this
    private final List<Consumer<Settings>> users = new ArrayList<>();
    /** What holds; null while none was in order. */
    private Settings settings;
    /** Null as long. Of the component runtime, which changes a component on one thread at a time. */
    private ServiceRegistration<ConfigurationComponent> registration;

    /** Holds nothing yet. */
    @Activate
    public ConfigurationComponent(@Reference LogComponent log) {
        this.log = log;
    }

    /** Takes a configuration, for what is to come; where anything is out of its range nothing changes. */
    @Activate
    @Modified
    void configure(IoConfig config, ComponentContext context) {
        Settings other;
        try {
            other = Settings.of(config);
        } catch (IllegalArgumentException outOfRange) {
            log.error("the configuration " + IoConfig.PID + " is refused: " + outOfRange.getMessage());
            return;
        }
        synchronized (this) {
            settings = other;
            users.forEach(u -> u.accept(other));
        }
        if (registration != null) registration.setProperties(context.getProperties());
        else
            registration = context.getBundleContext()
                    .registerService(ConfigurationComponent.class, this, context.getProperties());
    }

    /** The user has what holds now, and what will hold. */
    synchronized void use(Consumer<Settings> user) {
        users.add(user);
        user.accept(settings);
    }

    synchronized void leave(Consumer<Settings> user) {
        users.remove(user);
    }

    synchronized Settings settings() {
        return settings;
    }

    /** Closes all that there is. */
    @Deactivate
    void close() {
        if (registration != null) registration.unregister();
    }
}
