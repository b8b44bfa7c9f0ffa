package com.acme.coro.api.io;

/** A key, a certificate or their file cannot be used: missing, readable by others, wrong password, no match. */
public final class TlsMaterialException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what is wrong with it, and what is allowed
     * @param where the file
     * @param cause what it failed with, or null
     */
    public TlsMaterialException(String message, String where, Throwable cause) {
        super(message, where, cause);
    }
}
