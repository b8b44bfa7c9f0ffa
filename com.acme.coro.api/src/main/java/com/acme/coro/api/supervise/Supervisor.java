package com.acme.coro.api.supervise;

import com.acme.coro.api.Coro;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps coroutines running. It is a coroutine itself; when that ends, for giving up or by being terminated, its
 * children have been ended in the reverse of their order. A supervisor that gives up fails with a {@link
 * SupervisorGaveUpException}, so that a supervisor above it can act.
 *
 * <p>All of it works from any thread; what waits suspends the calling coroutine or blocks any other thread. Calls on a
 * supervisor that has ended throw {@link com.acme.coro.api.CoroClosedException}.
 */
@ProviderType
public interface Supervisor {
    /**
     * Its own coroutine.
     *
     * @return the reference, to be monitored, linked or registered
     */
    Coro coro();

    /**
     * Adds a child behind the others and starts it. Waits for that.
     *
     * @param child whom
     * @return its coroutine
     * @throws IllegalArgumentException if there is a child with its id
     */
    Coro add(ChildSpec child);

    /**
     * Ends a child and forgets it. Waits for that.
     *
     * @param id whose
     * @return false if there is no such child
     */
    boolean remove(String id);

    /**
     * The coroutine that is a child's now.
     *
     * @param id whose
     * @return empty if there is no such child, or it ended and is not started again
     */
    Optional<Coro> child(String id);

    /**
     * The ids of its children, in order.
     *
     * @return a snapshot
     */
    List<String> children();

    /** Ends the children in the reverse of their order, each within its time, then the supervisor. Waits for that. */
    void shutdown();

    /**
     * As {@link #shutdown()}, for at most a time.
     *
     * @param timeout how long to wait
     * @return false when the time is up; it goes on
     */
    boolean shutdown(Duration timeout);
}
