package com.acme.coro.api;

/** A channel, thread pool, scope or other thing was used after it was closed. */
public final class CoroClosedException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public CoroClosedException(String message) {
        super(message);
    }
}
