package com.acme.coro.scheduler.channel;

import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.channel.Transform;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.scheduler.guard.Foreign;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Makes the channels of one bundle and its coroutines, and closes what the bundle owns with it. */
public final class OwnedChannels implements Channels, AutoCloseable {
    private final ChannelDirectory directory;
    private final Parking parking;

    // guarded by this
    /** Those that no coroutine owns; by identity, as channels of one name are equal. */
    private final Set<LocalChannel> owned = Collections.newSetFromMap(new IdentityHashMap<>());

    private boolean closed;

    OwnedChannels(ChannelDirectory directory) {
        this.directory = directory;
        this.parking = directory.parking;
    }

    @Override
    public Channel create(String name) {
        return create(name, Optional.empty());
    }

    @Override
    public Channel create(String name, Transform transform) {
        return create(name, Optional.of(Objects.requireNonNull(transform, "transform")));
    }

    private Channel create(String name, Optional<Transform> transform) {
        ChannelDirectory.checkName(name);
        LocalChannel channel = directory.create(name, transform, this);
        boolean kept = false;
        try {
            if (!parking.own(channel.resource)) own(channel);
            kept = true;
        } finally {
            if (!kept) channel.close();
        }
        directory.made(channel);
        return channel;
    }

    private synchronized void own(LocalChannel channel) {
        if (closed) throw new CoroClosedException("the bundle's channels are closed: name=" + channel.name());
        owned.add(channel);
    }

    @Override
    public Optional<Channel> locate(String name) {
        return directory.locate(name);
    }

    @Override
    public Channel locate(String name, Duration timeout) {
        return directory.locate(name, timeout);
    }

    @Override
    public void publish(Channel channel) {
        directory.publish(Objects.requireNonNull(channel, "channel"));
    }

    /** A channel has been closed otherwise than by the end of its owner. */
    void disown(LocalChannel channel) {
        synchronized (this) {
            if (owned.remove(channel)) return;
        }
        // a coroutine's; if this is another thread, the closed channel stays with its owner until that ends
        parking.disown(channel.resource);
    }

    /** Closes the channels that were made outside of coroutines. */
    @Override
    public void close() {
        List<LocalChannel> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(owned);
        }
        Foreign.each(all, LocalChannel::close);
    }
}
