package com.acme.coro.launcher;

/** The command line is wrong: exit status 2. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message one sentence with the word that is wrong
     */
    UsageException(String message) {
        super(message);
    }
}
