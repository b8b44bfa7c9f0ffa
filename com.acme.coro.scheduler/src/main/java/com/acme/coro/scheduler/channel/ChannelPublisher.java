package com.acme.coro.scheduler.channel;

import com.acme.coro.api.channel.Channel;

/** Publishes channels as services. From any thread; must not block. */
public interface ChannelPublisher {
    /** Publishes nothing: where there is no framework. */
    ChannelPublisher NONE = new ChannelPublisher() {
        @Override
        public void publish(Channel channel) {}

        @Override
        public void withdraw(Channel channel) {}
    };

    /**
     * Publishes a channel, unless it has been closed or published before.
     *
     * @param channel of this process
     */
    void publish(Channel channel);

    /**
     * Withdraws a channel that was closed.
     *
     * @param channel one that was published, or may be yet
     */
    void withdraw(Channel channel);
}
