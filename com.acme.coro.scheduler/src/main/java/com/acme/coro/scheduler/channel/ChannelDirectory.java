package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Location;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Transform;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
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

    Optional<Channel> find(String name) {
        return Optional.ofNullable(byName.get(Objects.requireNonNull(name, "name")));
    }

    /** The channel itself for a reference to one of here that went around: rings are seen among channels of here only. */
    Channel resolve(Channel channel) {
        if (channel instanceof LocalChannel || !location.get().equals(channel.location())) return channel;
        return find(channel.name()).orElse(channel);
    }

    void remove(LocalChannel closed) {
        byName.remove(closed.name(), closed);
    }
}
