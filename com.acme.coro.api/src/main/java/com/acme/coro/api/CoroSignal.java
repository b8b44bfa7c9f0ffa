package com.acme.coro.api;

/**
 * Thrown in a coroutine to make it unwind. An error, so that {@code catch (Exception e)} does not eat it. Let it pass;
 * do clean-up in {@code finally}. One that is swallowed is raised again, save for a {@link TimeLimitSignal}.
 */
public abstract sealed class CoroSignal extends Error permits TerminateSignal, SwapSignal, TimeLimitSignal {
    private static final long serialVersionUID = 1L;

    /**
     * A signal without a stack trace: it says nothing about a fault.
     *
     * @param message why
     */
    protected CoroSignal(String message) {
        super(message, null, false, false);
    }
}
