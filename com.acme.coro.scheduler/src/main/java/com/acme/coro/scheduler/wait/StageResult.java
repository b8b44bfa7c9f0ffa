package com.acme.coro.scheduler.wait;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/** What a stage completed with; one of the two is null, or both. */
public record StageResult(Object value, Throwable failure) {
    /** The value; throws the failure as it is. */
    public Object get() throws Exception {
        Throwable f = cause();
        if (f instanceof Error e) throw e;
        if (f instanceof Exception e) throw e;
        return value;
    }

    /** The value; throws the failure, wrapped if it is checked. */
    public Object getUnchecked() {
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

    /** Completes a waiter with what a stage completes with, which only this call waits for; others: {@link StageWaiters}. */
    public static void attach(CompletionStage<?> stage, ParkedWait<? super StageResult> waiter) {
        var unused = stage.whenComplete((value, failure) -> {
            if (waiter.claim()) waiter.finish(new StageResult(value, failure));
        });
    }
}
