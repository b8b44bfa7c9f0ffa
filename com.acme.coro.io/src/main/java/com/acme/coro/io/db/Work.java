package com.acme.coro.io.db;

import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.stream.OneAtATime;
import com.acme.coro.io.work.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * What is done on one connection, one after the other. A caller can go away at any moment; what it had asked for is then
 * cancelled or goes on, and the next caller waits for its end.
 */
final class Work {
    /** How long a statement that was cancelled may take to end before its connection is broken off. */
    private static final long CANCEL_MILLIS = 5000;

    /** How long it has before it is cancelled again; twice that then, and so on. */
    private static final long CANCEL_PAUSE_MILLIS = 20;

    /** Something to do on a connection. */
    interface Task<T> {
        /** On a thread that may block. */
        T perform() throws SQLException;
    }

    private final String where;
    private final Parking parking;
    private final Executor threads;
    private final Connection connection;
    private final OneAtATime turn;

    // guarded by this
    /** Completed when nothing runs, and nothing is being cancelled. */
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    /** What the running task executes; null if it executes nothing now. */
    private Statement executing;

    private boolean cancelled;
    private boolean closed;

    Work(String where, Parking parking, Executor threads, Connection connection) {
        this.where = where;
        this.parking = parking;
        this.threads = threads;
        this.connection = connection;
        this.turn = new OneAtATime("somebody else is using the cursor: " + where);
    }

    /** Something with several steps that nobody may step into. */
    <T> T alone(Supplier<T> steps) {
        turn.enter();
        try {
            return steps.get();
        } finally {
            turn.leave();
        }
    }

    /** Has something done that is cancelled when its caller goes away, and waits for it. By who is alone. */
    <T> T execute(String what, Deadline deadline, Task<T> task) {
        settle(deadline);
        Waiter<T> waiter = parking.waiter(what + " in " + where);
        begin(what, task, waiter);
        return deadline.await(waiter, this::cancel, what);
    }

    /** Has something done that goes on when its caller goes away, and waits for it. By who is alone. */
    <T> T fetch(String what, Deadline deadline, Task<T> task) {
        Waiter<T> waiter = parking.<T>waiter(what + " from " + where).asSwapPoint();
        begin(what, task, waiter);
        return deadline.await(waiter, () -> {}, what);
    }

    private <T> void begin(String what, Task<T> task, Waiter<T> waiter) {
        var done = new CompletableFuture<Void>();
        synchronized (this) {
            check();
            running = done;
            cancelled = false;
        }
        try {
            threads.execute(() -> perform(what, task, waiter, done));
        } catch (RejectedExecutionException e) {
            done.complete(null);
            throw new IoClosedException("the bundle has stopped: " + where, where);
        }
    }

    private <T> void perform(String what, Task<T> task, Waiter<T> waiter, CompletableFuture<Void> done) {
        Optional<T> value = Optional.empty();
        RuntimeException thrown = null;
        try {
            value = Optional.of(task.perform());
        } catch (SQLException e) {
            thrown = failure(what, e);
        } catch (RuntimeException e) {
            thrown = e;
        } catch (Error e) {
            thrown = new IllegalStateException(e);
        }
        done.complete(null);
        if (thrown != null) waiter.fail(thrown);
        else waiter.complete(value.get());
    }

    private synchronized RuntimeException failure(String what, SQLException why) {
        if (closed) return new IoClosedException("the cursor is closed: " + where, where);
        return DbFailures.of(what, where, why);
    }

    /** Waits until nothing runs: what an earlier caller had asked for. */
    void settle(Deadline deadline) {
        CompletableFuture<Void> before;
        synchronized (this) {
            check();
            before = running;
        }
        if (before.isDone()) return;
        Waiter<Boolean> waiter = parking.<Boolean>waiter("what was asked of " + where + " before")
                .asSwapPoint();
        before.thenRun(() -> waiter.complete(true));
        deadline.await(waiter, () -> {}, "what was asked of " + where + " before");
    }

    private void check() {
        if (closed) throw new IoClosedException("the cursor is closed: " + where, where);
    }

    /** Within a task: what it executes now, and can be cancelled; null: nothing any more. */
    void executing(Statement statement) throws SQLException {
        synchronized (this) {
            executing = statement;
            if (statement == null || !cancelled) return;
        }
        throw new SQLException("cancelled before it was executed", "57014");
    }

    /** Nobody wants what runs any more. Does not wait. */
    void cancel() {
        CompletableFuture<Void> what;
        var over = new CompletableFuture<Void>();
        synchronized (this) {
            if (running.isDone() || cancelled) return;
            cancelled = true;
            what = running;
            running = over; // until the cancelling is over too: it must not hit what is asked for next
        }
        try {
            threads.execute(() -> {
                stop(what);
                what.thenRun(() -> over.complete(null));
            });
        } catch (RejectedExecutionException e) {
            what.thenRun(() -> over.complete(null)); // this bundle has stopped, and has closed the connection
        }
    }

    /** Ends what runs, gently at first. On a thread that may block. */
    private void stop(CompletableFuture<Void> what) {
        long pause = CANCEL_PAUSE_MILLIS;
        for (long waited = 0; waited < CANCEL_MILLIS; waited += pause, pause *= 2) {
            try {
                // more than once: a database drops what comes before the statement does
                Statement statement = executing();
                if (statement != null) Cancelling.ask(connection, statement);
                what.get(pause, TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException e) {
                // once more
            } catch (SQLException e) {
                break;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // nobody does that to these threads
                break;
            } catch (ExecutionException e) {
                throw new IllegalStateException(e); // it is completed with nothing else
            }
        }
        breakOff();
    }

    private synchronized Statement executing() {
        return executing;
    }

    private void breakOff() {
        try {
            connection.abort(Runnable::run); // this thread may block
        } catch (SQLException e) {
            // it is broken then
        }
    }

    /**
     * Nothing can be asked for any more.
     *
     * @return false if that was so before
     */
    synchronized boolean close() {
        if (closed) return false;
        closed = true;
        cancelled = true;
        return true;
    }

    /** Ends what runs, and then does the last thing. On a thread that may block, once it is closed. */
    void last(Task<Boolean> task) throws SQLException {
        CompletableFuture<Void> before;
        synchronized (this) {
            before = running;
        }
        if (!before.isDone()) stop(before);
        task.perform();
    }
}
