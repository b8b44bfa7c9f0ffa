package com.acme.coro.io.db;

import com.acme.coro.api.io.DbException;
import java.sql.SQLException;

/** What a driver threw, as a sentence. */
final class DbFailures {
    private static final int SQL_LENGTH = 200;

    private DbFailures() {}

    static DbException of(String what, String where, Exception why) {
        if (!(why instanceof SQLException refused)) return new DbException(what + " failed: " + why, where, "", why);
        // of a batch the first is only about the batch, what happened comes next
        SQLException last = refused.getNextException() == null ? refused : refused.getNextException();
        String state = refused.getSQLState() == null ? "" : refused.getSQLState();
        return new DbException(what + " failed: " + last.getMessage(), where, state, why);
    }

    /** A statement, for people. */
    static String shortened(String sql) {
        return sql.length() <= SQL_LENGTH ? sql : sql.substring(0, SQL_LENGTH) + "...";
    }
}
