package com.acme.coro.api.io;

/**
 * A line, a frame or a part up to a delimiter is longer than the limit of the call. Nothing of it was taken: a call with
 * a higher limit reads it.
 */
public final class TooLongException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /** How long it is. */
    private final long length;
    /** What is allowed. */
    private final long limit;

    /**
     * Says what went wrong.
     *
     * @param what it, in words
     * @param where whose stream
     * @param length how long it is, or at least is
     * @param limit what is allowed
     */
    public TooLongException(String what, String where, long length, long limit) {
        super(what + " is longer than " + limit + " bytes: " + length + " bytes, from " + where, where);
        this.length = length;
        this.limit = limit;
    }

    /**
     * How long it is, or for a line: at least is.
     *
     * @return bytes
     */
    public long length() {
        return length;
    }

    /**
     * What the call allows.
     *
     * @return bytes
     */
    public long limit() {
        return limit;
    }
}
