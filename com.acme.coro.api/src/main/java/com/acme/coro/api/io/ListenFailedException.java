package com.acme.coro.api.io;

/** A local address and port could not be had: taken, not an address of this machine, not permitted. */
public final class ListenFailedException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what was asked for and why it cannot be had
     * @param where host and port
     * @param cause what the system said
     */
    public ListenFailedException(String message, String where, Throwable cause) {
        super(message, where, cause);
    }
}
