package com.acme.coro.scheduler.core;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.scheduler.wait.InjectedThrowable;

/** A coroutine has been asked to end. Guarded by its lock. */
public final class TerminationRequest {
    final Outcome outcome;
    private final String reason;
    /** Whether the signal has been thrown in it. */
    public boolean delivered;
    /** Whether its thread was interrupted because it went on. */
    public boolean interrupted;
    /** Until when clean-up may wait; means something once the signal was delivered. */
    public long graceUntil;
    /** How often the signal was thrown again because it was swallowed. */
    int again;

    /** In a coroutine that has ended without being asked to. Not changed: nothing is, after the end. */
    static final TerminationRequest OVER = new TerminationRequest(new Outcome.Returned(Boolean.TRUE), "it has ended");

    TerminationRequest(Outcome outcome, String reason) {
        this.outcome = outcome;
        this.reason = reason;
    }

    InjectedThrowable signal() {
        return new InjectedThrowable(new TerminateSignal(reason));
    }
}
