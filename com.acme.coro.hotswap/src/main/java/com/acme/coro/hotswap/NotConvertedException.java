package com.acme.coro.hotswap;

import com.acme.coro.api.CoroException;

/** A value cannot get from one revision into another. */
final class NotConvertedException extends CoroException {
    private static final long serialVersionUID = 1L;

    NotConvertedException(String message) {
        super(message);
    }
}
