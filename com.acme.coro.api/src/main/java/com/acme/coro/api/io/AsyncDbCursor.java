package com.acme.coro.api.io;

import com.acme.coro.api.Handle;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A connection to a database, and the rows of one statement. Calls that wait suspend a coroutine and block a plain thread;
 * one at a time: a second gets an {@link IllegalStateException}.
 *
 * <p>A transaction begins with the first statement and lasts until {@link #commit} or {@link #rollback}. It is rolled back
 * when the cursor is closed: so it is when its owner ends.
 *
 * <p>A statement whose time is up, or whose coroutine is raised something or terminated, is cancelled, in the database too;
 * if it does not heed that for 5 s its connection is broken off. Most databases then want a {@link #rollback} before
 * anything else. A fetch that ends early leaves what comes to the next fetch, on this side of a swap or the other: fetches
 * are swap points, statements are finished first.
 *
 * <p>It belongs to the coroutine that opened it, ends with that, and goes to the next version with a state that has it.
 */
@ProviderType
public interface AsyncDbCursor extends Handle, AutoCloseable {
    /**
     * Executes a statement. The rows of the one before are gone.
     *
     * @param sql with a {@code ?} for each parameter
     * @param parameters what a JDBC driver takes; {@code Optional.empty()} for NULL
     * @return what it brought; rows are to be fetched
     * @throws DbException if the database refuses it
     * @throws com.acme.coro.api.CoroTimeoutException if the {@link DbSpec}'s time is up; it is cancelled
     */
    DbResult execute(String sql, Object... parameters);

    /**
     * As {@link #execute(String, Object...)}, for a time.
     *
     * @param timeout how long
     * @param sql with a {@code ?} for each parameter
     * @param parameters what a JDBC driver takes; {@code Optional.empty()} for NULL
     * @return what it brought; rows are to be fetched
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; it is cancelled
     */
    DbResult execute(Duration timeout, String sql, Object... parameters);

    /**
     * Executes a statement for many sets of parameters. They are taken from the caller, and given to the database, a
     * thousand at a time.
     *
     * @param sql with a {@code ?} for each parameter
     * @param parameters each set has what {@link #execute} takes
     * @return how many rows were changed, as far as the database says
     * @throws DbException if the database refuses one; others may have been executed
     */
    long executeMany(String sql, Iterable<? extends List<?>> parameters);

    /**
     * Fetches a row.
     *
     * @return the next one; empty when there are no more
     * @throws IllegalStateException if no statement that brings rows was executed
     */
    Optional<DbRow> fetchOne();

    /**
     * Fetches rows.
     *
     * @param most how many, at least 1
     * @return the next ones, fewer only when there are no more
     * @throws IllegalStateException if no statement that brings rows was executed
     */
    List<DbRow> fetchMany(int most);

    /**
     * As {@link #fetchMany(int)}, for a time.
     *
     * @param most how many, at least 1
     * @param timeout how long
     * @return the next ones, fewer only when there are no more
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be fetched
     */
    List<DbRow> fetchMany(int most, Duration timeout);

    /**
     * Fetches all rows that are left.
     *
     * @param limit how many there may be
     * @return all
     * @throws DbException if there are more; they can still be fetched
     */
    List<DbRow> fetchAll(int limit);

    /**
     * The rows that are left, fetched as they are needed: no more than {@link DbSpec#fetchSize()} are in memory.
     *
     * @return to be gone through once
     */
    default Iterable<DbRow> rows() {
        return () -> new Iterator<>() {
            private Optional<DbRow> next = Optional.empty();

            @Override
            public boolean hasNext() {
                if (next.isEmpty()) next = fetchOne();
                return next.isPresent();
            }

            @Override
            public DbRow next() {
                if (!hasNext()) throw new NoSuchElementException("there are no more rows");
                DbRow row = next.get();
                next = Optional.empty();
                return row;
            }
        };
    }

    /** Makes what was done since the transaction began last. Rows that were not fetched are gone. */
    void commit();

    /**
     * Undoes what was done since the transaction began. Rows that were not fetched are gone; a fetch that still goes on,
     * though its caller does not wait any more, is cancelled.
     */
    void rollback();

    /**
     * Whether {@code close} has not been called. A snapshot.
     *
     * @return false once it is closed
     */
    boolean isOpen();

    /** Cancels what runs, rolls back, gives the connection back, and waits for that. Without effect if it is closed. */
    @Override
    void close();
}
