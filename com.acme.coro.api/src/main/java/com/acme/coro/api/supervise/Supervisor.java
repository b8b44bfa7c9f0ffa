package com.acme.coro.api.supervise;

import com.acme.coro.api.Coro;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps coroutines running. It is a coroutine itself; when that ends, for giving up or by being terminated, its
 * children have been ended in the reverse of their order, each within its time, however long the scheduler's grace for
 * clean-up is. A supervisor that gives up fails with a {@link SupervisorGaveUpException}, so that a supervisor above it
 * can act.
 *
 * <p>A child whose body failed may start again in place ({@link ChildSpec#inPlace()}): its coroutine has not ended, so
 * nobody is told of an end, those who join it go on waiting, and messages stay in its mailbox; what it owned has been
 * closed, and names that its body registered are free again when it starts. In all other cases the coroutine has
 * ended, and the child starts as a new one. A named function is looked up for each start; a start that fails counts as
 * an end of the child. A child that ends and is not started again is forgotten, and its id is free.
 *
 * <p>A supervisor without children waits for some to be added. {@link com.acme.coro.api.Scheduler#join()} waits for a
 * supervisor as long as it has a child that was not spawned as a daemon.
 *
 * <p>It does one thing after another: while it ends a child, which takes no longer than that child's time, it starts
 * no other. It does not wait like that for the time before a restart.
 *
 * <p>All of it works from any thread; what waits suspends the calling coroutine or blocks any other thread. Calls on a
 * supervisor that has ended, or is ending, throw {@link com.acme.coro.api.CoroClosedException}, save where it says
 * otherwise.
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
     * Adds a child behind the others and starts it. Waits for that. If it cannot be started it is not added.
     *
     * @param child the child
     * @return its coroutine
     * @throws IllegalArgumentException if there is a child with its id, or its function does not take its arguments
     * @throws com.acme.coro.api.NoSuchFunctionException if it names a function that nobody offers
     * @throws com.acme.coro.api.NameTakenException if it is to be registered under a name that is taken
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
     * @return empty if there is no such child, or it has ended and waits to be started again
     * @throws com.acme.coro.api.CoroClosedException if the supervisor has ended
     */
    Optional<Coro> child(String id);

    /**
     * The ids of its children, in order.
     *
     * @return a snapshot
     * @throws com.acme.coro.api.CoroClosedException if the supervisor has ended
     */
    List<String> children();

    /**
     * Ends the children in the reverse of their order, each within its time, then the supervisor. Waits for that.
     * Without effect on one that has ended.
     */
    void shutdown();

    /**
     * As {@link #shutdown()}, for at most a time.
     *
     * @param timeout how long to wait
     * @return false when the time is up; it goes on
     */
    boolean tryShutdown(Duration timeout);
}
