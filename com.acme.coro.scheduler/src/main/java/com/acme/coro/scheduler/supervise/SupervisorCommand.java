package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.scheduler.core.LocalCoro;

/** What a supervisor's coroutine is told by others, as messages: nobody else touches its state. */
sealed interface SupervisorCommand {
    /** Somebody waits for an answer: what the call returns, or a {@link Refused}. */
    sealed interface Request extends SupervisorCommand {
        Coro replyTo();
    }

    /** Start the children of the specification. */
    record Begin(Coro replyTo) implements Request {}

    record Add(ChildSpec child, Coro replyTo) implements Request {}

    record Remove(String id, Coro replyTo) implements Request {}

    record Shutdown() implements SupervisorCommand {}

    /** A child's coroutine has ended. */
    record Ended(Child child, LocalCoro coro, Outcome outcome) implements SupervisorCommand {}

    /** A child's body has failed and might run again in the same coroutine, which waits for the answer. */
    record Asks(Child child, LocalCoro coro, Outcome.Failed how, RestartDecision verdict)
            implements SupervisorCommand {}

    /** The answer to a request that was not granted. */
    record Refused(RuntimeException why) {}
}
