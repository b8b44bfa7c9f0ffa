package com.acme.coro.api;

import java.util.Objects;

/**
 * The message that a monitor gets when the coroutine it watches has ended, behind what that one sent it before. A
 * bounded mailbox has room for it in any case.
 *
 * <p>One that is received comes from the scheduler: {@code send}, {@code deliver} and channels refuse an {@code Exit}. To
 * pass one on, put it into a message of another type.
 *
 * @param coro who ended; equal to the reference that was given to {@link Self#monitor(Coro)}
 * @param outcome how
 */
@Transferable
public record Exit(Coro coro, Outcome outcome) {
    /** Refuses null. */
    public Exit {
        Objects.requireNonNull(coro, "coro");
        Objects.requireNonNull(outcome, "outcome");
    }
}
