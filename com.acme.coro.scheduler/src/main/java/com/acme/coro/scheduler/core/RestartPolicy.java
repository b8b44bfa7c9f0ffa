package com.acme.coro.scheduler.core;

import com.acme.coro.api.Outcome;

/** Decides, when a body is over, whether the coroutine starts again in place. */
public interface RestartPolicy {
    /**
     * Runs on the coroutine's own thread, in its turn, after what it owned was closed; may wait.
     *
     * @param child whose body is over
     * @param outcome how; never Terminated
     * @return true to run the body again; false to end with that outcome
     */
    boolean again(LocalCoro child, Outcome outcome);
}
