package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Location;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Transform;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.scheduler.wait.NameWaiters;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** The channels of one process, by name, and what they all need. */
public final class ChannelDirectory {
    final Parking parking;
    final TimeSource time;
    final Supplier<Location> location;
    final BiFunction<String, CoroBody, Coro> spawn;
    final BiConsumer<Coro, Object> full;
    final BiConsumer<String, Throwable> report;

    private final NameWaiters<Channel> awaited = new NameWaiters<>();
    private volatile ChannelPublisher publisher = ChannelPublisher.NONE;

    /** An entry is removed by the close of its channel, once. */
    private final ConcurrentHashMap<String, LocalChannel> byName = new ConcurrentHashMap<>();

    /**
     * An empty directory.
     *
     * @param parking suspends callers, and knows who owns what
     * @param time for deliveries of several waits
     * @param location where this process is
     * @param spawn starts a daemon coroutine by name, for what goes on when a deliver has returned
     * @param full is told of a message that a coroutine missed because its mailbox was full
     * @param report is told, in a sentence, of a transform that threw, and what
     */
    public ChannelDirectory(
            Parking parking,
            TimeSource time,
            Supplier<Location> location,
            BiFunction<String, CoroBody, Coro> spawn,
            BiConsumer<Coro, Object> full,
            BiConsumer<String, Throwable> report) {
        this.parking = Objects.requireNonNull(parking, "parking");
        this.time = Objects.requireNonNull(time, "time");
        this.location = Objects.requireNonNull(location, "location");
        this.spawn = Objects.requireNonNull(spawn, "spawn");
        this.full = Objects.requireNonNull(full, "full");
        this.report = Objects.requireNonNull(report, "report");
    }

    /**
     * The directory as one bundle sees it.
     *
     * @return what makes that bundle's channels, to be closed with it
     */
    public OwnedChannels forOwner() {
        return new OwnedChannels(this);
    }

    LocalChannel create(String name, Optional<Transform> transform, OwnedChannels owner) {
        var made = new LocalChannel(name, transform, this, owner);
        LocalChannel there = byName.putIfAbsent(name, made);
        if (there != null) throw new NameTakenException(name, there);
        return made;
    }

    /** A channel of here has its owner now. */
    void made(LocalChannel channel) {
        awaited.taken(channel.name(), channel);
    }

    /**
     * Looks a channel up.
     *
     * @param name the name
     * @return the channel, or empty if there is none now
     */
    public Optional<Channel> locate(String name) {
        return Optional.ofNullable(byName.get(Objects.requireNonNull(name, "name")));
    }

    Channel locate(String name, Duration timeout) {
        checkName(name);
        Duration limit = Duration.ofNanos(Timeouts.nanos(timeout));
        parking.mayWait(true);
        Channel now = byName.get(name);
        if (now != null) return now;
        Waiter<Channel> waiter = parking.<Channel>waiter("channel " + name).asSwapPoint();
        return awaited.await(name, () -> byName.get(name), waiter, limit)
                .orElseThrow(
                        () -> new CoroTimeoutException("no channel was made within " + timeout + ": name=" + name));
    }

    static void checkName(String name) {
        Objects.requireNonNull(name, "name");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
    }

    /**
     * Sets what publishes channels. Before the first one is made.
     *
     * @param by publishes and withdraws them
     */
    public void publishBy(ChannelPublisher by) {
        publisher = by;
    }

    void publish(Channel channel) {
        if (!location.get().equals(channel.location()) || channel instanceof LocalChannel l && !l.isOf(this)) {
            throw new IllegalArgumentException("only a channel of this process can be published: channel=" + channel);
        }
        LocalChannel here = channel instanceof LocalChannel local ? local : byName.get(channel.name());
        if (here == null || !here.publish()) {
            throw new CoroClosedException("a channel that is closed cannot be published: channel=" + channel);
        }
        publisher.publish(here);
    }

    /** The channel itself for a reference to one of here that went around: rings are seen among channels of here only. */
    Channel resolve(Channel channel) {
        if (channel instanceof LocalChannel || !location.get().equals(channel.location())) return channel;
        return locate(channel.name()).orElse(channel);
    }

    /** A channel has been closed; nothing but its own close removes it. */
    void remove(LocalChannel closed, boolean published) {
        byName.remove(closed.name(), closed);
        if (published) publisher.withdraw(closed);
    }
}
