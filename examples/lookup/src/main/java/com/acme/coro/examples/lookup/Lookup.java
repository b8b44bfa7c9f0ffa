package com.acme.coro.examples.lookup;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.examples.lookup.Follower.Found;
import com.acme.coro.examples.lookup.Follower.Lost;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Another bundle's coroutine, found in two ways: by a reference of this component and by a service tracker. That bundle
 * may be there already, come later, go and come back; the framework says so on whatever thread it likes. Here all of
 * that becomes messages to one coroutine, so that nothing needs a lock.
 *
 * <p>A component that has no use without the other coroutine takes it as an ordinary mandatory {@code @Reference}: then
 * it is there exactly while the coroutine is.
 */
@Component(service = Lookup.class, immediate = true)
public final class Lookup {
    static final String TARGET = "(" + CoroConstants.NAME + "=examples.bank)";

    private final Coro follower;
    private final ServiceTracker<Coro, Coro> tracker;

    /**
     * For the component runtime.
     *
     * @param context where the tracker looks
     * @param coros runs the follower
     * @throws InvalidSyntaxException never: the filter is right
     */
    @Activate
    public Lookup(BundleContext context, @Reference Scheduler coros) throws InvalidSyntaxException {
        follower = coros.spawn(Spawn.named("follower").daemon(true), new Follower());
        tracker = new Tracker(context, follower);
        tracker.open();
    }

    // snippet: reference
    @Reference(target = TARGET, cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindBank(Coro bank) {
        follower.send(new Found("reference", bank));
    }

    void unbindBank(Coro bank) {
        follower.send(new Lost("reference", bank));
    }
    // end

    @Deactivate
    void deactivate() {
        tracker.close();
    }

    /** Who follows what comes and goes; for the demonstration. */
    Coro follower() {
        return follower;
    }

    private static final class Tracker extends ServiceTracker<Coro, Coro> {
        private final Coro follower;

        Tracker(BundleContext context, Coro follower) throws InvalidSyntaxException {
            super(
                    context,
                    FrameworkUtil.createFilter("(&(objectClass=" + Coro.class.getName() + ")" + TARGET + ")"),
                    null);
            this.follower = follower;
        }

        @Override
        public Coro addingService(ServiceReference<Coro> reference) {
            Coro bank = super.addingService(reference);
            if (bank != null) follower.send(new Found("tracker", bank));
            return bank;
        }

        @Override
        public void removedService(ServiceReference<Coro> reference, Coro bank) {
            follower.send(new Lost("tracker", bank));
            super.removedService(reference, bank);
        }
    }
}
