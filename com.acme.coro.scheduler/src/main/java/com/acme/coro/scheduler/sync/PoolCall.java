package com.acme.coro.scheduler.sync;

import com.acme.coro.api.spi.Waiter;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/**
 * A call on its way through a pool.
 *
 * <pre>
 * QUEUED --begin--> RUNNING --> OVER
 *    +---withdraw, refuse-------> OVER
 * </pre>
 */
final class PoolCall<T> {
    private enum State {
        QUEUED,
        RUNNING,
        OVER
    }

    /** What a call came to: one of the two. */
    record Result<T>(T value, Throwable thrown) {
        T get() throws Exception {
            if (thrown == null) return value;
            if (thrown instanceof Error e) throw e;
            if (thrown instanceof Exception e) throw e;
            throw new ExecutionException(thrown);
        }
    }

    private final Callable<T> body;
    private final Waiter<Result<T>> waiter;

    // guarded by this
    private State state = State.QUEUED;
    private Thread thread;

    PoolCall(Callable<T> body, Waiter<Result<T>> waiter) {
        this.body = body;
        this.waiter = waiter;
    }

    /** Takes it up on the calling thread; false if it was withdrawn or refused before. */
    private synchronized boolean begin() {
        if (state != State.QUEUED) return false;
        state = State.RUNNING;
        thread = Thread.currentThread();
        return true;
    }

    /** Runs it, on the thread that took it up. */
    private Result<T> run() {
        Result<T> result;
        try {
            result = new Result<>(body.call(), null);
        } catch (Throwable thrown) { // whatever it is, it is the caller's
            result = new Result<>(null, thrown);
        }
        synchronized (this) {
            state = State.OVER;
            thread = null;
        }
        return result;
    }

    /** Begins it, runs it, says that it is over, and then tells its caller; does nothing if it must not begin. */
    void perform(Runnable over) {
        if (!begin()) return;
        Result<T> result = run();
        over.run();
        waiter.complete(result);
    }

    /**
     * Nobody waits for it any more: it does not begin, or is interrupted. An interrupt reaches it and not the next call
     * on its thread: both steps are made under the lock.
     *
     * @return true if it had not begun, and will not
     */
    synchronized boolean withdraw() {
        boolean queued = state == State.QUEUED;
        if (queued) state = State.OVER;
        else if (state == State.RUNNING) thread.interrupt();
        return queued;
    }

    /** The pool is closed: if it has not begun, it does not, and its caller is told. */
    void refuse(RuntimeException why, Runnable over) {
        synchronized (this) {
            if (state != State.QUEUED) return;
            state = State.OVER;
        }
        over.run();
        waiter.fail(why);
    }
}
