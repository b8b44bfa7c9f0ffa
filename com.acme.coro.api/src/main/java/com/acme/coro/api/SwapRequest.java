package com.acme.coro.api;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A swap that somebody asked for, see {@link Coro#swap(String, Object...)}. From any thread. */
@ProviderType
public interface SwapRequest {
    /**
     * What has become of it so far.
     *
     * @return its status now
     */
    SwapStatus status();

    /**
     * Waits until it is settled. Suspends a coroutine, blocks any other thread.
     *
     * @param timeout how long to wait; not negative, zero does not wait
     * @return its status then, or its status now when the time is up
     * @throws IllegalStateException if a coroutine waits for a swap of itself
     */
    SwapStatus await(Duration timeout);

    /**
     * Its last status as a stage. Dependents run on a service thread, never in a turn.
     *
     * @return a new stage that completes when it is settled, never exceptionally
     */
    CompletionStage<SwapStatus> asStage();
}
