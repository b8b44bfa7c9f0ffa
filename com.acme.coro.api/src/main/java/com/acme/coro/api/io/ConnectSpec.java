package com.acme.coro.api.io;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Where to connect, and how. Immutable: each method returns a changed copy.
 *
 * @param host a name or an address (IPv6 with or without brackets)
 * @param port 1..65535
 * @param timeout for all addresses together and the handshake; empty: as configured ({@code connect.timeout})
 * @param local where from; empty: as the system likes
 * @param tls speaks TLS, if present
 * @param settings what the system does with the connection
 */
public record ConnectSpec(
        String host,
        int port,
        Optional<Duration> timeout,
        Optional<InetSocketAddress> local,
        Optional<Tls> tls,
        SocketSettings settings) {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ConnectSpec {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(timeout, "timeout");
        Objects.requireNonNull(local, "local");
        Objects.requireNonNull(tls, "tls");
        Objects.requireNonNull(settings, "settings");
        if (host.isBlank()) throw new IllegalArgumentException("host must not be empty");
        if (port < 1 || port > 65535) throw new IllegalArgumentException("port must be within 1..65535: port=" + port);
        if (timeout.filter(t -> t.isNegative() || t.isZero()).isPresent())
            throw new IllegalArgumentException("timeout must be more than zero: timeout=" + timeout.get());
    }

    /**
     * The beginning.
     *
     * @param host a name or an address
     * @param port 1..65535
     * @return plain TCP, as configured
     */
    public static ConnectSpec to(String host, int port) {
        return new ConnectSpec(
                host, port, Optional.empty(), Optional.empty(), Optional.empty(), SocketSettings.DEFAULT);
    }

    /**
     * Within a time.
     *
     * @param all for all addresses together, and the handshake
     * @return a changed copy
     */
    public ConnectSpec within(Duration all) {
        return new ConnectSpec(host, port, Optional.of(all), local, tls, settings);
    }

    /**
     * From a local address.
     *
     * @param address port 0: any
     * @return a changed copy
     */
    public ConnectSpec from(InetSocketAddress address) {
        return new ConnectSpec(host, port, timeout, Optional.of(address), tls, settings);
    }

    /**
     * Speaks TLS.
     *
     * @param with keys and trust
     * @return a changed copy
     */
    public ConnectSpec tls(Tls with) {
        return new ConnectSpec(host, port, timeout, local, Optional.of(with), settings);
    }

    /**
     * Asks the system for something.
     *
     * @param other what
     * @return a changed copy
     */
    public ConnectSpec settings(SocketSettings other) {
        return new ConnectSpec(host, port, timeout, local, tls, other);
    }
}
