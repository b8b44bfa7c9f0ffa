package com.acme.coro.api;

import java.util.Objects;

/** What became of something that was handed to a coroutine. Says nothing of whether it was, or will be, processed. */
@Transferable
public sealed interface SendResult {
    /** The one instance of {@link Accepted}. */
    SendResult ACCEPTED = new Accepted();

    /** It is in the mailbox, or, for a coroutine in another process, on its way. */
    record Accepted() implements SendResult {}

    /**
     * The mailbox has a bound and is full: nothing was put into it.
     *
     * @param bound how many messages it holds; 0 where that is not known, as for one in another process
     */
    record Full(int bound) implements SendResult {}

    /**
     * The coroutine has ended, or cannot be reached.
     *
     * @param reason why, for display
     */
    record Gone(String reason) implements SendResult {
        /** Refuses null. */
        public Gone {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Whether this is {@link Accepted}.
     *
     * @return true iff it was accepted
     */
    default boolean accepted() {
        return this instanceof Accepted;
    }
}
