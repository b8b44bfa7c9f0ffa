package com.acme.coro.api.io;

/** A send ended before all was sent: its time was up, or it was interrupted. */
public final class PartlySentException extends CoroIoException {
    private static final long serialVersionUID = 1L;

    /** How much has gone. */
    private final long sent;
    /** How much was to go. */
    private final long total;

    /**
     * Says what went wrong.
     *
     * @param why what ended it
     * @param where the receiver
     * @param sent how many bytes have been sent, or will be without anybody's doing
     * @param total how many were to be sent
     */
    public PartlySentException(String why, String where, long sent, long total) {
        super(why + ": sent " + sent + " of " + total + " bytes to " + where, where);
        this.sent = sent;
        this.total = total;
    }

    /**
     * How much has gone.
     *
     * @return bytes that have been sent, or will be without anybody's doing
     */
    public long sent() {
        return sent;
    }

    /**
     * How much was to go.
     *
     * @return bytes
     */
    public long total() {
        return total;
    }
}
