package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Location;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Services of one type that are found by name. Confined to the service thread, and at the end to the thread that closes.
 *
 * @param <S> the type
 */
final class PublishedServices<S> {
    private final BundleContext context;
    private final Class<S> type;
    private final Map<String, Entry<S>> byName = new HashMap<>();

    private record Entry<S>(S service, ServiceRegistration<S> registration) {}

    PublishedServices(BundleContext context, Class<S> type) {
        this.context = context;
        this.type = type;
    }

    /** Publishes an object in place of the one before, which has lost the name though that is not withdrawn yet. */
    void publish(String name, Location location, S service) {
        Entry<S> before = byName.get(name);
        if (before != null && before.service() == service) return;
        if (before != null) withdraw(name, before.service());
        var properties = new Hashtable<String, Object>();
        properties.put(CoroConstants.NAME, name);
        properties.put(CoroConstants.LOCATION, location.toString());
        byName.put(name, new Entry<>(service, context.registerService(type, service, properties)));
    }

    /** Withdraws that very object; another of the same name stays. */
    void withdraw(String name, S service) {
        Entry<S> entry = byName.get(name);
        if (entry == null || entry.service() != service) return;
        byName.remove(name);
        try {
            entry.registration().unregister();
        } catch (IllegalStateException withOurBundle) {
            return; // the framework has done it
        }
    }
}
