package com.acme.coro.api.io;

import java.util.Objects;

/** A database refused something, or is gone. */
public final class DbException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /** What SQL says it was. */
    private final String sqlState;

    /**
     * Says what went wrong.
     *
     * @param message what failed, and what the database said
     * @param where which data source
     * @param sqlState five characters, or empty if the driver says none
     * @param cause what the driver threw, or null
     */
    public DbException(String message, String where, String sqlState, Throwable cause) {
        super(message, where, cause);
        this.sqlState = Objects.requireNonNull(sqlState, "sqlState");
    }

    /**
     * What SQL says it was.
     *
     * @return five characters, as {@code 23505} for a key that is there already; empty if the driver says none
     */
    public String sqlState() {
        return sqlState;
    }
}
