package com.acme.coro.api.io;

import java.util.List;

/**
 * What the system does with a connection. Immutable: each method with an argument returns a changed copy.
 */
public final class SocketSettings {
    /** What holds without any options. */
    public static final SocketSettings DEFAULT = new SocketSettings(true, false, 0, 0, 0);

    private final boolean noDelay;
    private final boolean keepAlive;
    private final int receiveBuffer;
    private final int sendBuffer;
    private final int trafficClass;

    private SocketSettings(boolean noDelay, boolean keepAlive, int receiveBuffer, int sendBuffer, int trafficClass) {
        this.noDelay = noDelay;
        this.keepAlive = keepAlive;
        this.receiveBuffer = receiveBuffer;
        this.sendBuffer = sendBuffer;
        this.trafficClass = trafficClass;

        if (receiveBuffer < 0) throw new IllegalArgumentException("receiveBuffer must be 0 or more: " + receiveBuffer);
        if (sendBuffer < 0) throw new IllegalArgumentException("sendBuffer must be 0 or more: " + sendBuffer);
        if (trafficClass < 0 || trafficClass > 255)
            throw new IllegalArgumentException("trafficClass must be within 0..255: " + trafficClass);
    }

    /**
     * Whether small pieces are sent at once (TCP_NODELAY).
     *
     * @return true at first
     */
    public boolean noDelay() {
        return noDelay;
    }

    /**
     * Sends small pieces at once, or gathers them.
     *
     * @param atOnce whether they are sent at once
     * @return a changed copy
     */
    public SocketSettings noDelay(boolean atOnce) {
        return new SocketSettings(atOnce, keepAlive, receiveBuffer, sendBuffer, trafficClass);
    }

    /**
     * Whether the system tests an idle connection (SO_KEEPALIVE).
     *
     * @return false at first
     */
    public boolean keepAlive() {
        return keepAlive;
    }

    /**
     * Lets the system test an idle connection, or not.
     *
     * @param tested whether it does
     * @return a changed copy
     */
    public SocketSettings keepAlive(boolean tested) {
        return new SocketSettings(noDelay, tested, receiveBuffer, sendBuffer, trafficClass);
    }

    /**
     * How many bytes the system keeps for the reader (SO_RCVBUF).
     *
     * @return a number of bytes; 0, as at first: as the system likes
     */
    public int receiveBuffer() {
        return receiveBuffer;
    }

    /**
     * Lets the system keep more or less for the reader.
     *
     * @param bytes how many; 0: as the system likes
     * @return a changed copy
     * @throws IllegalArgumentException if that is negative
     */
    public SocketSettings receiveBuffer(int bytes) {
        return new SocketSettings(noDelay, keepAlive, bytes, sendBuffer, trafficClass);
    }

    /**
     * How many bytes the system keeps of the sender (SO_SNDBUF).
     *
     * @return a number of bytes; 0, as at first: as the system likes
     */
    public int sendBuffer() {
        return sendBuffer;
    }

    /**
     * Lets the system keep more or less of the sender.
     *
     * @param bytes how many; 0: as the system likes
     * @return a changed copy
     * @throws IllegalArgumentException if that is negative
     */
    public SocketSettings sendBuffer(int bytes) {
        return new SocketSettings(noDelay, keepAlive, receiveBuffer, bytes, trafficClass);
    }

    /**
     * The traffic class of the IP header (IP_TOS).
     *
     * @return 0..255; 0 at first
     */
    public int trafficClass() {
        return trafficClass;
    }

    /**
     * Sets the traffic class of the IP header.
     *
     * @param octet 0..255
     * @return a changed copy
     * @throws IllegalArgumentException if that is out of its range
     */
    public SocketSettings trafficClass(int octet) {
        return new SocketSettings(noDelay, keepAlive, receiveBuffer, sendBuffer, octet);
    }

    private List<Object> all() {
        return List.of(noDelay, keepAlive, receiveBuffer, sendBuffer, trafficClass);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SocketSettings spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "SocketSettings[noDelay=" + noDelay + ", keepAlive=" + keepAlive + ", receiveBuffer=" + receiveBuffer
                + ", sendBuffer=" + sendBuffer + ", trafficClass=" + trafficClass + "]";
    }
}
