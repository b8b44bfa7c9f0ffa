package com.acme.coro.api.io;

/** A connection broke: the other side reset it, or the network did. What had come before can still be read. */
public final class ConnectionLostException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what happened
     * @param where the other side's address
     * @param cause what the system said
     */
    public ConnectionLostException(String message, String where, Throwable cause) {
        super(message, where, cause);
    }
}
