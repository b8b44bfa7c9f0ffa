package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.Location;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Transform;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** A channel of this process. */
final class LocalChannel implements Channel {
    /** Longer than anybody waits. */
    private static final Duration ALWAYS = Duration.ofSeconds(Long.MAX_VALUE);

    private final String name;
    private final ChannelDirectory directory;
    private final OwnedChannels owner;
    private final Subscribers subscribers;
    /** Empty to let messages pass. */
    private volatile Optional<Transform> transform;
    /** Written before a publication looks whether this is closed, read after the close: one of both sees the other. */
    private volatile boolean published;

    /** What a coroutine owns: an object of its own, as channels of one name are equal. */
    final AutoCloseable resource = this::end;

    LocalChannel(String name, Optional<Transform> transform, ChannelDirectory directory, OwnedChannels owner) {
        this.name = name;
        this.transform = transform;
        this.directory = directory;
        this.owner = owner;
        this.subscribers = new Subscribers(directory.parking);
    }

    Subscribers list() {
        return subscribers;
    }

    boolean isOf(ChannelDirectory other) {
        return directory == other;
    }

    /** Has its close withdraw it; false if it is closed. */
    boolean publish() {
        published = true;
        return !closed();
    }

    boolean closed() {
        return subscribers.closed();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Location location() {
        return directory.location.get();
    }

    @Override
    public boolean subscribe(Coro subscriber) {
        return subscribers.add(Objects.requireNonNull(subscriber, "subscriber"), name);
    }

    @Override
    public boolean subscribe(Channel subscriber) {
        return subscribers.add(directory.resolve(Objects.requireNonNull(subscriber, "subscriber")), name);
    }

    @Override
    public boolean unsubscribe(Coro subscriber) {
        return subscribers.remove(Objects.requireNonNull(subscriber, "subscriber"));
    }

    @Override
    public boolean unsubscribe(Channel subscriber) {
        return subscribers.remove(Objects.requireNonNull(subscriber, "subscriber"));
    }

    @Override
    public int send(Object message) {
        Object out = transformed(Objects.requireNonNull(message, "message"));
        if (out == null) return 0;
        var spread = new Broadcast(false);
        spread.from(this, out);
        return spread.accepted();
    }

    @Override
    public int deliver(Object message) {
        return deliver(message, 0, ALWAYS);
    }

    @Override
    public int deliver(Object message, int n, Duration timeout) {
        Objects.requireNonNull(message, "message");
        if (n < 0) throw new IllegalArgumentException("n must not be negative: n=" + n);
        directory.parking.mayWait(false);
        var deadline = new Deadline(timeout, directory.time);
        Object out = transformed(message);
        if (out == null) return 0;
        if (n > 0 && !subscribers.await(n, deadline)) return 0;
        var spread = new Broadcast(true);
        spread.from(this, out);
        if (spread.late().isEmpty()) return spread.accepted();
        return new BackgroundDelivery(name, n, deadline, directory.parking, directory.spawn)
                .work(spread.accepted(), spread.late());
    }

    /** What becomes of a message here; null if it goes no further. */
    Object transformed(Object message) {
        if (closed()) return null;
        Optional<Transform> now = transform;
        if (now.isEmpty()) return message;
        try {
            return Objects.requireNonNull(
                            now.get().apply(name, message), "the transform returned null, not an Optional")
                    .orElse(null);
        } catch (CoroSignal signal) {
            throw signal; // meant for the sender, whose thread this is
        } catch (Throwable thrown) {
            directory.report.accept(
                    "the transform of channel " + this + " failed: a message of type "
                            + message.getClass().getName() + " is dropped",
                    thrown);
            return null;
        }
    }

    /** Whether it is the calling coroutine, which cannot empty its mailbox while it waits for room in it. */
    boolean isCaller(Coro to) {
        return directory.parking.current().filter(to::equals).isPresent();
    }

    /** A mailbox stayed full. */
    void missed(Coro to, Object message) {
        directory.full.accept(to, message);
    }

    @Override
    public void transform(Transform newer) {
        transform = Optional.of(Objects.requireNonNull(newer, "transform"));
    }

    @Override
    public void clearTransform() {
        transform = Optional.empty();
    }

    @Override
    public int subscribers() {
        return subscribers.count();
    }

    @Override
    public void close() {
        if (end()) owner.disown(this);
    }

    /** Closes it, false if it was closed; its owner may be the caller, and is not told. */
    private boolean end() {
        if (!subscribers.close()) return false;
        directory.remove(this, published);
        transform = Optional.empty();
        return true;
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof Channel c && name.equals(c.name()) && location().equals(c.location());
    }

    /** Without the location, which may become known late. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name + "@" + location();
    }
}
