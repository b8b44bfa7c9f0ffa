package com.acme.coro.itests.code;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channel;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** A component that is active while another bundle's channel is published, and listens to it. */
@Component(service = Reader.class, immediate = true)
public final class Reader {
    // snippet: reference-channel
    @Reference(target = "(coro.name=test.news)")
    Channel news;
    // end

    @Reference
    Scheduler coros;

    @Reference(service = Consumer.class, target = "(test=journal)")
    Consumer<String> journal;

    @Activate
    void begin() {
        coros.spawn(Spawn.named("reader").daemon(true), self -> {
            news.subscribe(self.coro());
            journal.accept("reader subscribed to " + news.name());
            while (true) journal.accept("reader got " + self.receive());
        });
    }

    @Deactivate
    void gone() {
        journal.accept("reader lost the channel");
    }
}
