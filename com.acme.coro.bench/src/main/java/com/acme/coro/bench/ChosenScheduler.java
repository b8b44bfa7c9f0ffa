package com.acme.coro.bench;

import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.standalone.Carrier;
import java.io.IOException;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.Locale;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.util.tracker.ServiceTracker;

/** A scheduler with the carriers that were asked for: one that is there, or one configured for the length of a run. */
final class ChosenScheduler implements AutoCloseable {
    private static final String FACTORY = "com.acme.coro.scheduler.named";
    private static final String NAME = "bench";
    private static final long PATIENCE_MS = 10_000;

    private final Configuration configuration;
    private final ServiceTracker<Scheduler, Scheduler> tracker;
    private final Scheduler scheduler;

    private ChosenScheduler(
            Configuration configuration, ServiceTracker<Scheduler, Scheduler> tracker, Scheduler scheduler) {
        this.configuration = configuration;
        this.tracker = tracker;
        this.scheduler = scheduler;
    }

    /**
     * Has the configuration admin make a scheduler, and waits for it.
     *
     * @throws IllegalStateException if it does not come, or comes with other carriers
     */
    static ChosenScheduler configured(
            Carrier carrier, BundleContext context, ConfigurationAdmin admin, Coroutines coroutines)
            throws IOException, InvalidSyntaxException, InterruptedException {
        var configuration = admin.getFactoryConfiguration(FACTORY, NAME, "?");
        var filter = FrameworkUtil.createFilter(
                "(&(objectClass=" + Scheduler.class.getName() + ")(" + CoroConstants.SCHEDULER + "=" + NAME + "))");
        var tracker = new ServiceTracker<Scheduler, Scheduler>(context, filter, null);
        tracker.open();
        Dictionary<String, Object> values = new Hashtable<>();
        values.put("name", NAME);
        values.put("carrier", carrier.name());
        configuration.update(values);
        var chosen = new ChosenScheduler(configuration, tracker, tracker.waitForService(PATIENCE_MS));
        String wanted = carrier.name().toLowerCase(Locale.ROOT);
        if (chosen.scheduler == null) {
            chosen.close();
            throw new IllegalStateException(
                    "no scheduler with carrier " + wanted + " came within " + PATIENCE_MS + " ms; the log says why");
        }
        String got = carrierOf(chosen.scheduler, coroutines);
        if (!got.equals(wanted)) {
            chosen.close();
            throw new IllegalStateException("a scheduler with carrier " + wanted + " was asked for and has " + got);
        }
        return chosen;
    }

    /** The word that reports have for a scheduler's carriers. */
    static String carrierOf(Scheduler scheduler, Coroutines coroutines) {
        return coroutines.schedulers().stream()
                .filter(status -> status.name().equals(scheduler.name()))
                .map(Coroutines.SchedulerStatus::carrier)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no status of scheduler " + scheduler.name()));
    }

    Scheduler scheduler() {
        return scheduler;
    }

    @Override
    public void close() throws IOException {
        tracker.close();
        configuration.delete();
    }
}
