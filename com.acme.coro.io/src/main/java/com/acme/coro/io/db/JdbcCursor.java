package com.acme.coro.io.db;

import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.DbException;
import com.acme.coro.api.io.DbResult;
import com.acme.coro.api.io.DbRow;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Deadline;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;

/**
 * A connection, and what its last statement brought. Rows come in portions of the fetch size, which are put here by the
 * thread that fetched them; so a portion whose reader has gone is here for the next one.
 */
final class JdbcCursor implements AsyncDbCursor {
    private static final int BATCH = 1000;

    private final DbSpec spec;
    private final Connection connection;
    private final CursorsOfProcess process;
    private final Belongings belongings;
    private final Runnable release;
    private final Work work;

    // of the task that runs, one at a time, see Work
    private PreparedStatement statement;
    private ResultSet result;
    private List<String> columns = List.of();

    // guarded by this
    private final ArrayDeque<DbRow> rows = new ArrayDeque<>();
    /** Whether there may be more rows than those here. */
    private boolean more;
    /** Whether the last statement brought rows. */
    private boolean fetchable;

    private boolean open = true;
    private boolean ended;
    private final List<Waiter<Boolean>> closing = new ArrayList<>(1);

    /** What a coroutine owns. */
    final Belongings.Slow resource = new Belongings.Slow() {
        @Override
        public void begin() {
            beginToEnd();
        }

        @Override
        public void close() {
            end();
        }

        @Override
        public String toString() {
            return JdbcCursor.this.toString();
        }
    };

    JdbcCursor(DbSpec spec, Connection connection, CursorsOfProcess process, Belongings belongings, Runnable release) {
        this.spec = spec;
        this.connection = connection;
        this.process = process;
        this.belongings = belongings;
        this.release = release;
        this.work = new Work(spec.name(), process.parking, process.threads, connection);
    }

    private Deadline deadline() {
        return spec.timeout().map(each -> Deadline.in(each, process.nanos)).orElse(Deadline.never());
    }

    // ---- statements

    @Override
    public DbResult execute(String sql, Object... parameters) {
        return execute(deadline(), sql, parameters);
    }

    @Override
    public DbResult execute(Duration timeout, String sql, Object... parameters) {
        return execute(Deadline.in(timeout, process.nanos), sql, parameters);
    }

    private DbResult execute(Deadline deadline, String sql, Object[] parameters) {
        Objects.requireNonNull(sql, "sql");
        Object[] values = Values.checked(parameters);
        String what = "executing " + DbFailures.shortened(sql);
        return work.alone(() -> work.execute(what, deadline, () -> {
            prepare(sql);
            Values.set(statement, values);
            work.executing(statement);
            try {
                return statement.execute() ? rowsOf(statement.getResultSet()) : changed(statement);
            } finally {
                work.executing(null);
            }
        }));
    }

    private void prepare(String sql) throws SQLException {
        closeStatement();
        statement = connection.prepareStatement(sql);
        statement.setFetchSize(spec.fetchSize());
    }

    private DbResult rowsOf(ResultSet set) throws SQLException {
        result = set;
        columns = Values.columns(set.getMetaData());
        synchronized (this) {
            fetchable = true;
            more = true;
        }
        return new DbResult.Rows(columns);
    }

    private static DbResult changed(PreparedStatement executed) throws SQLException {
        return new DbResult.Changed(Math.max(0, executed.getUpdateCount()));
    }

    @Override
    public long executeMany(String sql, Iterable<? extends List<?>> parameters) {
        Objects.requireNonNull(sql, "sql");
        Iterator<? extends List<?>> all = parameters.iterator();
        String what = "executing " + DbFailures.shortened(sql);
        Deadline deadline = deadline();
        return work.alone(() -> {
            long changed = 0;
            for (boolean first = true; all.hasNext(); first = false) {
                // taken here, on the caller's thread: it may wait for what it gives
                var sets = new ArrayList<Object[]>();
                while (sets.size() < BATCH && all.hasNext())
                    sets.add(Values.checked(all.next().toArray()));
                boolean begins = first;
                changed += work.execute(what, deadline, () -> batch(sql, sets, begins));
            }
            return changed;
        });
    }

    private long batch(String sql, List<Object[]> sets, boolean begins) throws SQLException {
        if (begins) prepare(sql);
        for (Object[] each : sets) {
            Values.set(statement, each);
            statement.addBatch();
        }
        work.executing(statement);
        try {
            long changed = 0;
            for (int each : statement.executeBatch()) changed += Math.max(0, each);
            return changed;
        } finally {
            work.executing(null);
        }
    }

    private void closeStatement() throws SQLException {
        synchronized (this) {
            rows.clear();
            more = false;
            fetchable = false;
        }
        PreparedStatement old = statement;
        statement = null;
        result = null;
        if (old != null) old.close();
    }

    // ---- rows

    @Override
    public Optional<DbRow> fetchOne() {
        List<DbRow> one = fetch(1, deadline());
        return one.isEmpty() ? Optional.empty() : Optional.of(one.get(0));
    }

    @Override
    public List<DbRow> fetchMany(int most) {
        return fetch(most, deadline());
    }

    @Override
    public List<DbRow> fetchMany(int most, Duration timeout) {
        return fetch(most, Deadline.in(timeout, process.nanos));
    }

    private List<DbRow> fetch(int most, Deadline deadline) {
        if (most < 1) throw new IllegalArgumentException("most must be at least 1: " + most);
        return work.alone(() -> {
            fill(most, deadline);
            return take(most);
        });
    }

    @Override
    public List<DbRow> fetchAll(int limit) {
        if (limit < 0) throw new IllegalArgumentException("limit must not be negative: limit=" + limit);
        Deadline deadline = deadline();
        return work.alone(() -> {
            int there = fill(limit == Integer.MAX_VALUE ? limit : limit + 1, deadline);
            if (there > limit) {
                throw new DbException("there are more than " + limit + " rows: " + spec.name(), spec.name(), "", null);
            }
            return take(limit);
        });
    }

    /** Waits until so many rows are here, or no more come; returns how many are. */
    private int fill(int enough, Deadline deadline) {
        work.settle(deadline);
        for (; ; ) {
            int missing;
            synchronized (this) {
                if (!fetchable) throw new IllegalStateException("there are no rows to fetch: " + spec.name());
                if (rows.size() >= enough || !more) return rows.size();
                missing = Math.min(spec.fetchSize(), enough == 1 ? spec.fetchSize() : enough - rows.size());
            }
            work.fetch("fetching", deadline, () -> portion(missing));
        }
    }

    private boolean portion(int most) throws SQLException {
        var portion = new ArrayList<DbRow>();
        boolean last = false;
        ResultSetMetaData data = result.getMetaData();
        work.executing(statement); // a roll-back and a close cancel it
        try {
            while (portion.size() < most && !last) {
                if (result.next()) portion.add(Values.row(columns, result, data));
                else last = true;
            }
        } finally {
            work.executing(null);
            synchronized (this) {
                rows.addAll(portion); // also those that came before it failed
                more = !last;
            }
        }
        return true;
    }

    private synchronized List<DbRow> take(int most) {
        var taken = new ArrayList<DbRow>(Math.min(most, rows.size()));
        while (taken.size() < most && !rows.isEmpty()) taken.add(rows.poll());
        return taken;
    }

    // ---- transactions

    @Override
    public void commit() {
        work.alone(() -> end("committing", connection::commit));
    }

    @Override
    public void rollback() {
        work.alone(() -> {
            work.cancel(); // a fetch whose reader has gone may never end
            return end("rolling back", connection::rollback);
        });
    }

    /** The end of a transaction. */
    private interface TransactionEnd {
        void end() throws SQLException;
    }

    private boolean end(String what, TransactionEnd how) {
        return work.execute(what, deadline(), () -> {
            closeStatement();
            how.end();
            return true;
        });
    }

    // ---- its end

    @Override
    public synchronized boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        belongings.close(resource);
    }

    private void beginToEnd() {
        if (!work.close()) return;
        synchronized (this) {
            open = false;
        }
        belongings.gone(resource);
        try {
            process.threads.execute(this::endNow);
        } catch (RejectedExecutionException e) {
            endNow();
        }
    }

    /** On a thread that may block. */
    private void endNow() {
        try {
            work.last(this::giveBack);
        } catch (SQLException e) {
            // it was broken off, or has broken: the database rolls back by itself
        } finally {
            release.run();
            List<Waiter<Boolean>> told;
            synchronized (this) {
                ended = true;
                told = List.copyOf(closing);
            }
            for (Waiter<Boolean> each : told) each.complete(true);
        }
    }

    private boolean giveBack() throws SQLException {
        try (connection) {
            try {
                closeStatement();
            } finally {
                connection.rollback();
            }
            connection.setAutoCommit(true); // as it came: it may go to a pool
        }
        return true;
    }

    private void end() {
        Waiter<Boolean> waiter = process.parking.waiter("the end of " + this);
        beginToEnd();
        synchronized (this) {
            if (ended) return;
            closing.add(waiter);
        }
        waiter.await(() -> {});
    }

    @Override
    public String toString() {
        return "cursor on " + spec.name();
    }
}
