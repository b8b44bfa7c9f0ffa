package com.acme.coro.itests.container;

import com.acme.coro.api.spi.Coroutines;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Configurations that a test made; deleted after it. */
public final class Configurations implements AfterEachCallback {
    /** PID of the default scheduler. */
    public static final String SCHEDULER = "com.acme.coro.scheduler";

    /** Factory PID of further schedulers. */
    public static final String FURTHER_SCHEDULERS = "com.acme.coro.scheduler.named";

    private final Set<String> made = new HashSet<>();

    /** Makes or changes a configuration. */
    public Configuration set(String pid, Map<String, ?> values) throws IOException {
        return update(Container.service(ConfigurationAdmin.class).getConfiguration(pid, "?"), values);
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
        made.remove(configuration.getPid());
        configuration.delete();
    }

    @Override
    public void afterEach(ExtensionContext test) throws IOException {
        // asked for anew: the Config Admin that made them may be gone
        ConfigurationAdmin admin = Container.service(ConfigurationAdmin.class);
        for (String pid : made) admin.getConfiguration(pid, "?").delete();
        made.clear();
        // the container does what a configuration says some time later
        Await.until(
                "no scheduler but the default one is left",
                () -> Container.service(Coroutines.class).schedulers().size() == 1);
    }
}
