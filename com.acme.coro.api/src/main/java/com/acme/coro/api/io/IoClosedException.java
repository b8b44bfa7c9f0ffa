package com.acme.coro.api.io;

/** A socket, file, pipe or cursor was closed on this side: before a call, or while the call was waiting. */
public final class IoClosedException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what was closed, by which caller if that is known
     * @param where its address, path or command
     */
    public IoClosedException(String message, String where) {
        super(message, where);
    }
}
