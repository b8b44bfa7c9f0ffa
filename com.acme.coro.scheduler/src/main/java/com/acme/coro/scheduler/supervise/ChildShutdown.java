package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.List;

/** Ends a supervisor's children: asks, waits for as long as each may take, cuts off. Of the supervisor's coroutine. */
final class ChildShutdown {
    /** What it takes beside the children's times. */
    private static final long MARGIN = Duration.ofSeconds(1).toNanos();

    private final LocalCoro supervisor;
    private final CoreRuntime runtime;
    /** What ends the supervisor; null if it was asked to shut down. */
    private Throwable why;
    /** There is no time to wait for anybody. */
    private boolean hurry;

    ChildShutdown(LocalCoro supervisor, CoreRuntime runtime) {
        this.supervisor = supervisor;
        this.runtime = runtime;
    }

    /** Ends one. What is thrown in the supervisor meanwhile is thrown; the child has been asked then. */
    void end(Child child, String reason) {
        LocalCoro coro = child.coro().orElse(null);
        if (coro == null) return;
        long endBy = child.askToEnd(reason, runtime.graceNanos());
        do {
            long left = Math.max(0, endBy - runtime.graceNanos());
            if (coro.tryJoin(Duration.ofNanos(left)).isPresent()) return;
        } while (endBy - runtime.graceNanos() > 0); // the process was paused
        cutOff(child, coro);
    }

    private void cutOff(Child child, LocalCoro coro) {
        runtime.detached()
                .detach(
                        coro,
                        new Outcome.Detached(
                                supervisor + " asked it to end, and it did not within " + child.spec.shutdown()));
    }

    /**
     * Ends all, whatever is thrown in the supervisor meanwhile. It may take as long as the children may; a second
     * signal says that it may not.
     *
     * @param inReverse the last to be ended first
     * @param because what ends the supervisor, or null
     * @return what the supervisor is to throw, or null
     */
    Throwable endAll(List<Child> inReverse, Throwable because, String reason) {
        if (because != null) thrown(because, inReverse);
        for (Child child : inReverse) {
            while (child.coro().filter(LocalCoro::alive).isPresent()) {
                try {
                    if (hurry) cutOff(child, child.coro().orElseThrow());
                    else end(child, reason);
                } catch (RuntimeException | Error e) {
                    thrown(e, inReverse);
                }
            }
        }
        return why;
    }

    private void thrown(Throwable e, List<Child> children) {
        if (e instanceof DetachedException || e instanceof CoroSignal && why instanceof CoroSignal) hurry = true;
        else if (e instanceof CoroSignal) supervisor.cleanUpFor(timeOf(children));
        if (why == null || e instanceof CoroSignal) why = e;
        else why.addSuppressed(e);
    }

    private static long timeOf(List<Child> children) {
        long sum = MARGIN;
        for (Child c : children) sum = Math.min(Long.MAX_VALUE / 2, sum + Timeouts.nanos(c.spec.shutdown()));
        return sum;
    }
}
