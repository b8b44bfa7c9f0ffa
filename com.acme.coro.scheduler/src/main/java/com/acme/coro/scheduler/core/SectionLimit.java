package com.acme.coro.scheduler.core;

import com.acme.coro.api.SectionTimeoutException;
import com.acme.coro.api.TimeLimitSignal;
import com.acme.coro.scheduler.engine.Timer;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import java.time.Duration;
import java.util.concurrent.Callable;

/**
 * The limit of a section of a coroutine.
 *
 * <pre>
 * RUNS --time--> DUE --current or next wait--> THROWN
 *   |             |                              |
 *   +-------------+-------section over-----------+--> OVER
 * </pre>
 *
 * Steps are made under the lock of the coroutine, see {@link SectionLimits}.
 */
final class SectionLimit extends Timer {
    /** No wait has this number. */
    private static final int NO_WAIT = -1;

    private final LocalCoro coro;
    final TimeLimitSignal signal;
    /** What the wait that is ended throws; made before, since it is thrown with the lock held. */
    final InjectedThrowable raised;

    // guarded by the coroutine's lock
    boolean due;
    boolean thrown;
    /** The signal that unwinds the section; null for none. */
    Object overruledBy;
    /** The limit of the section around this one; null for none. */
    SectionLimit outer;

    private SectionLimit(LocalCoro coro, Duration limit, long nanos) {
        super(coro, NO_WAIT, coro.engine.time.nanos() + nanos);
        this.coro = coro;
        this.signal = new TimeLimitSignal(limit);
        this.raised = new InjectedThrowable(signal);
        this.due = nanos == 0;
    }

    /** Runs a section, on the coroutine's own thread. */
    static <T> T run(LocalCoro coro, Duration limit, long nanos, Callable<T> section) throws Exception {
        var timer = new SectionLimit(coro, limit, nanos);
        T value = null;
        Throwable failure = null;
        timer.begin();
        try {
            if (nanos > 0) coro.engine.schedule(timer);
            value = section.call();
        } catch (Throwable t) {
            failure = t;
        }
        boolean expired = timer.end();
        if (failure instanceof Error e && e != timer.signal) throw e; // a signal for more than this section, or worse
        if (expired) throw timer.exception(failure);
        if (failure != null) throw (Exception) failure;
        return value;
    }

    private SectionTimeoutException exception(Throwable failure) {
        var exception = new SectionTimeoutException(signal.limit());
        if (failure != null && failure != signal) exception.addSuppressed(failure);
        return exception;
    }

    private void begin() {
        coro.lock();
        try { // this takes memory
            coro.extras().limits().enter(this);
        } finally {
            coro.unlock();
        }
    }

    /** Whether the signal was thrown. */
    private boolean end() {
        coro.engine.cancel(this);
        coro.lock();
        SectionLimits limits = coro.limits(); // none any more of one that was detached
        if (limits != null) limits.leave(this);
        boolean expired = thrown;
        coro.unlock();
        return expired;
    }

    /** The time is over: ends the wait that goes on, if there is one. With the lock held; true if the coroutine is ready now. */
    boolean expire() {
        due = true;
        SectionLimits limits = coro.limits();
        SectionLimit next = limits == null || coro.isToBeSignalled() ? null : limits.due();
        if (next == null || !coro.interruptWait(next.raised)) return false;
        limits.thrown(next);
        return true;
    }

    void overrule(Object by) {
        if (overruledBy == null) overruledBy = by;
    }
}
