package com.acme.coro.api.supervise;

import com.acme.coro.api.CoroException;

/** A supervisor's children had to be restarted too often. */
public final class SupervisorGaveUpException extends CoroException {
    private static final long serialVersionUID = 1L;

    /**
     * Says which.
     *
     * @param message supervisor, child, number of restarts
     * @param last what the child failed with last, or null if it ended otherwise
     */
    public SupervisorGaveUpException(String message, Throwable last) {
        super(message, last);
    }
}
