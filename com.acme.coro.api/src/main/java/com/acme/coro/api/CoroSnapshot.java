package com.acme.coro.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** A coroutine as it was at some moment. A snapshot: stale on return. */
@ProviderType
public interface CoroSnapshot {
    /** {@return its identity} */
    CoroId id();

    /** {@return its name} */
    String name();

    /** {@return the name of the scheduler that runs it} */
    String scheduler();

    /** {@return symbolic name of the bundle it belongs to} */
    String bundle();

    /** {@return the function it runs, or empty for a lambda's} */
    Optional<String> function();

    /** {@return the coroutine that spawned it, or empty} */
    Optional<CoroId> parent();

    /** {@return what it is doing} */
    CoroState state();

    /** {@return what it waits for, in words, for display; empty unless it is waiting} */
    String waitingOn();

    /** {@return how long it has been waiting, to within some tens of milliseconds; empty unless it is waiting} */
    Optional<Duration> waiting();

    /** {@return how many messages are in its mailbox} */
    int mailbox();

    /** {@return time since it was spawned} */
    Duration age();

    /** {@return how many turns it has had} */
    long turns();

    /** {@return whether it is a daemon} */
    boolean daemon();

    /** {@return whether it is in a {@linkplain Self#shielded shielded} section} */
    boolean shielded();

    /** {@return the names it is registered under} */
    List<String> names();

    /** {@return symbolic name and version of the bundle whose code it runs, for a lambda the symbolic name alone} */
    String code();

    /** {@return whether it may be swapped at its next swap point} */
    boolean swappable();

    /** {@return the coroutines that get an {@link Exit} when it ends, as their references print} */
    List<String> monitors();

    /** {@return the coroutines it is linked with, as their references print} */
    List<String> links();
}
