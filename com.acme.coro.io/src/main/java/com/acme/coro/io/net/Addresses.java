package com.acme.coro.io.net;

import com.acme.coro.api.io.ConnectFailedException;
import com.acme.coro.api.spi.Waiter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Hosts, by their names. */
final class Addresses {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]+|.*:.*");

    private Addresses() {}

    /** An address as people write it. */
    static String text(InetSocketAddress address) {
        if (address.isUnresolved()) return text(address.getHostString(), address.getPort());
        return text(address.getAddress().getHostAddress(), address.getPort());
    }

    /** An address as people write it. */
    static String text(String host, int port) {
        return host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]:" + port : host + ":" + port;
    }

    /** A host without the brackets that IPv6 addresses may have. */
    static String plain(String host) {
        return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
    }

    static boolean isLiteral(String host) {
        return LITERAL.matcher(host).matches();
    }

    /** All addresses of a host; suspends, as the system may ask others. */
    static InetAddress[] resolve(Net net, String host, int port, long timeoutNanos) {
        String where = text(host, port);
        String plain = plain(host);
        try {
            if (isLiteral(plain)) return InetAddress.getAllByName(plain);
        } catch (UnknownHostException e) {
            throw unknown(host, where, e);
        }
        Waiter<InetAddress[]> waiter = net.parking.waiter("the addresses of " + host);
        net.lookups.execute(() -> {
            try {
                waiter.complete(InetAddress.getAllByName(plain));
            } catch (UnknownHostException e) {
                waiter.fail(unknown(host, where, e));
            } catch (RuntimeException e) {
                waiter.fail(new ConnectFailedException(
                        "the addresses of " + host + " cannot be had: " + e.getMessage(),
                        where,
                        ConnectFailedException.Reason.OTHER,
                        e));
            }
        });
        Optional<InetAddress[]> all = timeoutNanos == Times.FOREVER
                ? Optional.of(waiter.await(() -> {}))
                : waiter.await(Duration.ofNanos(timeoutNanos), () -> {});
        return all.orElseThrow(() -> new ConnectFailedException(
                "no address of " + host + " within " + Times.words(timeoutNanos),
                where,
                ConnectFailedException.Reason.TIMED_OUT,
                null));
    }

    private static ConnectFailedException unknown(String host, String where, UnknownHostException e) {
        return new ConnectFailedException(
                "unknown host: " + host, where, ConnectFailedException.Reason.UNKNOWN_HOST, e);
    }
}
