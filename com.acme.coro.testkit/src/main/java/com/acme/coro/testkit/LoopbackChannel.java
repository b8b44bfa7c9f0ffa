package com.acme.coro.testkit;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Location;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Transform;
import java.time.Duration;
import java.util.Objects;

/** A reference to a channel of this process, all of whose subscribers are loop-back references. */
final class LoopbackChannel implements Channel {
    private final Channel there;
    private final Loopback loopback;

    LoopbackChannel(Channel there, Loopback loopback) {
        this.there = Objects.requireNonNull(there, "channel");
        this.loopback = loopback;
    }

    @Override
    public String name() {
        return there.name();
    }

    @Override
    public Location location() {
        return there.location();
    }

    @Override
    public boolean subscribe(Coro subscriber) {
        return there.subscribe(loopback.of(subscriber));
    }

    @Override
    public boolean subscribe(Channel subscriber) {
        return there.subscribe(loopback.of(subscriber));
    }

    @Override
    public boolean unsubscribe(Coro subscriber) {
        return there.unsubscribe(loopback.of(subscriber));
    }

    @Override
    public boolean unsubscribe(Channel subscriber) {
        return there.unsubscribe(loopback.of(subscriber));
    }

    @Override
    public int send(Object message) {
        return there.send(message);
    }

    @Override
    public int deliver(Object message) {
        return there.deliver(message);
    }

    @Override
    public int deliver(Object message, int n, Duration timeout) {
        return there.deliver(message, n, timeout);
    }

    @Override
    public void transform(Transform transform) {
        there.transform(transform);
    }

    @Override
    public void clearTransform() {
        there.clearTransform();
    }

    @Override
    public int subscribers() {
        return there.subscribers();
    }

    @Override
    public void close() {
        there.close();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Channel c
                && name().equals(c.name())
                && location().equals(c.location());
    }

    // As every Channel must: the pair that makes it equal.
    @Override
    public int hashCode() {
        return there.hashCode();
    }

    @Override
    public String toString() {
        return there.toString();
    }
}
