package com.acme.coro.api;

/** A value was asked for and did not come in time. */
public final class CoroTimeoutException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public CoroTimeoutException(String message) {
        super(message);
    }
}
