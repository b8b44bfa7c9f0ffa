package com.acme.coro.io.net;

import com.acme.coro.api.io.ConnectFailedException;
import com.acme.coro.api.io.ConnectFailedException.Reason;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.SocketSettings;
import com.acme.coro.api.spi.Waiter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;

/** One connect: all addresses of a host in turn, within one time. */
final class Connecting {
    private final Net net;
    private final ConnectSpec spec;
    private final String where;
    private final long timeoutNanos;
    private final long deadline;

    Connecting(Net net, ConnectSpec spec) {
        this.net = net;
        this.spec = spec;
        where = Addresses.text(spec.host(), spec.port());
        timeoutNanos = Times.nanos(spec.timeout().orElse(net.settings().connectTimeout()));
        deadline = net.time.nanos() + Math.min(timeoutNanos, Long.MAX_VALUE / 2);
    }

    long left() {
        return Math.max(0, deadline - net.time.nanos());
    }

    /** A channel that is connected and non-blocking. */
    SocketChannel connect() {
        InetAddress[] all = Addresses.resolve(net, spec.host(), spec.port(), left());
        var tried = new StringBuilder();
        ConnectFailedException last = null;
        for (int i = 0; i < all.length; i++) {
            try {
                // what is left is shared by those that are left, so that one that does not answer leaves time for
                // others
                return connect(new InetSocketAddress(all[i], spec.port()), left() / (all.length - i));
            } catch (ConnectFailedException e) {
                last = e;
                tried.append(tried.isEmpty() ? "" : "; ").append(e.getMessage());
            }
        }
        if (all.length == 1) throw last;
        throw new ConnectFailedException(
                "cannot connect to " + where + ": " + tried, where, last.reason(), last.getCause());
    }

    private SocketChannel connect(InetSocketAddress address, long nanos) {
        SocketChannel channel = null;
        boolean connected = false;
        try {
            ProtocolFamily family = address.getAddress() instanceof java.net.Inet6Address
                    ? StandardProtocolFamily.INET6
                    : StandardProtocolFamily.INET;
            channel = SocketChannel.open(family);
            channel.configureBlocking(false);
            set(channel, spec.settings());
            bind(channel);
            if (!channel.connect(address)) await(channel, address, nanos);
            connected = true;
            return channel;
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw failed(address, e);
        } finally {
            if (!connected && channel != null) close(channel);
        }
    }

    private void bind(SocketChannel channel) {
        if (spec.local().isEmpty()) return;
        try {
            channel.bind(spec.local().get());
        } catch (IOException | UnsupportedAddressTypeException e) {
            throw new ConnectFailedException(
                    "cannot connect to " + where + ": the local address "
                            + Addresses.text(spec.local().get()) + " cannot be had: " + e.getMessage(),
                    where,
                    Reason.LOCAL_ADDRESS,
                    e);
        }
    }

    private void await(SocketChannel channel, InetSocketAddress address, long nanos) throws IOException {
        Waiter<Boolean> waiter = net.parking.waiter("the connection to " + Addresses.text(address));
        net.poller.once(channel, SelectionKey.OP_CONNECT, () -> waiter.complete(true));
        boolean answered;
        try {
            answered = waiter.await(Duration.ofNanos(nanos), () -> {}).isPresent();
        } finally {
            net.poller.forget(channel);
        }
        if (!answered) {
            String text = Addresses.text(address);
            throw new ConnectFailedException(
                    "cannot connect to " + text + ": no answer within " + Times.words(nanos),
                    where,
                    Reason.TIMED_OUT,
                    null);
        }
        net.check(where);
        channel.finishConnect();
    }

    private ConnectFailedException failed(InetSocketAddress address, Exception e) {
        String said = String.valueOf(e.getMessage());
        return new ConnectFailedException(
                "cannot connect to " + Addresses.text(address) + ": " + said, where, reason(e, said), e);
    }

    private static Reason reason(Exception e, String said) {
        if (e instanceof NoRouteToHostException || said.contains("unreachable")) return Reason.UNREACHABLE;
        if (e instanceof BindException) return Reason.LOCAL_ADDRESS;
        if (e instanceof java.net.ConnectException) {
            return said.contains("timed out") ? Reason.TIMED_OUT : Reason.REFUSED;
        }
        return Reason.OTHER;
    }

    private void close(SocketChannel channel) {
        try {
            net.poller.close(channel);
        } catch (IOException e) {
            net.complain("a channel to " + where + " cannot be closed", e);
        }
    }

    /** Asks the system for what the settings say. */
    static void set(SocketChannel channel, SocketSettings settings) throws IOException {
        channel.setOption(StandardSocketOptions.TCP_NODELAY, settings.noDelay());
        if (settings.keepAlive()) channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        if (settings.receiveBuffer() > 0) channel.setOption(StandardSocketOptions.SO_RCVBUF, settings.receiveBuffer());
        if (settings.sendBuffer() > 0) channel.setOption(StandardSocketOptions.SO_SNDBUF, settings.sendBuffer());
        if (settings.trafficClass() > 0) channel.setOption(StandardSocketOptions.IP_TOS, settings.trafficClass());
    }
}
