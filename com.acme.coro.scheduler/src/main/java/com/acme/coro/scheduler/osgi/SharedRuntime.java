package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.References;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.Loggers;
import com.acme.coro.scheduler.engine.SystemTime;
import com.acme.coro.scheduler.observe.Introspection;
import com.acme.coro.scheduler.observe.WarmUp;
import com.acme.coro.scheduler.swap.SwapService;
import com.acme.coro.scheduler.wiring.CoreParts;
import com.acme.coro.scheduler.wiring.Resources;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.log.Logger;

/** What all schedulers of the framework share, and the services that do not belong to one of them. */
@Component(service = SharedRuntime.class)
public final class SharedRuntime {
    private final CoreRuntime core;
    private final Loggers logs;
    private final ServicePublisher publisher;
    private final BundleWatch bundles;
    private final Functions functions;
    private final Assignments assignments;
    /** What serves bundles according to the assignments; null before the default scheduler has come. */
    private volatile AssignedSchedulers assigned;

    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private final List<Runnable> warmUps = new CopyOnWriteArrayList<>();
    private final Map<ServiceReference<CoroListener>, Scheduler.Registration> listeners = new ConcurrentHashMap<>();

    /** Starts without a scheduler. */
    @Activate
    public SharedRuntime(BundleContext context, @Reference LogServices logServices) {
        var time = new SystemTime();
        core = new CoreRuntime(time, logServices, new CoreParts());
        logs = core.logs();
        bundles = new BundleWatch(context, core);
        var inspection = new Introspection(core);
        var resources = new Resources(core, () -> bundles.background(context.getBundle()));
        bundles.shareChannels(resources.channels());
        publisher = new ServicePublisher(context, core, resources.channels());
        assignments = new Assignments(logs);
        functions = new Functions(context, core, bundles, assignments, logs);
        offer(context, Parking.class, core);
        offer(context, References.class, core.exposed());
        offer(context, Names.class, core.names());
        offer(context, TimeSource.class, time);
        offer(context, Coroutines.class, inspection);
        offer(context, SwapControl.class, new SwapService(core));
        offer(context, Locks.class, resources.locks());
        offer(context, Channels.class, bundles.each(BundleWatch.Belongings::channels));
        offer(context, ThreadPools.class, bundles.each(BundleWatch.Belongings::pools));
    }

    private <S> void offer(BundleContext context, Class<S> type, S service) {
        services.add(context.registerService(type, service, new Hashtable<>()));
    }

    private <S> void offer(BundleContext context, Class<S> type, ServiceFactory<S> factory) {
        services.add(context.registerService(type, factory, new Hashtable<>()));
    }

    void warmUp(RuntimeSettings settings) {
        warmUps.add(WarmUp.begin(settings, logs, l -> new CoreRuntime(new SystemTime(), l, new CoreParts())));
    }

    Logger logger() {
        return logs.logger("com.acme.coro.scheduler");
    }

    CoreRuntime core() {
        return core;
    }

    BundleWatch bundles() {
        return bundles;
    }

    Functions functions() {
        return functions;
    }

    Assignments assignments() {
        return assignments;
    }

    /** The configuration of a scheduler names bundles, or does not any more. */
    void assign(String scheduler, List<BundlePattern> named) {
        assignments.set(scheduler, named);
        AssignedSchedulers all = assigned;
        if (all != null) all.tellOfChange();
    }

    /** A scheduler ends, and the others stay: bundles that it was assigned to go on with another one. */
    void leave(String scheduler) {
        assignments.set(scheduler, List.of());
        AssignedSchedulers all = assigned;
        if (all != null) all.leave(scheduler);
    }

    /** The default scheduler has come: bundles that have not chosen one are served. */
    AssignedSchedulers serveTheUndecided(LocalScheduler otherwise) {
        var all = new AssignedSchedulers(this, otherwise);
        assigned = all;
        return all;
    }

    /** A listener has come. */
    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    void bindListener(CoroListener listener, ServiceReference<CoroListener> reference) {
        listeners.put(reference, core.events().listen(listener));
    }

    /** A listener has gone. */
    void unbindListener(ServiceReference<CoroListener> reference) {
        Scheduler.Registration r = listeners.remove(reference);
        if (r != null) r.close();
    }

    /** Ends everything. */
    @Deactivate
    void close() {
        warmUps.forEach(Runnable::run);
        functions.close();
        for (ServiceRegistration<?> s : services) s.unregister();
        bundles.close();
        core.close();
        publisher.close();
        core.events().awaitEnd();
    }
}
