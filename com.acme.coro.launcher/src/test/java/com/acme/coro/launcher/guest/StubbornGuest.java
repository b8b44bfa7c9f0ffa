package com.acme.coro.launcher.guest;

import com.acme.coro.api.Scheduler;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/** A bundle whose coroutine neither waits nor ends, whatever it is asked. */
public final class StubbornGuest implements BundleActivator {
    @Override
    public void start(BundleContext context) {
        Scheduler coros = context.getService(context.getServiceReference(Scheduler.class));
        coros.spawn("stubborn", self -> {
            System.out.println("the guest stays");
            while (true) Thread.onSpinWait();
        });
    }

    @Override
    public void stop(BundleContext context) {}
}
