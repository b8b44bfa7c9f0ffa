package com.acme.coro.itests.code;

import com.acme.coro.api.Coro;
import java.time.Duration;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** A component that is there while another bundle's coroutine is, and talks to it at once. */
@Component(service = Customer.class, immediate = true)
public final class Customer {
    private final Consumer<String> journal;
    private final Coro server;

    @Activate
    public Customer(
            @Reference(target = "(coro.name=test.server)") Coro server,
            @Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
        this.journal = journal;
        this.server = server;
        journal.accept("customer met " + server.ask(asker -> asker, Duration.ofSeconds(5)));
    }

    @Deactivate
    void gone() {
        journal.accept("customer left " + server.name());
    }
}
