package com.acme.coro.api;

/** Whatever goes wrong with coroutines, except for arguments that were wrong from the start. */
public abstract class CoroException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what failed, with the values that matter
     */
    protected CoroException(String message) {
        super(message);
    }

    /**
     * Says what went wrong, and through what.
     *
     * @param message what failed, with the values that matter
     * @param cause what it failed with
     */
    protected CoroException(String message, Throwable cause) {
        super(message, cause);
    }
}
