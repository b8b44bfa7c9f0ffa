package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.Location;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Makes references to coroutines of other processes, and lets those processes reach the ones here. */
@ProviderType
public interface References {
    /**
     * A reference whose every operation goes through a route. It behaves as one to a coroutine of this process does.
     *
     * @param id the id of the coroutine
     * @param name that one's name
     * @param at where that one is
     * @param by the way there
     * @return a reference, equal to every other with this id
     */
    Coro refer(CoroId id, String name, Location at, Route by);

    /**
     * Makes a coroutine of this process reachable by its id through {@link #local()}, until it ends; after that its
     * outcome is known there for as long as somebody holds a reference to it, and then is {@link
     * com.acme.coro.api.Outcome.Forgotten}.
     *
     * @param coro a reference to it
     * @return false if it is not a coroutine of this process
     */
    boolean expose(Coro coro);

    /**
     * The way to the coroutines of this process that were {@linkplain #expose(Coro) exposed}.
     *
     * @return the route
     */
    Route local();

    /**
     * The reference to an exposed coroutine.
     *
     * @param id whose
     * @return its local reference, or empty
     */
    Optional<Coro> resolve(CoroId id);
}
