package com.acme.coro.api;

import java.util.Objects;
import java.util.Optional;

/**
 * How a coroutine is to be started. Immutable: each method returns a changed copy.
 *
 * <pre>{@code
 * coros.spawn(Spawn.named("log").daemon().bound(1024).registered("log"), self -> ...);
 * }</pre>
 *
 * @param name for people, not empty
 * @param isDaemon see {@link Self#daemon(boolean)}
 * @param mailboxBound how many messages the mailbox holds; 0 for as many as come
 * @param registeredName the name it is registered under before its first turn
 * @param isPublished whether that name is published too
 */
public record Spawn(
        String name, boolean isDaemon, int mailboxBound, Optional<String> registeredName, boolean isPublished) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a name is empty or the bound is negative
     */
    public Spawn {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(registeredName, "registeredName");
        if (name.isEmpty()) throw new IllegalArgumentException("name must not be empty");
        if (registeredName.filter(String::isEmpty).isPresent()) {
            throw new IllegalArgumentException("registered name must not be empty");
        }
        if (mailboxBound < 0) throw new IllegalArgumentException("bound must be at least 1: bound=" + mailboxBound);
    }

    /**
     * An ordinary coroutine, unbounded, not registered.
     *
     * @param name for people
     * @return the beginning
     */
    public static Spawn named(String name) {
        return new Spawn(name, false, 0, Optional.empty(), false);
    }

    /**
     * Makes it a daemon.
     *
     * @return a changed copy
     */
    public Spawn daemon() {
        return new Spawn(name, true, mailboxBound, registeredName, isPublished);
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
        if (messages < 1) throw new IllegalArgumentException("bound must be at least 1: bound=" + messages);
        return new Spawn(name, isDaemon, messages, registeredName, isPublished);
    }

    /**
     * Registers it before its first turn.
     *
     * @param as the name in the directory, not empty
     * @return a changed copy
     */
    public Spawn registered(String as) {
        return new Spawn(name, isDaemon, mailboxBound, Optional.of(as), false);
    }

    /**
     * Registers it before its first turn, and publishes it as a service.
     *
     * @param as the name in the directory, not empty
     * @return a changed copy
     */
    public Spawn published(String as) {
        return new Spawn(name, isDaemon, mailboxBound, Optional.of(as), true);
    }
}
