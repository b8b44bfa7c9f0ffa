package com.acme.coro.io.net;

import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.CoroIoException;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.ListenFailedException;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** A datagram socket: receives and sends on its callers' threads, and waits with the poller. */
final class Datagrams implements AsyncDatagram, Net.Open {
    private final Net net;
    private final DatagramChannel channel;
    private final InetSocketAddress address;
    private final String where;
    private final Readiness readable;
    private final Readiness writable;
    private final AutoCloseable resource = () -> shut("its owner has ended");
    private final Estate bundle;
    private final AtomicBoolean closed = new AtomicBoolean();
    /** Guarded by itself. */
    private final List<MembershipKey> groups = new ArrayList<>(0);

    private Datagrams(Net net, Estate bundle, DatagramChannel channel) throws IOException {
        this.net = net;
        this.bundle = bundle;
        this.channel = channel;
        address = (InetSocketAddress) channel.getLocalAddress();
        where = Addresses.text(address);
        readable = new Readiness(net, channel, SelectionKey.OP_READ, "a datagram to " + where, true);
        writable = new Readiness(net, channel, SelectionKey.OP_WRITE, "room for a datagram from " + where, false);
    }

    static Datagrams open(Net net, DatagramSpec spec, Estate bundle) {
        String where = Addresses.text(spec.host(), spec.port());
        net.check(where);
        InetSocketAddress address = Listener.local(net, spec.host(), spec.port());
        DatagramChannel channel = null;
        Datagrams made = null;
        try {
            channel = channel(spec.host(), address);
            channel.configureBlocking(false);
            if (spec.reuseAddress()) channel.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            if (spec.broadcast()) channel.setOption(StandardSocketOptions.SO_BROADCAST, true);
            if (spec.receiveBuffer() > 0) channel.setOption(StandardSocketOptions.SO_RCVBUF, spec.receiveBuffer());
            channel.bind(address);
            made = new Datagrams(net, bundle, channel);
        } catch (IOException e) {
            throw new ListenFailedException(
                    "cannot have the datagram socket " + where + ": " + e.getMessage(), where, e);
        } finally {
            if (made == null && channel != null) close(net, channel, where);
        }
        net.opened(made);
        if (!net.parking.own(made.resource, made) && !bundle.add(made.resource)) made.shut("its bundle has stopped");
        return made;
    }

    /** One for all addresses is for those of both kinds. */
    private static DatagramChannel channel(String host, InetSocketAddress address) throws IOException {
        if (host.equals("*")) return DatagramChannel.open();
        return DatagramChannel.open(
                address.getAddress() instanceof Inet6Address
                        ? StandardProtocolFamily.INET6
                        : StandardProtocolFamily.INET);
    }

    private static void close(Net net, DatagramChannel channel, String where) {
        try {
            net.poller.close(channel);
        } catch (IOException e) {
            net.complain("the datagram socket " + where + " cannot be closed", e);
        }
    }

    @Override
    public Packet receive(int most) {
        return received(most, Times.FOREVER);
    }

    @Override
    public Optional<Packet> tryReceive(int most, Duration timeout) {
        return Optional.ofNullable(received(most, Times.nanos(timeout)));
    }

    private Packet received(int most, long timeoutNanos) {
        if (most < 1) throw new IllegalArgumentException("a receive takes at least 1 byte: most=" + most);
        try {
            return readable.until(() -> take(most), timeoutNanos);
        } catch (IOException e) {
            throw new CoroIoException("cannot receive on " + where + ": " + e.getMessage(), where, e);
        }
    }

    private Packet take(int most) throws IOException {
        // one byte more than asked for tells whether there was more
        var buffer = ByteBuffer.allocate(Math.min(most, 65_535) + 1);
        var from = (InetSocketAddress) channel.receive(buffer);
        if (from == null) return null;
        int length = Math.min(buffer.position(), most);
        var data = new byte[length];
        buffer.flip().get(data);
        return new Received(data, from, buffer.hasRemaining());
    }

    @Override
    public void send(byte[] data, InetSocketAddress to) {
        Objects.requireNonNull(data, "data");
        Objects.requireNonNull(to, "to");
        InetSocketAddress whom = to.isUnresolved() ? Listener.local(net, to.getHostString(), to.getPort()) : to;
        try {
            var buffer = ByteBuffer.wrap(data);
            if (data.length > 0) writable.until(() -> channel.send(buffer, whom) > 0 ? true : null, Times.FOREVER);
            // nothing sent is what an empty one says, whether or not there was room
            else channel.send(buffer, whom);
        } catch (IOException e) {
            throw new CoroIoException(
                    "cannot send " + data.length + " bytes from " + where + " to " + Addresses.text(whom) + ": "
                            + e.getMessage(),
                    Addresses.text(whom),
                    e);
        }
    }

    @Override
    public void join(InetAddress group, NetworkInterface through) {
        Objects.requireNonNull(group, "group");
        Objects.requireNonNull(through, "through");
        try {
            MembershipKey key = channel.join(group, through);
            synchronized (groups) {
                groups.add(key);
            }
        } catch (ClosedChannelException e) {
            throw closed("closed");
        } catch (IOException | IllegalArgumentException | UnsupportedOperationException e) {
            throw new CoroIoException(
                    "cannot join " + group.getHostAddress() + " on " + where + ": " + e.getMessage(), where, e);
        }
    }

    @Override
    public boolean leave(InetAddress group, NetworkInterface through) {
        synchronized (groups) {
            for (MembershipKey key : groups) {
                if (!key.group().equals(group) || !key.networkInterface().equals(through)) continue;
                key.drop();
                return groups.remove(key);
            }
        }
        return false;
    }

    @Override
    public void multicast(NetworkInterface through, int hops, boolean loop) {
        Objects.requireNonNull(through, "through");
        if (hops < 0 || hops > 255) throw new IllegalArgumentException("hops must be within 0..255: hops=" + hops);
        try {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, through);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, hops);
            channel.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, loop);
        } catch (ClosedChannelException e) {
            throw closed("closed");
        } catch (IOException e) {
            throw new CoroIoException("multicast cannot be set on " + where + ": " + e.getMessage(), where, e);
        }
    }

    @Override
    public InetSocketAddress address() {
        return address;
    }

    @Override
    public boolean isOpen() {
        return !closed.get();
    }

    @Override
    public void close() {
        if (closed.get() || net.parking.putOff(resource, () -> shut("closed"))) return;
        shut("closed on this side");
        net.parking.disown(resource);
    }

    @Override
    public void shut(String why) {
        if (!closed.compareAndSet(false, true)) return;
        Supplier<IoClosedException> told = () -> closed(why);
        readable.close(told);
        writable.close(told);
        close(net, channel, where);
        net.closed(this);
        bundle.remove(resource);
    }

    private IoClosedException closed(String why) {
        return new IoClosedException("the datagram socket " + where + " is closed: " + why, where);
    }

    @Override
    public String toString() {
        return "datagram socket " + where;
    }

    private record Received(byte[] data, InetSocketAddress from, boolean truncated) implements Packet {}
}
