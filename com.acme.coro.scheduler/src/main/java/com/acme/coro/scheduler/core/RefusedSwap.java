package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The request for a swap that cannot be.
 *
 * @param coro the reference that was asked
 * @param status why it cannot be
 */
record RefusedSwap(Coro coro, SwapStatus.Refused status) implements SwapRequest {
    RefusedSwap(Coro coro, String reason) {
        this(coro, new SwapStatus.Refused(reason));
    }

    @Override
    public SwapStatus await(Duration timeout) {
        Timeouts.nanos(timeout);
        return status;
    }

    @Override
    public CompletionStage<SwapStatus> asStage() {
        return CompletableFuture.<SwapStatus>completedStage(status);
    }
}
