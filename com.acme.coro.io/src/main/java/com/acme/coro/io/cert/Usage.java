package com.acme.coro.io.cert;

/** The command line is wrong: exit status 2. */
final class Usage extends Exception {
    private static final long serialVersionUID = 1L;

    Usage(String message) {
        super(message);
    }
}
