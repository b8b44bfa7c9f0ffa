package com.acme.coro.shell;

import com.acme.coro.api.CoroException;

/** What {@code coro:raise} raises in a coroutine. */
final class OperatorException extends CoroException {
    private static final long serialVersionUID = 1L;

    OperatorException(String message) {
        super(message);
    }
}
