package com.acme.coro.api.io;

import java.util.Objects;

/** No connection came about. */
public final class ConnectFailedException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final Reason reason;

    /** Why there is no connection. */
    public enum Reason {
        /** No address is known for the host's name. */
        UNKNOWN_HOST,
        /** Nobody listens there. */
        REFUSED,
        /** There is no way there. */
        UNREACHABLE,
        /** The time was up. */
        TIMED_OUT,
        /** The local address or port cannot be had. */
        LOCAL_ADDRESS,
        /** Anything else, as too many open files: the cause says what. */
        OTHER
    }

    /**
     * Says what went wrong.
     *
     * @param message what was tried, with each address and what came of it
     * @param where host and port
     * @param reason why, for the last address that was tried
     * @param cause what the system said, or null
     */
    public ConnectFailedException(String message, String where, Reason reason, Throwable cause) {
        super(message, where, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why, for the last address that was tried.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
