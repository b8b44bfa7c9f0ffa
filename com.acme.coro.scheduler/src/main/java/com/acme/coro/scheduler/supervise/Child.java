package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.Restart;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.support.time.Timeouts;
import java.util.Optional;

/**
 * One child of a supervisor. Of the supervisor's coroutine, save for {@link #coro()}.
 *
 * <pre>
 *  running --body fails, in place--> asks --time comes--> running         the same coroutine
 *     |                                |
 *     +------ends----------+-----------+ terminated meanwhile
 *                          v
 *                       resting ------time comes--> running               a new coroutine
 * </pre>
 */
final class Child {
    final ChildSpec spec;
    /** Place among the children. */
    final long order;

    /** Null while it rests. */
    private volatile LocalCoro coro;

    private ChildTask work;
    /** While it asks; otherwise null. */
    private SupervisorCommand.Asks asks;
    /** When to start it again; means something while it asks or rests. */
    long startAt;

    private boolean askedToEnd;
    private long endBy;

    Child(ChildSpec spec, long order) {
        this.spec = spec;
        this.order = order;
    }

    Optional<LocalCoro> coro() {
        return Optional.ofNullable(coro);
    }

    boolean is(LocalCoro one) {
        return coro == one;
    }

    void started(LocalCoro as, ChildTask runs) {
        coro = as;
        work = runs;
        askedToEnd = false;
    }

    void ended() {
        coro = null;
        work = null;
        asks = null;
    }

    void asks(SupervisorCommand.Asks now) {
        asks = now;
    }

    Optional<SupervisorCommand.Asks> asking() {
        return Optional.ofNullable(asks);
    }

    ChildTask work() {
        return work;
    }

    /** The supervisor has decided. */
    void answer(boolean again) {
        RestartDecision verdict = asks.verdict();
        asks = null;
        verdict.say(again);
    }

    /** Whether an end with that outcome is followed by a start. */
    boolean startsAfter(Outcome how) {
        boolean wanted = switch (spec.restart()) {
            case PERMANENT -> true;
            case TRANSIENT -> !how.normal();
            case TEMPORARY -> false;
        };
        // a lambda does not come back
        return wanted && !(how instanceof Outcome.CodeGone && spec.body().isPresent());
    }

    boolean temporary() {
        return spec.restart() == Restart.TEMPORARY;
    }

    /** Asks it to end, once; returns when it must have, on the clock. */
    long askToEnd(String reason, long now) {
        if (askedToEnd) return endBy;
        askedToEnd = true;
        endBy = now + Timeouts.nanos(spec.shutdown());
        // one that asks has failed, and says so when it ends
        if (asks != null) answer(false);
        else coro.terminate(reason);
        return endBy;
    }
}
