package com.acme.coro.itests.code;

import com.acme.coro.api.CoroException;
import com.acme.coro.api.Scheduler;
import java.util.function.Consumer;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.InvalidSyntaxException;

/** Asks for its scheduler for the first time while its bundle stops. */
public final class LateAsker implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        // all it does it does at the end
    }

    @Override
    @SuppressWarnings("unchecked") // of the test
    public void stop(BundleContext context) throws InvalidSyntaxException {
        Consumer<String> journal = context.getService(context.getServiceReferences(Consumer.class, "(test=journal)")
                .iterator()
                .next());
        Scheduler coros = context.getService(context.getServiceReference(Scheduler.class));
        try {
            coros.spawn("late", self -> self.receive());
            journal.accept("asked while stopping: a coroutine was started");
        } catch (CoroException refused) {
            journal.accept("asked while stopping: " + refused.getClass().getSimpleName());
        }
    }
}
