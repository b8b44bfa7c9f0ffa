package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import com.acme.coro.scheduler.core.CoreRuntime;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/**
 * Publishes registered coroutines as services. Always on the service thread, so never in a turn, and in the order in
 * which names come and go.
 */
final class Publisher {
    private final BundleContext context;
    private final CoreRuntime core;
    private final Scheduler.Registration watch;
    /** Of the service thread; the last ones of whoever closes. */
    private final Map<String, Published> published = new HashMap<>();

    private record Published(Coro coro, ServiceRegistration<Coro> registration) {}

    Publisher(BundleContext context, CoreRuntime core) {
        this.context = context;
        this.core = core;
        core.publishBy((name, coro) -> core.service(() -> publish(name, coro)));
        watch = core.names().watch((name, coro, registered) -> {
            if (!registered) core.service(() -> withdraw(name, coro));
        });
    }

    private void publish(String name, Coro coro) {
        // it may have ended, or another may have the name, by now
        if (core.names().find(name).filter(coro::equals).isEmpty()) return;
        var properties = new Hashtable<String, Object>();
        properties.put(CoroConstants.NAME, name);
        properties.put(CoroConstants.LOCATION, coro.location().toString());
        published.put(name, new Published(coro, context.registerService(Coro.class, coro, properties)));
    }

    private void withdraw(String name, Coro coro) {
        Published p = published.get(name);
        if (p == null || !p.coro().equals(coro)) return;
        published.remove(name);
        try {
            p.registration().unregister();
        } catch (IllegalStateException withOurBundle) {
            return; // the framework has done it
        }
    }

    /** The coroutines have ended, and the service thread with them. */
    void close() {
        watch.close();
    }
}
