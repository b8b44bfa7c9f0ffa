package com.acme.coro.api.io;

/** The system refused to open, read, write or start something: it is not there, the disk is full, it has been cut off. */
public final class IoFailedException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what was tried, and why it failed
     * @param where the path or command
     * @param cause what the system said
     */
    public IoFailedException(String message, String where, Throwable cause) {
        super(message, where, cause);
    }
}
