package com.acme.coro.api.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Spawn;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Coroutines that do not outlive a block of code. Of the coroutine that opened it: all of it is for that one alone, and
 * others get a {@link com.acme.coro.api.WrongCoroutineException}. The first child that fails cancels its siblings. One
 * that was terminated has not failed; one that was cut off or lost its code has.
 *
 * <p>A scope that is not closed is closed when the coroutine that opened it ends, before anybody is told of that end.
 */
@ProviderType
public interface Scope extends AutoCloseable {
    /**
     * Starts a child.
     *
     * @param name for display
     * @param body what it does
     * @return the reference to it
     * @throws com.acme.coro.api.CoroClosedException if the scope is closed or cancelled
     */
    Coro spawn(String name, CoroBody body);

    /**
     * Starts a child.
     *
     * @param how name, mailbox, registration
     * @param body what it does
     * @return the reference to it
     * @throws com.acme.coro.api.CoroClosedException if the scope is closed or cancelled
     */
    Coro spawn(Spawn how, CoroBody body);

    /**
     * Waits until every child has ended.
     *
     * @throws com.acme.coro.api.CoroEndedException the first failure of a child, with the failures of its siblings as
     *     suppressed exceptions; all have ended then
     */
    void join();

    /**
     * As {@link #join()}, for at most a time; then cancels the children, and waits for that.
     *
     * @param timeout how long to wait
     * @throws com.acme.coro.api.CoroTimeoutException when the time was up; all have ended then
     * @throws com.acme.coro.api.CoroEndedException as {@link #join()}
     */
    void join(Duration timeout);

    /** Terminates every child that has not ended. Does not wait. No child can be spawned then. */
    void cancel();

    /**
     * Ends the scope: cancels the children that have not ended, and waits for them. Call {@link #join()} first to let
     * them finish; a block that throws before that cancels them by this. What is raised in the waiting coroutine is
     * thrown when they have ended; one that is terminated waits no longer than its clean-up may. Without effect when
     * the scope is closed. Throws no failure of a child.
     */
    @Override
    void close();
}
