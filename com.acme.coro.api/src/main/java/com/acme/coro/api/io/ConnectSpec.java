package com.acme.coro.api.io;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Where to connect, and how. Immutable: each method with an argument returns a changed copy.
 */
public final class ConnectSpec {
    private final String host;
    private final int port;
    private final Optional<Duration> timeout;
    private final Optional<InetSocketAddress> local;
    private final Optional<Tls> tls;
    private final SocketSettings settings;

    private ConnectSpec(
            String host,
            int port,
            Optional<Duration> timeout,
            Optional<InetSocketAddress> local,
            Optional<Tls> tls,
            SocketSettings settings) {
        this.host = Objects.requireNonNull(host, "host");
        this.port = port;
        this.timeout = Objects.requireNonNull(timeout, "timeout");
        this.local = Objects.requireNonNull(local, "local");
        this.tls = Objects.requireNonNull(tls, "tls");
        this.settings = Objects.requireNonNull(settings, "settings");
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
        if (port < 1 || port > 65535) throw new IllegalArgumentException("port must be within 1..65535: port=" + port);
        if (timeout.filter(t -> t.isNegative() || t.isZero()).isPresent())
            throw new IllegalArgumentException("timeout must be more than zero: timeout=" + timeout.get());
    }

    /**
     * Plain TCP, as configured.
     *
     * @param host a name or an address (IPv6 with or without brackets)
     * @param port 1..65535
     * @return the specification
     * @throws IllegalArgumentException if a value is out of its range
     */
    public static ConnectSpec to(String host, int port) {
        return new ConnectSpec(
                host, port, Optional.empty(), Optional.empty(), Optional.empty(), SocketSettings.DEFAULT);
    }

    /**
     * The host to connect to.
     *
     * @return a name or an address (IPv6 with or without brackets)
     */
    public String host() {
        return host;
    }

    /**
     * The port to connect to.
     *
     * @return 1..65535
     */
    public int port() {
        return port;
    }

    /**
     * How long connecting may take, for all addresses together and the handshake.
     *
     * @return a time, more than zero; none, as at first: as configured ({@code connect.timeout})
     */
    public Optional<Duration> timeout() {
        return timeout;
    }

    /**
     * Limits how long connecting may take.
     *
     * @param all for all addresses together, and the handshake; more than zero
     * @return a changed copy
     * @throws IllegalArgumentException if that is not more than zero
     */
    public ConnectSpec timeout(Duration all) {
        return timeout(Optional.of(Objects.requireNonNull(all, "timeout")));
    }

    /**
     * Limits how long connecting may take, or leaves that to the configuration.
     *
     * @param all for all addresses together, and the handshake; more than zero; none: as configured
     * @return a changed copy
     * @throws IllegalArgumentException if that is not more than zero
     */
    public ConnectSpec timeout(Optional<Duration> all) {
        return new ConnectSpec(host, port, all, local, tls, settings);
    }

    /**
     * The local address to connect from.
     *
     * @return an address; none, as at first: as the system likes
     */
    public Optional<InetSocketAddress> local() {
        return local;
    }

    /**
     * Connects from a local address.
     *
     * @param address the address; port 0: any
     * @return a changed copy
     */
    public ConnectSpec local(InetSocketAddress address) {
        return local(Optional.of(Objects.requireNonNull(address, "local")));
    }

    /**
     * Connects from a local address, or from the one that the system likes.
     *
     * @param address the address; port 0: any; none: as the system likes
     * @return a changed copy
     */
    public ConnectSpec local(Optional<InetSocketAddress> address) {
        return new ConnectSpec(host, port, timeout, address, tls, settings);
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
    public ConnectSpec tls(Tls with) {
        return tls(Optional.of(Objects.requireNonNull(with, "tls")));
    }

    /**
     * Speaks TLS, or plain TCP.
     *
     * @param with keys and trust; none: plain TCP
     * @return a changed copy
     */
    public ConnectSpec tls(Optional<Tls> with) {
        return new ConnectSpec(host, port, timeout, local, with, settings);
    }

    /**
     * What the system does with the connection.
     *
     * @return {@link SocketSettings#DEFAULT} at first
     */
    public SocketSettings settings() {
        return settings;
    }

    /**
     * Asks the system for something.
     *
     * @param other what the system does with the connection
     * @return a changed copy
     */
    public ConnectSpec settings(SocketSettings other) {
        return new ConnectSpec(host, port, timeout, local, tls, other);
    }

    private List<Object> all() {
        return List.of(host, port, timeout, local, tls, settings);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConnectSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "ConnectSpec[host=" + host + ", port=" + port + ", timeout=" + timeout + ", local=" + local + ", tls="
                + tls + ", settings=" + settings + "]";
    }
}
