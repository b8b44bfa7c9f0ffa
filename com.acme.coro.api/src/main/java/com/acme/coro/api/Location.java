package com.acme.coro.api;

import java.util.Objects;

/**
 * Where a peer is: the address under which its process accepts sessions.
 *
 * @param host a host name or address, never empty
 * @param port the port, 0 for a process that accepts no sessions
 */
@Transferable
public record Location(String host, int port) {
    /** This process while it is no peer of any other. */
    public static final Location LOCAL = new Location("localhost", 0);

    /**
     * Checks both parts.
     *
     * @throws IllegalArgumentException if the host is empty or the port is not within 0..65535
     */
    public Location {
        Objects.requireNonNull(host, "host");
        if (host.isEmpty()) throw new IllegalArgumentException("host must not be empty");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0..65535: port=" + port);
        }
    }

    @Override
    public String toString() {
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
