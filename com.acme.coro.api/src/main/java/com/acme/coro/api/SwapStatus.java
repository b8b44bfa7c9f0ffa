package com.acme.coro.api;

import java.util.Objects;

/** What became of a {@link SwapRequest}. */
public sealed interface SwapStatus {
    /** It is taken at the coroutine's next swap point. */
    record Accepted() implements SwapStatus {}

    /**
     * It waits until the coroutine may be swapped.
     *
     * @param why what it waits for
     */
    record Postponed(Why why) implements SwapStatus {
        /** What a swap waits for. */
        public enum Why {
            /** The coroutine has not said that it is swappable, or has taken that back. */
            NOT_SWAPPABLE,
            /** It is in a shielded section. */
            SHIELDED
        }

        /** Refuses null. */
        public Postponed {
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * It will not be: nothing has changed for the coroutine.
     *
     * @param reason what refused it, for display
     */
    record Refused(String reason) implements SwapStatus {
        /** Refuses null. */
        public Refused {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /** The new function runs. */
    record Applied() implements SwapStatus {}

    /**
     * The old function has made way, but the new one does not run: the coroutine has ended.
     *
     * @param reason what happened, for display
     */
    record Failed(String reason) implements SwapStatus {
        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Whether this is the last word.
     *
     * @return false for accepted and postponed
     */
    default boolean settled() {
        return !(this instanceof Accepted || this instanceof Postponed);
    }
}
