package com.acme.coro.api;

/** No service offers a function of that name, or none that takes these arguments. */
public final class NoSuchFunctionException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence with the value that was refused
     */
    public NoSuchFunctionException(String message) {
        super(message);
    }
}
