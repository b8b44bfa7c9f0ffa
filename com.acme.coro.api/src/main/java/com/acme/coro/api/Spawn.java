package com.acme.coro.api;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How a coroutine is to be started. Immutable: each method with an argument returns a changed copy.
 *
 * <pre>{@code
 * coros.spawn(Spawn.named("log").daemon(true).bound(1024).registered("log"), self -> ...);
 * }</pre>
 */
public final class Spawn {
    private final String name;
    private final boolean daemon;
    private final OptionalInt bound;
    private final Optional<String> registered;
    private final boolean published;

    private Spawn(String name, boolean daemon, OptionalInt bound, Optional<String> registered, boolean published) {
        this.name = Objects.requireNonNull(name, "name");
        this.daemon = daemon;
        this.bound = Objects.requireNonNull(bound, "bound");
        this.registered = Objects.requireNonNull(registered, "registered");
        this.published = published;
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        if (registered.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("registered name must not be empty");
        }
        if (bound.isPresent() && bound.getAsInt() < 1) {
            throw new IllegalArgumentException("bound must be at least 1: bound=" + bound.getAsInt());
        }
        if (published && registered.isEmpty()) {
            throw new IllegalArgumentException("what is published needs a registered name: name=" + name);
        }
    }

    /**
     * An ordinary coroutine, unbounded, not registered.
     *
     * @param name for display
     * @return the specification
     * @throws IllegalArgumentException if the name is empty
     */
    public static Spawn named(String name) {
        return new Spawn(name, false, OptionalInt.empty(), Optional.empty(), false);
    }

    /**
     * The name of the coroutine.
     *
     * @return a name for display, not empty
     */
    public String name() {
        return name;
    }

    /**
     * Whether it is a daemon, see {@link Self#daemon(boolean)}.
     *
     * @return false at first
     */
    public boolean daemon() {
        return daemon;
    }

    /**
     * Makes it a daemon, or not.
     *
     * @param daemon whether it is one
     * @return a changed copy
     */
    public Spawn daemon(boolean daemon) {
        return new Spawn(name, daemon, bound, registered, published);
    }

    /**
     * How many messages its mailbox holds.
     *
     * @return a number; none, as at first, for as many as come
     */
    public OptionalInt bound() {
        return bound;
    }

    /**
     * Bounds its mailbox. Messages that a selective receive passes over count: in a mailbox that is full of them, one that
     * waits for others may wait in vain, see {@link Self#receive(java.util.function.Predicate)}.
     *
     * @param messages how many it holds, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if that is less than 1
     */
    public Spawn bound(int messages) {
        return bound(OptionalInt.of(messages));
    }

    /**
     * Bounds its mailbox, or does not.
     *
     * @param messages how many it holds, at least 1; none for as many as come
     * @return a changed copy
     * @throws IllegalArgumentException if that is less than 1
     */
    public Spawn bound(OptionalInt messages) {
        return new Spawn(name, daemon, messages, registered, published);
    }

    /**
     * The name it is registered under before its first turn.
     *
     * @return a name, not empty; none at first
     */
    public Optional<String> registered() {
        return registered;
    }

    /**
     * Registers it before its first turn.
     *
     * @param as the name in the directory, not empty
     * @return a changed copy
     * @throws IllegalArgumentException if the name is empty
     */
    public Spawn registered(String as) {
        return registered(Optional.of(Objects.requireNonNull(as, "registered")));
    }

    /**
     * Registers it before its first turn, or not.
     *
     * @param as the name in the directory, not empty; none for not at all
     * @return a changed copy
     * @throws IllegalArgumentException if the name is empty
     */
    public Spawn registered(Optional<String> as) {
        return new Spawn(name, daemon, bound, as, published);
    }

    /**
     * Whether the name it is registered under is published as a service, too.
     *
     * @return false at first
     */
    public boolean published() {
        return published;
    }

    /**
     * Publishes the name that it is registered under as a service, too, or not.
     *
     * @param published whether it is published
     * @return a changed copy
     * @throws IllegalArgumentException if it is to be published and has no name to be registered under
     */
    public Spawn published(boolean published) {
        return new Spawn(name, daemon, bound, registered, published);
    }

    private List<Object> all() {
        return List.of(name, daemon, bound, registered, published);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Spawn spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "Spawn[name=" + name + ", daemon=" + daemon + ", bound=" + bound + ", registered=" + registered
                + ", published=" + published + "]";
    }
}
