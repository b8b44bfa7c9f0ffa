package com.acme.coro.itests.code;

import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A component that publishes a channel of its bundle. */
// snippet: publish-channel
@Component(service = Newsroom.class, immediate = true)
public final class Newsroom {
    @Activate
    public Newsroom(@Reference Channels channels) {
        Channel news = channels.create("test.news"); // the bundle's: closed and withdrawn with it
        channels.publish(news);
    }
}
// end
