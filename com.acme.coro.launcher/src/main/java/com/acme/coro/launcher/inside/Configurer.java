package com.acme.coro.launcher.inside;

import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Map;
import java.util.function.Supplier;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Hands the configuration files of {@code coro run --dir} to Config Admin, before the bundles they are for start. */
@Component(
        service = {},
        immediate = true)
public final class Configurer {
    /**
     * For the component runtime.
     *
     * @param admin takes the configurations
     * @param files properties by PID
     * @throws IOException if they cannot be stored
     */
    @Activate
    public Configurer(
            @Reference ConfigurationAdmin admin,
            @Reference(target = "(coro.launcher=configuration)") Supplier<Map<String, Map<String, String>>> files)
            throws IOException {
        for (Map.Entry<String, Map<String, String>> file : files.get().entrySet()) {
            Dictionary<String, Object> properties = new Hashtable<>(file.getValue());
            configuration(admin, file.getKey()).update(properties);
        }
    }

    private static Configuration configuration(ConfigurationAdmin admin, String name) throws IOException {
        int tilde = name.indexOf('~');
        if (tilde < 0) return admin.getConfiguration(name, "?");
        return admin.getFactoryConfiguration(name.substring(0, tilde), name.substring(tilde + 1), "?");
    }
}
