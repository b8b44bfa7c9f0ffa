package com.acme.coro.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A coroutine as it was at some moment. A snapshot: stale on return.
 *
 * @param id its identity
 * @param name its name
 * @param scheduler who runs it
 * @param bundle symbolic name of the bundle it belongs to
 * @param function the function it runs, or empty for a lambda's
 * @param parent the coroutine that spawned it, or empty
 * @param state what it is doing
 * @param waitingOn what for, in words, for people; empty unless it is waiting
 * @param waiting how long it has been waiting, to within some tens of milliseconds; empty unless it is waiting
 * @param mailbox how many messages are in its mailbox
 * @param age time since it was spawned
 * @param turns how many turns it has had
 * @param daemon whether it is a daemon
 * @param shielded whether it is in a {@linkplain Self#shielded shielded} section
 * @param names the names it is registered under
 * @param code symbolic name and version of the bundle whose code it runs, for a lambda the symbolic name alone
 * @param swappable whether it may be swapped at its next swap point
 * @param monitors the coroutines that get an {@link Exit} when it ends, as their references print
 * @param links the coroutines it is linked with, as their references print
 */
public record CoroStatus(
        CoroId id,
        String name,
        String scheduler,
        String bundle,
        Optional<String> function,
        Optional<CoroId> parent,
        CoroState state,
        String waitingOn,
        Optional<Duration> waiting,
        int mailbox,
        Duration age,
        long turns,
        boolean daemon,
        boolean shielded,
        List<String> names,
        String code,
        boolean swappable,
        List<String> monitors,
        List<String> links) {
    /** Copies the lists. */
    public CoroStatus {
        names = List.copyOf(names);
        monitors = List.copyOf(monitors);
        links = List.copyOf(links);
    }
}
