package com.acme.coro.io.db;

import com.acme.coro.api.io.AsyncDbCursor;
import com.acme.coro.api.io.DbException;
import com.acme.coro.api.io.DbSpec;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Deadline;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;

/** Opens cursors for one bundle. */
final class CursorsOfBundle implements CursorsOfProcess.OfBundle {
    private final CursorsOfProcess process;
    private final Belongings belongings;
    private final DataSources sources;

    CursorsOfBundle(CursorsOfProcess process, Belongings belongings, DataSources sources) {
        this.process = process;
        this.belongings = belongings;
        this.sources = sources;
    }

    @Override
    public AsyncDbCursor open(DbSpec spec) {
        Objects.requireNonNull(spec, "spec");
        Deadline deadline =
                spec.timeout().map(each -> Deadline.in(each, process.nanos)).orElse(Deadline.never());
        process.seats.take(deadline);
        boolean begun = false;
        Waiter<JdbcCursor> waiter;
        try {
            DataSources.Loan loan = loan(spec);
            waiter = process.parking.waiter("a connection from " + spec.name());
            begin(spec, loan, waiter);
            begun = true;
        } finally {
            if (!begun) process.seats.release();
        }
        JdbcCursor cursor = deadline.await(waiter, () -> {}, "opening a connection from " + spec.name());
        belongings.add(cursor.resource, cursor);
        return cursor;
    }

    private void begin(DbSpec spec, DataSources.Loan loan, Waiter<JdbcCursor> waiter) {
        try {
            process.threads.execute(() -> connect(spec, loan, waiter));
        } catch (RejectedExecutionException e) {
            loan.release().run();
            throw failed(spec, "the bundle has stopped", "", e);
        }
    }

    private DataSources.Loan loan(DbSpec spec) {
        return spec.source()
                .map(source -> new DataSources.Loan(source, () -> {}))
                .or(() -> sources.find(spec.name()))
                .orElseThrow(() -> failed(spec, "there is no such data source", "", null));
    }

    private static DbException failed(DbSpec spec, String why, String state, Exception cause) {
        return new DbException("no connection: " + spec.name() + ": " + why, spec.name(), state, cause);
    }

    /** On a thread that may block. */
    private void connect(DbSpec spec, DataSources.Loan loan, Waiter<JdbcCursor> waiter) {
        JdbcCursor cursor = null;
        RuntimeException thrown = null;
        try {
            Connection connection = loan.source().getConnection();
            cursor = new JdbcCursor(spec, connection, process, belongings, () -> release(loan));
            // rows come in portions only within a transaction (PostgreSQL), and one is what programs want
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            thrown = failed(spec, e.getMessage(), e.getSQLState() == null ? "" : e.getSQLState(), e);
        } catch (RuntimeException | Error e) {
            thrown = new IllegalStateException("no connection: " + spec.name() + ": " + e, e);
        }
        if (thrown != null) {
            if (cursor == null) release(loan);
            else cursor.resource.begin();
            waiter.fail(thrown);
        } else if (!waiter.complete(cursor)) {
            cursor.resource.begin(); // whoever wanted it has gone
        }
    }

    private void release(DataSources.Loan loan) {
        process.seats.release();
        loan.release().run();
    }

    @Override
    public void close() {
        belongings.close();
    }
}
