package com.acme.coro.io.trust;

/** What cannot be done with an authority, an identity or their files. */
public final class TrustException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Says what is wrong.
     *
     * @param message one sentence, with the file or the value, and what is allowed
     */
    public TrustException(String message) {
        super(message);
    }

    /**
     * Says what is wrong, and through what.
     *
     * @param message one sentence, with the file or the value, and what is allowed
     * @param cause what it failed with
     */
    public TrustException(String message, Throwable cause) {
        super(message, cause);
    }
}
