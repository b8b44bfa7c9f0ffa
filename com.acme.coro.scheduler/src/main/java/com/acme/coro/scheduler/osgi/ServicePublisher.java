package com.acme.coro.scheduler.osgi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.scheduler.channel.ChannelDirectory;
import com.acme.coro.scheduler.channel.ChannelPublisher;
import com.acme.coro.scheduler.core.CoreRuntime;
import org.osgi.framework.BundleContext;

/**
 * Publishes registered coroutines and channels as services. Always on the service thread, so never in a turn, and in the
 * order in which names come and go.
 */
final class ServicePublisher implements ChannelPublisher {
    private final CoreRuntime core;
    private final ChannelDirectory directory;
    private final Scheduler.Registration watch;
    private final PublishedServices<Coro> coros;
    private final PublishedServices<Channel> channels;

    ServicePublisher(BundleContext context, CoreRuntime core, ChannelDirectory directory) {
        this.core = core;
        this.directory = directory;
        coros = new PublishedServices<>(context, Coro.class);
        channels = new PublishedServices<>(context, Channel.class);
        core.publishBy((name, coro) -> core.service(() -> publish(name, coro)));
        watch = core.names().watch((name, coro, registered) -> {
            if (!registered) core.service(() -> coros.withdraw(name, coro));
        });
        directory.publishBy(this);
    }

    private void publish(String name, Coro coro) {
        // it may have ended, or another may have the name, by now
        if (core.names().find(name).filter(coro::equals).isEmpty()) return;
        coros.publish(name, coro.location(), coro);
    }

    @Override
    public void publish(Channel channel) {
        core.service(() -> {
            // it may be closed by now; another one of its name is equal to it
            if (directory.locate(channel.name()).filter(c -> c == channel).isEmpty()) return;
            channels.publish(channel.name(), channel.location(), channel);
        });
    }

    @Override
    public void withdraw(Channel channel) {
        core.service(() -> channels.withdraw(channel.name(), channel));
    }

    /** The coroutines have ended, and the service thread with them. */
    void close() {
        watch.close();
    }
}
