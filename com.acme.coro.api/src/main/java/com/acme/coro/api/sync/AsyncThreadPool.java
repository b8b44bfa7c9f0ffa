package com.acme.coro.api.sync;

import com.acme.coro.api.Handle;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Platform threads for calls that block. The calling coroutine waits and its scheduler goes on; a plain thread blocks.
 * Calls are taken up in the order in which they came; the queue has no bound.
 */
@ProviderType
public interface AsyncThreadPool extends Handle, AutoCloseable {
    /**
     * Runs a call on a thread of the pool and waits for its result. If the wait ends otherwise (raise, terminate),
     * the call is taken out of the queue, or if it runs its thread is interrupted; one that goes on regardless keeps
     * its thread until it is done, and its result is dropped.
     *
     * @param <T> type of the result
     * @param call what to run; not on a coroutine: our waiting calls fail there
     * @return its result, {@code null} iff that is {@code null}
     * @throws com.acme.coro.api.CoroClosedException if the pool is closed, or is closed before the call was taken up
     * @throws Exception what the call throws
     */
    <T> T call(Callable<T> call) throws Exception;

    /**
     * As {@link #call(Callable)}, for at most a time, waiting in the queue included.
     *
     * @param <T> type of the result
     * @param call what to run
     * @param timeout how long to wait
     * @return its result, {@code null} iff that is {@code null}
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; the call is treated as there
     * @throws com.acme.coro.api.CoroClosedException if the pool is closed, or is closed before the call was taken up
     * @throws Exception what the call throws
     */
    <T> T call(Callable<T> call, Duration timeout) throws Exception;

    /**
     * Waits until no call is queued or running, for at most a time.
     *
     * @param timeout how long to wait
     * @return false when the time is up
     */
    boolean tryJoin(Duration timeout);

    /** Takes no more calls, fails those that are queued, interrupts those that run. Does not wait for them. */
    @Override
    void close();
}
