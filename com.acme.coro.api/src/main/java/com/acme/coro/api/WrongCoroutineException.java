package com.acme.coro.api;

/** A call on a {@link Self}, or on something that one coroutine owns, was made by somebody else or after the end. */
public final class WrongCoroutineException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public WrongCoroutineException(String message) {
        super(message);
    }
}
