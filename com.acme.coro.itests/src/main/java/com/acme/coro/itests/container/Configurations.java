package com.acme.coro.itests.container;

import com.acme.coro.api.spi.Coroutines;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations that a test made; deleted after it. */
public final class Configurations implements AfterEachCallback {
    /** PID of the default scheduler. */
    public static final String SCHEDULER = "com.acme.coro.scheduler";

    /** Factory PID of further schedulers. */
    public static final String FURTHER_SCHEDULERS = "com.acme.coro.scheduler.named";

    private final Set<String> made = new HashSet<>();

    /** Makes or changes a configuration that a component takes, and waits until it has. */
    public Configuration set(String pid, Map<String, ?> values) throws IOException {
        Configuration configuration =
                update(Container.service(ConfigurationAdmin.class).getConfiguration(pid, "?"), values);
        Await.until(
                "a component is configured with " + values,
                () -> configured(pid)
                        .anyMatch(r -> values.entrySet().stream()
                                .allMatch(e -> e.getValue().equals(r.getProperty(e.getKey())))));
        return configuration;
    }

    /** Makes a further configuration of a factory. */
    public Configuration add(String factoryPid, Map<String, ?> values) throws IOException {
        return update(Container.service(ConfigurationAdmin.class).createFactoryConfiguration(factoryPid, "?"), values);
    }

    private Configuration update(Configuration configuration, Map<String, ?> values) throws IOException {
        made.add(configuration.getPid());
        configuration.update(new Hashtable<>(values));
        return configuration;
    }

    /** Configures a further scheduler; it is there soon. */
    public Configuration addScheduler(String name, Map<String, ?> values) throws IOException {
        var all = new HashMap<String, Object>(values);
        all.put("name", name);
        return add(FURTHER_SCHEDULERS, all);
    }

    /** Takes one away now. */
    public void delete(Configuration configuration) throws IOException {
        String pid = configuration.getPid();
        made.remove(pid);
        configuration.delete();
        awaitDeleted(pid);
    }

    /**
     * The component runtime hears of it later. If there were another one of that PID by then, it would take that for the
     * one that it knows, as both have been changed once, and keep the values of the old one for good.
     */
    private static void awaitDeleted(String pid) {
        Await.until(
                "no component is configured by " + pid,
                () -> configured(pid).findAny().isEmpty());
    }

    private static Stream<ServiceReference<?>> configured(String pid) throws InvalidSyntaxException {
        ServiceReference<?>[] all = Container.context()
                .getAllServiceReferences(null, "(&(" + Constants.SERVICE_PID + "=" + pid + ")(component.id=*))");
        return all == null ? Stream.empty() : Arrays.stream(all);
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        // asked for anew: the Config Admin that made them may be gone
        ConfigurationAdmin admin = Container.service(ConfigurationAdmin.class);
        for (String pid : made) {
            admin.getConfiguration(pid, "?").delete();
            awaitDeleted(pid);
        }
        made.clear();
        // the container does what a configuration says some time later
        Await.until(
                "no scheduler but the default one is left",
                () -> Container.service(Coroutines.class).schedulers().size() == 1);
    }
}
