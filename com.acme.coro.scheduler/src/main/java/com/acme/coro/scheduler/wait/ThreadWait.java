package com.acme.coro.scheduler.wait;

import com.acme.coro.api.CoroInterruptedException;
import com.acme.coro.api.spi.TimeSource;
import java.util.concurrent.locks.LockSupport;

/** A wait of a plain thread, which blocks. */
public final class ThreadWait<T> extends ParkedWait<T> {
    /** How long to wait for the one that has claimed the wait, and is about to finish it, before looking again. */
    private static final long ABOUT_TO_FINISH_NANOS = 1_000_000;

    private final Thread thread = Thread.currentThread();
    private final TimeSource time;
    /** Written once by whoever claimed the wait. */
    private volatile Object brought;

    public ThreadWait(String what, Object of, TimeSource time) {
        super(what, of);
        this.time = time;
    }

    @Override
    public void finish(Object value) {
        brought = value;
        LockSupport.unpark(thread);
    }

    @Override
    @SuppressWarnings("unchecked") // complete takes a T, fail a Raised
    public T awaitUntil(long timeoutNanos, Runnable withdraw) {
        if (!thread.equals(Thread.currentThread()))
            throw new IllegalStateException("this wait is of thread " + thread.getName());
        long deadline = time.nanos() + Math.min(timeoutNanos, Long.MAX_VALUE / 2);
        boolean interrupted = false;
        while (brought == null) {
            boolean late = time.nanos() - deadline >= 0;
            interrupted |= Thread.interrupted();
            boolean over = late || interrupted && !deaf();
            if (over && claim()) {
                withdraw.run();
                if (interrupted) Thread.currentThread().interrupt();
                if (late) return null;
                throw new CoroInterruptedException("interrupted while waiting for " + this);
            }
            if (over) LockSupport.parkNanos(this, ABOUT_TO_FINISH_NANOS);
            else time.parkUntil(deadline);
        }
        if (interrupted) Thread.currentThread().interrupt();
        if (brought instanceof InjectedThrowable r) throw r.rethrow();
        return (T) brought;
    }
}
