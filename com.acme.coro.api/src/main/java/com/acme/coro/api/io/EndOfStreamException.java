package com.acme.coro.api.io;

/** The stream ended before all that was asked for had come. What had come can still be read. */
public final class EndOfStreamException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /** How many bytes had come. */
    private final long received;

    /**
     * Says what went wrong.
     *
     * @param message what was waited for, and how much of it had come
     * @param where whose stream
     * @param received how many bytes had come
     */
    public EndOfStreamException(String message, String where, long received) {
        super(message, where);
        this.received = received;
    }

    /**
     * How many bytes had come of what was asked for.
     *
     * @return 0 or more
     */
    public long received() {
        return received;
    }
}
