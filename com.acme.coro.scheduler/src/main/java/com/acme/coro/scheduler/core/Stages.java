package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroTimeoutException;
import java.util.Objects;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** Waits for stages. */
final class Stages {
    /** What a stage completed with; one of the two is null, or both. */
    record Done(Object value, Throwable failure) {
        /** The value; throws the failure as it is. */
        Object get() throws Exception {
            Throwable f = cause();
            if (f instanceof Error e) throw e;
            if (f instanceof Exception e) throw e;
            return value;
        }

        /** The value; throws the failure, wrapped if it is checked. */
        Object getUnchecked() {
            Throwable f = cause();
            if (f instanceof Error e) throw e;
            if (f instanceof RuntimeException e) throw e;
            if (f != null) throw new CompletionException(f);
            return value;
        }

        private Throwable cause() {
            boolean wrapped = (failure instanceof CompletionException || failure instanceof ExecutionException)
                    && failure.getCause() != null;
            return wrapped ? failure.getCause() : failure;
        }
    }

    private Stages() {}

    @SuppressWarnings("unchecked") // the stage is one of T
    static <T> T await(LocalCoro c, CompletionStage<T> stage, long timeoutNanos) throws Exception {
        Objects.requireNonNull(stage, "stage");
        c.mayWait(true);
        var waiter = new CoroWait<Done>("a stage", null, c);
        waiter.swapPoint = true;
        StageWaiters waiters = c.runtime().stages.of(stage);
        waiters.attach(waiter);
        Done done;
        try {
            done = waiter.awaitUntil(timeoutNanos, () -> {});
        } finally {
            waiters.detach(waiter);
        }
        if (done == null) throw new CoroTimeoutException("the stage did not complete in time: " + stage);
        return (T) done.get();
    }

    /** Completes a waiter with what a stage completes with, which only this call waits for; others: {@link StageWaiters}. */
    static void attach(CompletionStage<?> stage, ParkedWait<? super Done> waiter) {
        var unused = stage.whenComplete((value, failure) -> {
            if (waiter.claim()) waiter.finish(new Done(value, failure));
        });
    }
}
