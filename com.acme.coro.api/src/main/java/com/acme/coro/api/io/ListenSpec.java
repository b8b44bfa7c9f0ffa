package com.acme.coro.api.io;

import java.util.Objects;
import java.util.Optional;

/**
 * Where to listen, and how. Immutable: each method returns a changed copy.
 *
 * @param host an address or name of this machine; "*": all its addresses
 * @param port 0..65535; 0: any that is free
 * @param backlog how many connections the system keeps that nobody has accepted yet
 * @param reuseAddress whether a port may be taken on which old connections are still dying; at first true
 * @param tls speaks TLS, if present
 * @param settings what the system does with each connection
 */
public record ListenSpec(
        String host, int port, int backlog, boolean reuseAddress, Optional<Tls> tls, SocketSettings settings) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ListenSpec {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(settings, "settings");
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
        if (port < 0 || port > 65535) throw new IllegalArgumentException("port must be within 0..65535: port=" + port);
        if (backlog < 1) throw new IllegalArgumentException("backlog must be at least 1: backlog=" + backlog);
    }

    /**
     * The beginning.
     *
     * @param host an address or name of this machine; "*": all its addresses
     * @param port 0..65535; 0: any that is free
     * @return plain TCP
     */
    public static ListenSpec on(String host, int port) {
        return new ListenSpec(host, port, 1024, true, Optional.empty(), SocketSettings.DEFAULT);
    }

    /**
     * Lets more or fewer wait for being accepted.
     *
     * @param connections how many the system keeps
     * @return a changed copy
     */
    public ListenSpec backlog(int connections) {
        return new ListenSpec(host, port, connections, reuseAddress, tls, settings);
    }

    /**
     * Whether a port may be taken on which old connections are still dying.
     *
     * @param may whether
     * @return a changed copy
     */
    public ListenSpec reuseAddress(boolean may) {
        return new ListenSpec(host, port, backlog, may, tls, settings);
    }

    /**
     * Speaks TLS.
     *
     * @param with keys and trust
     * @return a changed copy
     */
    public ListenSpec tls(Tls with) {
        return new ListenSpec(host, port, backlog, reuseAddress, Optional.of(with), settings);
    }

    /**
     * Asks the system for something, for each connection.
     *
     * @param other what
     * @return a changed copy
     */
    public ListenSpec settings(SocketSettings other) {
        return new ListenSpec(host, port, backlog, reuseAddress, tls, other);
    }
}
