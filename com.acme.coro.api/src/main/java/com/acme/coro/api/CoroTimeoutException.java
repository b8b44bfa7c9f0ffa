package com.acme.coro.api;

/** What was waited for did not come in time. */
public class CoroTimeoutException extends CoroException {
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
