package com.acme.coro.launcher;

/** A command could not do what it was asked for: exit status 1. */
final class LaunchException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what went wrong.
     *
     * @param message one sentence
     */
    LaunchException(String message) {
        super(message);
    }

    /**
     * Says what went wrong, and through what.
     *
     * @param message one sentence
     * @param cause shown with --verbose
     */
    LaunchException(String message, Throwable cause) {
        super(message, cause);
    }
}
