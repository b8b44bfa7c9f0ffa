package com.acme.coro.launcher.guest;

import com.acme.coro.api.Scheduler;
import java.time.Duration;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle for the tests of the command: has a coroutine that is asleep, and cleans up when it must go. */
public final class Guest implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Scheduler coros = context.getService(context.getServiceReference(Scheduler.class));
        coros.spawn("guest", self -> {
            try {
                System.out.println("the guest sleeps");
                self.sleep(Duration.ofHours(1));
                return null;
            } finally {
                self.sleep(Duration.ofMillis(10));
                System.out.println("the guest has cleaned up");
            }
        });
    }

    @Override
    public void stop(BundleContext context) {}
}
