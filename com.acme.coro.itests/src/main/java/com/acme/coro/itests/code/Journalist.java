package com.acme.coro.itests.code;

import com.acme.coro.api.Scheduler;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** A component that is there while there is a scheduler; runs a coroutine at once. */
@Component(service = Journalist.class, immediate = true)
public final class Journalist {
    private final Consumer<String> journal;
    private final String bundle;

    @Activate
    public Journalist(
            BundleContext context,
            @Reference Scheduler coros,
            @Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
        this.journal = journal;
        this.bundle = context.getBundle().getSymbolicName();
        coros.spawn("journalist", self -> {
            journal.accept("a component of " + bundle + " ran a coroutine on scheduler " + coros.name());
            return self.receive();
        });
    }

    @Deactivate
    void gone() {
        journal.accept("a component of " + bundle + " went");
    }
}
