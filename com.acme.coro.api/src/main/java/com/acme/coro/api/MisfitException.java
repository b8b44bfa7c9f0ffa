package com.acme.coro.api;

/** A function does not take what a coroutine that is to go on in it brings along. */
public final class MisfitException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * For schedulers.
     *
     * @param message what does not fit
     */
    public MisfitException(String message) {
        super(message);
    }
}
