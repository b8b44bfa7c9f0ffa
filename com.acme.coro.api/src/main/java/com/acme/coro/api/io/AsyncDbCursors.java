package com.acme.coro.api.io;

import javax.sql.DataSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that opens database cursors on any JDBC data source. A cursor belongs to the coroutine that opened it and ends
 * with it; what a plain thread opened belongs to the bundle, and is closed when that stops. Every bundle gets an instance
 * of its own.
 */
@ProviderType
public interface AsyncDbCursors {
    /**
     * Opens a cursor: gets a connection, once fewer than {@code db.cursors} are open.
     *
     * @param spec which database, and how to use it
     * @return an open cursor
     * @throws DbException if there is no such service, or it gives no connection
     * @throws com.acme.coro.api.CoroTimeoutException if the {@link DbSpec}'s time is up
     */
    AsyncDbCursor open(DbSpec spec);

    /**
     * Opens a cursor, with what holds without any options.
     *
     * @param source where the connection comes from
     * @return an open cursor
     */
    default AsyncDbCursor open(DataSource source) {
        return open(DbSpec.of(source));
    }
}
