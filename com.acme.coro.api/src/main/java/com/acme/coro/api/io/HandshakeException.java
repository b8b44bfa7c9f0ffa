package com.acme.coro.api.io;

import java.util.Objects;

/** TLS did not come about; the connection is closed. */
public final class HandshakeException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /** Why. */
    private final Reason reason;

    /** Why a handshake failed. */
    public enum Reason {
        /** The other side does not speak TLS. */
        NOT_TLS,
        /** The other side's certificate is not valid any more. */
        EXPIRED,
        /** The other side's certificate is not valid yet. */
        NOT_YET_VALID,
        /** Nobody who is trusted has signed the other side's certificate. */
        UNTRUSTED,
        /** The other side's certificate is for another host. */
        WRONG_HOST,
        /** The other side showed no certificate, and was asked for one. */
        NO_CERTIFICATE,
        /** The other side refused: it says so in an alert, which the message has. */
        REFUSED_BY_PEER,
        /** No protocol version, cipher suite or application protocol in common. */
        NOTHING_IN_COMMON,
        /** The other side closed the connection. */
        CLOSED_BY_PEER,
        /** It took too long. */
        TIMED_OUT,
        /** Anything else: the cause says what. */
        OTHER
    }

    /**
     * Says what went wrong.
     *
     * @param message what happened
     * @param where the other side's address
     * @param reason why
     * @param cause what it failed with, or null
     */
    public HandshakeException(String message, String where, Reason reason, Throwable cause) {
        super(message, where, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /**
     * Why.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
