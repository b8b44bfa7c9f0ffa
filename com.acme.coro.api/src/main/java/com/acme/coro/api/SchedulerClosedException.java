package com.acme.coro.api;

/** The scheduler has ended, with its configuration, its bundle or the bundle it was made for. */
public final class SchedulerClosedException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public SchedulerClosedException(String message) {
        super(message);
    }
}
