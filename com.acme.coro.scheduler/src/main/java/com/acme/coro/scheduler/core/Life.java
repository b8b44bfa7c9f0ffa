package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;

/** Runs a coroutine's body, once or, where a supervisor says so, again; closes what it owned each time. */
final class Life {
    private Life() {}

    static Outcome live(LocalCoro c) {
        for (; ; ) {
            Outcome how = once(c);
            closeResources(c);
            Outcome asked = c.signalled();
            if (asked != null) return asked;
            Restarter restarter = c.restarter();
            if (restarter == null) return how;
            try {
                if (!restarter.again(c, how)) return how;
            } catch (CoroSignal signal) {
                return c.signalled();
            }
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace")
    private static Outcome once(LocalCoro c) {
        try {
            Raised due = c.dueAtStart();
            if (due != null) throw due.rethrow();
            return new Outcome.Returned(c.work.run(c.self()));
        } catch (CoroSignal signal) {
            Outcome asked = c.signalled();
            // a signal that nobody sent: user code made it
            return asked != null ? asked : new Outcome.Failed(Failure.of(signal));
        } catch (DetachedException cutOff) {
            return new Outcome.Detached("cut off");
        } catch (Throwable t) { // an Error ends this coroutine and no other
            var failure = Failure.of(t);
            if (c.signalled() != null) c.engine.runtime.events.cleanupFailed(c, failure);
            return new Outcome.Failed(failure);
        }
    }

    /** Also by who cuts a coroutine off. */
    static void closeResources(LocalCoro c) {
        AutoCloseable last;
        while ((last = c.lastResource()) != null) {
            try {
                last.close();
            } catch (CoroSignal signal) {
                // the next one is closed all the same
                continue;
            } catch (Throwable t) {
                c.engine.runtime.events.cleanupFailed(c, Failure.of(t));
            }
        }
    }
}
