package com.acme.coro.scheduler.core;

import com.acme.coro.api.SectionTimeoutException;
import com.acme.coro.api.TimeLimitSignal;
import com.acme.coro.scheduler.engine.Timer;
import com.acme.coro.scheduler.wait.Raised;
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
 * Steps are made under the lock of the coroutine.
 */
final class TimeLimit extends Timer {
    /** No wait has this number. */
    private static final int NO_WAIT = -1;

    private final LocalCoro coro;
    private final TimeLimitSignal signal;
    private final Raised raised;

    // guarded by the coroutine's lock
    private boolean due;
    private boolean thrown;

    private TimeLimit(LocalCoro coro, Duration limit, long nanos) {
        super(coro, NO_WAIT, coro.engine.time.nanos() + nanos);
        this.coro = coro;
        this.signal = new TimeLimitSignal(limit);
        this.raised = new Raised(signal);
        this.due = nanos == 0;
    }

    /** Runs a section, on the coroutine's own thread. */
    static <T> T run(LocalCoro coro, Duration limit, long nanos, Callable<T> section) throws Exception {
        var timer = new TimeLimit(coro, limit, nanos);
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
            coro.extras().enter(this);
        } finally {
            coro.unlock();
        }
    }

    /** Whether the signal was thrown. */
    private boolean end() {
        coro.engine.cancel(this);
        coro.lock();
        if (coro.extras != null) coro.extras.leave(this); // there is none any more of one that was detached
        boolean expired = thrown;
        coro.unlock();
        return expired;
    }

    /** The time is over: ends the wait that goes on, if there is one. With the lock held; true if the coroutine is ready now. */
    boolean expire() {
        due = true;
        TimeLimit next = coro.extras == null || coro.ending != null ? null : coro.extras.dueLimit();
        if (next == null || !coro.interruptWait(next.raised)) return false;
        next.thrown = true;
        return true;
    }

    /** What is thrown at the next wait. With the lock held. */
    Raised take() {
        thrown = true;
        return raised;
    }

    /** A wait was completed at the moment in which the signal was to be thrown: that is thrown at the next wait. With the lock held. */
    void putBack() {
        thrown = false;
    }

    boolean throwsThis(Throwable signal) {
        return this.signal == signal;
    }

    boolean isDue() {
        return due && !thrown;
    }

    boolean isThrown() {
        return thrown;
    }
}
