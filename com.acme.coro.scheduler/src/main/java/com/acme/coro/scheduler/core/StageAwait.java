package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.scheduler.wait.StageResult;
import com.acme.coro.scheduler.wait.StageWaiters;
import java.util.Objects;
import java.util.concurrent.CompletionStage;

/** Waits for stages. */
final class StageAwait {
    private StageAwait() {}

    @SuppressWarnings("unchecked") // the stage is one of T
    static <T> T await(LocalCoro c, CompletionStage<T> stage, long timeoutNanos) throws Exception {
        Objects.requireNonNull(stage, "stage");
        c.mayWait(true);
        var waiter = new CoroWait<StageResult>("a stage", null, c);
        waiter.asSwapPoint();
        StageWaiters waiters = c.runtime().stages.of(stage);
        waiters.attach(waiter);
        StageResult done;
        try {
            done = waiter.awaitUntil(timeoutNanos, () -> {});
        } finally {
            waiters.detach(waiter);
        }
        if (done == null) throw new CoroTimeoutException("the stage did not complete in time: " + stage);
        return (T) done.get();
    }
}
