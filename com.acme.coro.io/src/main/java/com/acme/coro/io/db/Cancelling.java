package com.acme.coro.io.db;

import java.lang.reflect.InvocationTargetException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** Asks a database to end what it does for a connection. */
final class Cancelling {
    private Cancelling() {}

    /**
     * Asks once. A statement that has not begun, or has ended, is left alone.
     *
     * @throws SQLException if the database cannot be reached
     */
    static void ask(Connection connection, Statement statement) throws SQLException {
        statement.cancel();
        // PostgreSQL's driver heeds that only while a statement is executed, not while its rows are fetched
        if (!connection.isWrapperFor(Connection.class)) return;
        Connection real = connection.unwrap(Connection.class);
        try {
            real.getClass().getMethod("cancelQuery").invoke(real);
        } catch (NoSuchMethodException | IllegalAccessException e) {
            // another driver's
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof SQLException refused) throw refused;
            throw new SQLException(e.getCause());
        }
    }
}
