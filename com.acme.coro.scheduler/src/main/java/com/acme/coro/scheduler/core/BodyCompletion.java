package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SwapSignal;
import java.util.List;
import java.util.Optional;

/** What follows when a body is over: its resources are closed, and a supervisor may have it run again. */
final class BodyCompletion {
    private static final Outcome UNKNOWN = new Outcome.Failed(new Failure(
            "java.lang.Error",
            "it failed, and there was no memory to say how",
            List.of(),
            Optional.empty(),
            List.of()));

    private BodyCompletion() {}

    /** The coroutine's outcome; null if it is to run its body again. */
    static Outcome after(LocalCoro c, Object value, Throwable thrown) {
        Outcome askedBefore = c.signalled();
        Outcome how = thrown == null ? new Outcome.Returned(value) : failed(c, thrown);
        closeResources(c);
        Outcome asked = c.signalled();
        // a failure that came first is not hidden by a request that met its clean-up
        if (asked != null) return askedBefore == null && how instanceof Outcome.Failed ? how : asked;
        RestartPolicy restarter = c.restarter();
        if (restarter == null) return how;
        try {
            return restarter.again(c, how) ? null : how;
        } catch (CoroSignal signal) {
            return c.signalled();
        }
    }

    private static Outcome failed(LocalCoro c, Throwable thrown) {
        Outcome asked = c.signalled();
        if (thrown instanceof CoroSignal && asked != null) return asked;
        if (thrown instanceof SwapSignal) return new Outcome.CodeGone("it made way for a swap that was withdrawn");
        if (thrown instanceof DetachedException && c.cutOff) return new Outcome.Detached("cut off");
        if (asked != null) EndNotifier.report(c, thrown);
        return failed(thrown);
    }

    /** The outcome of something that was thrown. Throws nothing, even where there is no memory. */
    static Outcome failed(Throwable thrown) {
        try {
            return new Outcome.Failed(failure(thrown));
        } catch (Throwable noRoom) {
            return UNKNOWN;
        }
    }

    /** Its text; of one whose methods throw Errors, its type. */
    static Failure failure(Throwable thrown) {
        try {
            return Failure.of(thrown);
        } catch (Throwable unreadable) {
            return new Failure(
                    thrown.getClass().getName(), "(message not readable)", List.of(), Optional.empty(), List.of());
        }
    }

    /** Closes what a coroutine owns, the last first. By its own thread, or by who cuts it off. */
    static void closeResources(LocalCoro c) {
        if (c.extras == null) return;
        for (AutoCloseable last; (last = c.lastResource()) != null; ) close(c, last::close);
    }

    /** Closes, or releases, one thing that a coroutine owned. */
    static void close(LocalCoro c, Close one) {
        try {
            one.run();
        } catch (CoroSignal signal) {
            // the next one is closed all the same
            return;
        } catch (Throwable t) {
            EndNotifier.report(c, t);
        }
    }

    /** How something is closed. */
    interface Close {
        void run() throws Exception;
    }
}
