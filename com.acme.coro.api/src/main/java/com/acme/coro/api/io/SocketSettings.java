package com.acme.coro.api.io;

/**
 * What the system does with a connection. Immutable: each method returns a changed copy.
 *
 * @param noDelay whether small pieces are sent at once (TCP_NODELAY); at first true
 * @param keepAlive whether the system tests an idle connection (SO_KEEPALIVE); at first false
 * @param receiveBuffer bytes the system keeps for the reader (SO_RCVBUF); 0: as the system likes
 * @param sendBuffer bytes the system keeps of the sender (SO_SNDBUF); 0: as the system likes
 * @param trafficClass the IP header's field (IP_TOS), 0..255
 */
public record SocketSettings(boolean noDelay, boolean keepAlive, int receiveBuffer, int sendBuffer, int trafficClass) {
    /** What holds without any options. */
    public static final SocketSettings DEFAULT = new SocketSettings(true, false, 0, 0, 0);

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public SocketSettings {
        if (receiveBuffer < 0) throw new IllegalArgumentException("receiveBuffer must be 0 or more: " + receiveBuffer);
        if (sendBuffer < 0) throw new IllegalArgumentException("sendBuffer must be 0 or more: " + sendBuffer);
        if (trafficClass < 0 || trafficClass > 255)
            throw new IllegalArgumentException("trafficClass must be within 0..255: " + trafficClass);
    }

    /**
     * Sends small pieces at once, or gathers them.
     *
     * @param at true: at once
     * @return a changed copy
     */
    public SocketSettings noDelay(boolean at) {
        return new SocketSettings(at, keepAlive, receiveBuffer, sendBuffer, trafficClass);
    }

    /**
     * Lets the system test an idle connection.
     *
     * @param on whether
     * @return a changed copy
     */
    public SocketSettings keepAlive(boolean on) {
        return new SocketSettings(noDelay, on, receiveBuffer, sendBuffer, trafficClass);
    }

    /**
     * Sizes of the system's buffers.
     *
     * @param receive for the reader, bytes; 0: as the system likes
     * @param send for the sender, bytes; 0: as the system likes
     * @return a changed copy
     */
    public SocketSettings buffers(int receive, int send) {
        return new SocketSettings(noDelay, keepAlive, receive, send, trafficClass);
    }

    /**
     * The IP header's traffic class.
     *
     * @param octet 0..255
     * @return a changed copy
     */
    public SocketSettings trafficClass(int octet) {
        return new SocketSettings(noDelay, keepAlive, receiveBuffer, sendBuffer, octet);
    }
}
