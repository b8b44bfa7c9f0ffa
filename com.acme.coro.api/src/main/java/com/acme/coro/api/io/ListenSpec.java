package com.acme.coro.api.io;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where to listen, and how. Immutable: each method with an argument returns a changed copy.
 */
public final class ListenSpec {
    private final String host;
    private final int port;
    private final int backlog;
    private final boolean reuseAddress;
    private final Optional<Tls> tls;
    private final SocketSettings settings;

    private ListenSpec(
            String host, int port, int backlog, boolean reuseAddress, Optional<Tls> tls, SocketSettings settings) {
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.backlog = backlog;
        this.reuseAddress = reuseAddress;
        this.tls = Objects.requireNonNull(tls, "tls");
        this.settings = Objects.requireNonNull(settings, "settings");
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
        if (port < 0 || port > 65535) throw new IllegalArgumentException("port must be within 0..65535: port=" + port);
        if (backlog < 1) throw new IllegalArgumentException("backlog must be at least 1: backlog=" + backlog);
    }

    /**
     * Plain TCP.
     *
     * @param host an address or name of this machine; "*": all its addresses
     * @param port 0..65535; 0: any that is free
     * @return the specification
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static ListenSpec on(String host, int port) {
        return new ListenSpec(host, port, 1024, true, Optional.empty(), SocketSettings.DEFAULT);
    }

    /**
     * The address to listen on.
     *
     * @return an address or name of this machine; "*": all its addresses
     */
    public String host() {
        return host;
    }

    /**
     * The port to listen on.
     *
     * @return 0..65535; 0: any that is free
     */
    public int port() {
        return port;
    }

    /**
     * How many connections the system keeps that nobody has accepted yet.
     *
     * @return a number; 1024 at first
     */
    public int backlog() {
        return backlog;
    }

    /**
     * Lets more or fewer connections wait for being accepted.
     *
     * @param connections how many the system keeps, at least 1
     * @return a changed copy
     * @throws IllegalArgumentException if that is less than 1
     */
    public ListenSpec backlog(int connections) {
        return new ListenSpec(host, port, connections, reuseAddress, tls, settings);
    }

    /**
     * Whether a port may be taken on which old connections are still dying.
     *
     * @return true at first
     */
    public boolean reuseAddress() {
        return reuseAddress;
    }

    /**
     * Takes a port on which old connections are still dying, or not.
     *
     * @param may whether it may be taken
     * @return a changed copy
     */
    public ListenSpec reuseAddress(boolean may) {
        return new ListenSpec(host, port, backlog, may, tls, settings);
    }

    /**
     * What it speaks TLS with.
     *
     * @return keys and trust; none, as at first: it speaks plain TCP
     */
    public Optional<Tls> tls() {
        return tls;
    }

    /**
     * Speaks TLS.
     *
     * @param with keys and trust
     * @return a changed copy
     */
    public ListenSpec tls(Tls with) {
        return tls(Optional.of(Objects.requireNonNull(with, "tls")));
    }

    /**
     * Speaks TLS, or plain TCP.
     *
     * @param with keys and trust; none: plain TCP
     * @return a changed copy
     */
    public ListenSpec tls(Optional<Tls> with) {
        return new ListenSpec(host, port, backlog, reuseAddress, with, settings);
    }

    /**
     * What the system does with each connection.
     *
     * @return {@link SocketSettings#DEFAULT} at first
     */
    public SocketSettings settings() {
        return settings;
    }

    /**
     * Asks the system for something, for each connection.
     *
     * @param other what the system does with it
     * @return a changed copy
     */
    public ListenSpec settings(SocketSettings other) {
        return new ListenSpec(host, port, backlog, reuseAddress, tls, other);
    }

    private List<Object> all() {
        return List.of(host, port, backlog, reuseAddress, tls, settings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ListenSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "ListenSpec[host=" + host + ", port=" + port + ", backlog=" + backlog + ", reuseAddress=" + reuseAddress
                + ", tls=" + tls + ", settings=" + settings + "]";
    }
}
