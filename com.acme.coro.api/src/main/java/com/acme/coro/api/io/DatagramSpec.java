package com.acme.coro.api.io;

import java.util.Objects;

/**
 * Where a datagram socket is, and how. Immutable: each method returns a changed copy.
 *
 * @param host an address or name of this machine; "*": all its addresses, of IPv4 and IPv6, and groups of both; where the
 *     system keeps them apart groups of IPv4 are for "0.0.0.0"
 * @param port 0..65535; 0: any that is free
 * @param reuseAddress whether several may have the port, as for multicast; at first false
 * @param broadcast whether it may send to broadcast addresses; at first false
 * @param receiveBuffer bytes the system keeps for the reader; 0: as the system likes
 */
public record DatagramSpec(String host, int port, boolean reuseAddress, boolean broadcast, int receiveBuffer) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public DatagramSpec {
        Objects.requireNonNull(host, "host");
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
        if (port < 0 || port > 65535) throw new IllegalArgumentException("port must be within 0..65535: port=" + port);
        if (receiveBuffer < 0) throw new IllegalArgumentException("receiveBuffer must be 0 or more: " + receiveBuffer);
    }

    /**
     * The beginning.
     *
     * @param host an address or name of this machine; "*": all its addresses, of IPv4 and IPv6, and groups of both; where the
     *     system keeps them apart groups of IPv4 are for "0.0.0.0"
     * @param port 0..65535; 0: any that is free
     * @return an exclusive socket without broadcast
     */
    public static DatagramSpec on(String host, int port) {
        return new DatagramSpec(host, port, false, false, 0);
    }

    /**
     * Lets several have the port, as for multicast.
     *
     * @return a changed copy
     */
    public DatagramSpec shared() {
        return new DatagramSpec(host, port, true, broadcast, receiveBuffer);
    }

    /**
     * Lets it send to broadcast addresses.
     *
     * @return a changed copy
     */
    public DatagramSpec broadcasting() {
        return new DatagramSpec(host, port, reuseAddress, true, receiveBuffer);
    }

    /**
     * Lets the system keep more or less.
     *
     * @param bytes for the reader; 0: as the system likes
     * @return a changed copy
     */
    public DatagramSpec buffer(int bytes) {
        return new DatagramSpec(host, port, reuseAddress, broadcast, bytes);
    }
}
