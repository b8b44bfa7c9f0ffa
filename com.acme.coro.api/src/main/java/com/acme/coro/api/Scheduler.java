package com.acme.coro.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Runs coroutines, one turn at a time, in the order in which they became ready; one whose time came takes turns with
 * the rest, so that neither waits for the other. A service with the property {@value CoroConstants#SCHEDULER}; the
 * one called {@value CoroConstants#DEFAULT_SCHEDULER} needs no configuration.
 *
 * <p>Every bundle gets an instance of its own, and what is said here of coroutines concerns those of that bundle alone.
 * They end when the bundle stops: asked to, then interrupted, then cut off (outcome {@link Outcome.CodeGone}, for the
 * last {@link Outcome.Detached}). The threads behind are shared, and end with the scheduler's configuration or bundle.
 *
 * <p>All of it works from any thread. {@code join}, {@code finish} and {@code terminate} suspend a calling coroutine of
 * any scheduler (which does not wait for itself), and block any other thread.
 */
@ProviderType
public interface Scheduler {
    /**
     * The scheduler's name.
     *
     * @return the value of {@value CoroConstants#SCHEDULER}
     */
    String name();

    /**
     * Starts a coroutine. Its first turn comes after those of all that are ready now.
     *
     * @param name for display, not empty
     * @param body what it does
     * @return the reference to it
     * @throws SchedulerClosedException if the scheduler or the bundle has ended
     */
    Coro spawn(String name, CoroBody body);

    /**
     * Starts a coroutine.
     *
     * @param how name, mailbox, registration
     * @param body what it does
     * @return the reference to it
     * @throws NameTakenException if it is to be registered under a name that is taken; nothing was started
     * @throws SchedulerClosedException if the scheduler or the bundle has ended
     */
    Coro spawn(Spawn how, CoroBody body);

    /**
     * Starts a coroutine of a function that some bundle offers; it is named after the function.
     *
     * @param function the function's name
     * @param args its arguments, none of them null
     * @return the reference to it
     * @throws NoSuchFunctionException if nobody offers it now
     * @throws IllegalArgumentException if it does not take these arguments
     * @throws SchedulerClosedException if the scheduler or the bundle has ended
     */
    Coro start(String function, Object... args);

    /**
     * Starts a coroutine of a function that some bundle offers.
     *
     * @param how name, mailbox, registration
     * @param function the function's name
     * @param args its arguments, none of them null
     * @return the reference to it
     * @throws NoSuchFunctionException if nobody offers it now
     * @throws IllegalArgumentException if it does not take these arguments
     * @throws NameTakenException if it is to be registered under a name that is taken; nothing was started
     * @throws SchedulerClosedException if the scheduler or the bundle has ended
     */
    Coro start(Spawn how, String function, Object... args);

    /**
     * The coroutine that runs on the calling thread, of this scheduler or another.
     *
     * @return what it holds of itself, or empty on any other thread
     */
    Optional<Self> current();

    /**
     * Looks a name up in the directory of names.
     *
     * @param name the name
     * @return who holds it now
     */
    Optional<Coro> locate(String name);

    /**
     * Looks a name up and waits for it to be registered.
     *
     * @param name the name
     * @param timeout how long to wait
     * @return the coroutine that holds it
     * @throws CoroTimeoutException when the time is up
     */
    Coro locate(String name, Duration timeout);

    /** Waits until no coroutine but daemons is left. */
    void join();

    /**
     * Waits until no coroutine but daemons is left, for at most a time.
     *
     * @param timeout how long to wait
     * @return false when the time is up
     */
    boolean tryJoin(Duration timeout);

    /**
     * Ends in order: waits until no coroutine but daemons is left, runs what was asked for {@linkplain #atExit at
     * exit}, waits for coroutines that this started, terminates the daemons. A later spawn works again.
     */
    void finish();

    /** As {@link #finish()}, but terminates all coroutines instead of waiting for them. */
    void terminate();

    /**
     * Runs something at the next {@link #finish()} or {@link #terminate()}, or when the bundle stops before that.
     *
     * @param priority higher ones run first, equal ones in the order in which they were asked for
     * @param action runs on the thread that finishes; what it throws is logged
     * @return takes the request back
     */
    Registration atExit(int priority, Runnable action);

    /**
     * The bundle's coroutines as they are now.
     *
     * @return one entry for each, in the order in which they were started
     */
    List<CoroSnapshot> status();

    /** Something that was asked for and can be taken back. */
    @ProviderType
    interface Registration extends AutoCloseable {
        /** Takes it back; without effect when done before. */
        @Override
        void close();
    }
}
