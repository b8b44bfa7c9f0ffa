package com.acme.coro.api;

import java.util.Objects;

/**
 * How a coroutine ended. Complete: a switch over it needs no default. A coroutine's end alone is an outcome. That of a
 * cluster's job is not: a job may run several times, in several coroutines or in none.
 *
 * <p>An outcome holds no class of the coroutine's code, save for a returned value: failures are kept as text.
 */
@Transferable
public sealed interface Outcome {
    /**
     * Its body returned.
     *
     * @param value what it returned; {@code null} iff it returned {@code null}
     */
    record Returned(Object value) implements Outcome {}

    /**
     * Its body threw.
     *
     * @param failure what it threw
     */
    record Failed(Failure failure) implements Outcome {
        /** Refuses null. */
        public Failed {
            Objects.requireNonNull(failure, "failure");
        }
    }

    /**
     * It was asked to end, and did.
     *
     * @param reason why, or by which caller, for display
     */
    record Terminated(String reason) implements Outcome {
        /** Refuses null. */
        public Terminated {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It did not end when asked and interrupted: it was cut off. Its thread may still be running, outside its
     * scheduler, and whatever it calls of ours throws.
     *
     * @param reason why it had to end, and where it was
     */
    record Detached(String reason) implements Outcome {
        /** Refuses null. */
        public Detached {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * Its code went away: its bundle stopped, or its function's service was withdrawn.
     *
     * @param reason which, for display
     */
    record CodeGone(String reason) implements Outcome {
        /** Refuses null. */
        public CodeGone {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * The process it ran in cannot be reached any more. Whether it still runs is not known. Says which run of that
     * process: one that is started again under the same name or at the same address is another.
     *
     * @param peer the name of that process among its peers
     * @param incarnation which run of it was lost: that of the coroutine's {@link CoroId}
     */
    record PeerLost(String peer, long incarnation) implements Outcome {
        /** Refuses null. */
        public PeerLost {
            Objects.requireNonNull(peer, "peer");
        }

        /** The incarnation is in hexadecimal digits, as in a {@link CoroId}. */
        @Override
        public String toString() {
            return "PeerLost[peer=" + peer + ", incarnation=" + Long.toHexString(incarnation) + "]";
        }
    }

    /**
     * The process it ran in can be reached, and does not know the coroutine any more. It has ended as a rule: how is
     * kept for as long as a reference to it is held there or was given to another process.
     *
     * @param reason why it is not known, for display
     */
    record Forgotten(String reason) implements Outcome {
        /** Refuses null. */
        public Forgotten {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It returned in another process something that could not be sent here.
     *
     * @param what the type, and why
     */
    record NotTransferable(String what) implements Outcome {
        /** Refuses null. */
        public NotTransferable {
            Objects.requireNonNull(what, "what");
        }
    }

    /**
     * Whether it ended by itself and well.
     *
     * @return true iff this is {@link Returned}
     */
    default boolean normal() {
        return this instanceof Returned;
    }
}
