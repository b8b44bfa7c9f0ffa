package com.acme.coro.api;

import java.util.Objects;

/**
 * A coroutine ended without the value that was asked for. Where it failed, the cause prints like the original failure,
 * with its stack trace.
 */
public final class CoroEndedException extends CoroException {
    private static final long serialVersionUID = 1L;

    private final transient Coro coro;
    private final transient Outcome outcome;

    /**
     * Says who ended and how.
     *
     * @param coro who
     * @param outcome how
     */
    public CoroEndedException(Coro coro, Outcome outcome) {
        super(
                describe(coro, outcome),
                outcome instanceof Outcome.Failed f ? f.failure().toThrowable() : null);
        this.coro = Objects.requireNonNull(coro, "coro");
        this.outcome = Objects.requireNonNull(outcome, "outcome");
    }

    private static String describe(Coro coro, Outcome outcome) {
        return switch (outcome) {
            case Outcome.Returned r -> coro + " has ended";
            case Outcome.Failed f -> coro + " failed: " + f.failure();
            case Outcome.Terminated t -> coro + " was terminated: " + t.reason();
            case Outcome.Detached d -> coro + " was detached: " + d.reason();
            case Outcome.CodeGone g -> coro + " lost its code: " + g.reason();
            case Outcome.PeerLost p -> coro + " was lost with its peer " + p.peer();
            case Outcome.Forgotten f -> coro + " is not known any more where it ran: " + f.reason();
            case Outcome.NotTransferable n -> coro + " returned what cannot be transferred: " + n.what();
        };
    }

    /**
     * Who ended.
     *
     * @return the coroutine
     */
    public Coro coro() {
        return coro;
    }

    /**
     * How it ended.
     *
     * @return the outcome
     */
    public Outcome outcome() {
        return outcome;
    }
}
