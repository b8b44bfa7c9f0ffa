package com.acme.coro.api;

/** The calling coroutine was cut off from its scheduler, see {@link Outcome.Detached}: it can do nothing here any more. */
public final class DetachedException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public DetachedException(String message) {
        super(message);
    }
}
