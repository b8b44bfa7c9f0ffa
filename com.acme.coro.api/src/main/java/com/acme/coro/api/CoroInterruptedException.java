package com.acme.coro.api;

/** A plain thread was interrupted while it waited; its interrupt flag is set again. */
public final class CoroInterruptedException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message what it waited for
     */
    public CoroInterruptedException(String message) {
        super(message);
    }
}
