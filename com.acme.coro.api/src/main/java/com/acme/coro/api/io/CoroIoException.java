package com.acme.coro.api.io;

import com.acme.coro.api.CoroException;
import java.util.Objects;

/** Input or output failed. The subclasses say how; the message and {@link #where()} say what. */
public class CoroIoException extends CoroException {
    private static final long serialVersionUID = 1L;

    /** What it happened to. */
    private final String where;

    /**
     * Says what went wrong.
     *
     * @param message what failed, with the values that matter
     * @param where what it happened to: an address, a path, a command
     */
    public CoroIoException(String message, String where) {
        super(message);
        this.where = Objects.requireNonNull(where, "where");
    }

    /**
     * Says what went wrong, and through what.
     *
     * @param message what failed, with the values that matter
     * @param where what it happened to: an address, a path, a command
     * @param cause what it failed with
     */
    public CoroIoException(String message, String where, Throwable cause) {
        super(message, cause);
        this.where = Objects.requireNonNull(where, "where");
    }

    /**
     * What it happened to.
     *
     * @return an address ({@code host:port}), a path, a command
     */
    public final String where() {
        return where;
    }
}
