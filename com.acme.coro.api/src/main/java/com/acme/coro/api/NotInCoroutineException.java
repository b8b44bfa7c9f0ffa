package com.acme.coro.api;

/** A call that suspends the current coroutine was made where no coroutine runs. */
public final class NotInCoroutineException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public NotInCoroutineException(String message) {
        super(message);
    }
}
