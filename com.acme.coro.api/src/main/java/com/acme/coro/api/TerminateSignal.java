package com.acme.coro.api;

/** Asks a coroutine to end. Its message is the reason. */
public final class TerminateSignal extends CoroSignal {
    private static final long serialVersionUID = 1L;

    /**
     * For schedulers.
     *
     * @param reason why, or by which caller
     */
    public TerminateSignal(String reason) {
        super(reason);
    }
}
