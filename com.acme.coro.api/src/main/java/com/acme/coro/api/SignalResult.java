package com.acme.coro.api;

import java.util.Objects;

/**
 * Result of {@link Coro#raise} and {@link Coro#terminate}. Such a signal needs no room in the mailbox, so it is never
 * refused for lack of it. Says nothing of whether it has taken effect: that is seen by the coroutine's end.
 */
@Transferable
public sealed interface SignalResult {
    /** The one instance of {@link Accepted}. */
    SignalResult ACCEPTED = new Accepted();

    /** It will be thrown in the coroutine, or, for a coroutine in another process, is on its way. */
    record Accepted() implements SignalResult {}

    /**
     * The coroutine has ended, or cannot be reached.
     *
     * @param reason why, for display
     */
    record Gone(String reason) implements SignalResult {
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
