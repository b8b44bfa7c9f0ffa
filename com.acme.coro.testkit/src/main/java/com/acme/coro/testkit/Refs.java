package com.acme.coro.testkit;

import com.acme.coro.api.Coro;
import com.acme.coro.api.channel.Channel;
import java.util.Optional;

/**
 * References of one kind. A test that takes one as a parameter runs once with each kind, and sends, asks, monitors, …
 * through what {@code ref} makes of the references it got.
 */
public final class Refs {
    private final Optional<Loopback> loopback;

    private Refs(Optional<Loopback> loopback) {
        this.loopback = loopback;
    }

    /**
     * Leaves references as they are.
     *
     * @return the kind for a single process
     */
    public static Refs local() {
        return new Refs(Optional.empty());
    }

    /**
     * Makes loop-back references.
     *
     * @param by of the runtime
     * @return the kind that is ready for distribution
     */
    public static Refs loopback(Loopback by) {
        return new Refs(Optional.of(by));
    }

    /**
     * A reference to a coroutine.
     *
     * @param coro the coroutine
     * @return a reference of this kind, equal to the one given
     */
    public Coro ref(Coro coro) {
        return loopback.map(l -> l.of(coro)).orElse(coro);
    }

    /**
     * A reference to a channel.
     *
     * @param channel which
     * @return a reference of this kind, equal to the one given
     */
    public Channel ref(Channel channel) {
        return loopback.map(l -> l.of(channel)).orElse(channel);
    }

    /**
     * Whether they loop back: where the answer of a reference to another process may differ, as {@link
     * com.acme.coro.api.Resumed#SENT}.
     *
     * @return false if they are local
     */
    public boolean loopsBack() {
        return loopback.isPresent();
    }

    @Override
    public String toString() {
        return loopback.isPresent() ? "loop-back references" : "local references";
    }
}
