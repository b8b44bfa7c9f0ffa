package com.acme.coro.api.io;

import java.util.List;
import java.util.Objects;

/**
 * Where a datagram socket is, and how. Immutable: each method with an argument returns a changed copy.
 */
public final class DatagramSpec {
    private final String host;
    private final int port;
    private final boolean reuseAddress;
    private final boolean broadcast;
    private final int receiveBuffer;

    private DatagramSpec(String host, int port, boolean reuseAddress, boolean broadcast, int receiveBuffer) {
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.reuseAddress = reuseAddress;
        this.broadcast = broadcast;
        this.receiveBuffer = receiveBuffer;
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
        if (port < 0 || port > 65535) throw new IllegalArgumentException("port must be within 0..65535: port=" + port);
        if (receiveBuffer < 0) throw new IllegalArgumentException("receiveBuffer must be 0 or more: " + receiveBuffer);
    }

    /**
     * An exclusive socket without broadcast.
     *
     * @param host an address or name of this machine; "*": all its addresses, of IPv4 and IPv6, and groups of both; where the
     *     system keeps them apart groups of IPv4 are for "0.0.0.0"
     * @param port 0..65535; 0: any that is free
     * @return the specification
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static DatagramSpec on(String host, int port) {
        return new DatagramSpec(host, port, false, false, 0);
    }

    /**
     * The address of the socket.
     *
     * @return an address or name of this machine; "*": all its addresses, of IPv4 and IPv6, and groups of both; where the system
     *     keeps them apart groups of IPv4 are for "0.0.0.0"
     */
    public String host() {
        return host;
    }

    /**
     * The port of the socket.
     *
     * @return 0..65535; 0: any that is free
     */
    public int port() {
        return port;
    }

    /**
     * Whether several sockets may have the port, as for multicast.
     *
     * @return false at first
     */
    public boolean reuseAddress() {
        return reuseAddress;
    }

    /**
     * Lets several sockets have the port, as for multicast, or not.
     *
     * @param may whether several may have it
     * @return a changed copy
     */
    public DatagramSpec reuseAddress(boolean may) {
        return new DatagramSpec(host, port, may, broadcast, receiveBuffer);
    }

    /**
     * Whether it may send to broadcast addresses.
     *
     * @return false at first
     */
    public boolean broadcast() {
        return broadcast;
    }

    /**
     * Lets it send to broadcast addresses, or not.
     *
     * @param may whether it may
     * @return a changed copy
     */
    public DatagramSpec broadcast(boolean may) {
        return new DatagramSpec(host, port, reuseAddress, may, receiveBuffer);
    }

    /**
     * How many bytes the system keeps for the reader.
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
    public DatagramSpec receiveBuffer(int bytes) {
        return new DatagramSpec(host, port, reuseAddress, broadcast, bytes);
    }

    private List<Object> all() {
        return List.of(host, port, reuseAddress, broadcast, receiveBuffer);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof DatagramSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "DatagramSpec[host=" + host + ", port=" + port + ", reuseAddress=" + reuseAddress + ", broadcast="
                + broadcast + ", receiveBuffer=" + receiveBuffer + "]";
    }
}
