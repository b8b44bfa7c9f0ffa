package com.acme.coro.io.net;

import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.ListenFailedException;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.spi.Waiter;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/** Where others connect to. What nobody accepts stays with the system, which keeps as many as the backlog says. */
final class Listener implements AsyncServerSocket, Net.Open {
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Net net;
    private final ListenSpec spec;
    private final ServerSocketChannel channel;
    private final InetSocketAddress address;
    private final String where;
    private final Readiness ready;
    private final AutoCloseable resource = () -> shut("its owner has ended");
    /** Those it was made with. */
    private final Estate bundle;
    /** Connections that nobody has waited on yet. */
    private final Estate untaken = new Estate();

    private final AtomicBoolean closed = new AtomicBoolean();
    /** The system has refused a connection since one was accepted, which was reported. */
    private final AtomicBoolean refused = new AtomicBoolean();

    private Listener(Net net, ListenSpec spec, Estate bundle, ServerSocketChannel channel) throws IOException {
        this.net = net;
        this.spec = spec;
        this.bundle = bundle;
        this.channel = channel;
        address = (InetSocketAddress) channel.getLocalAddress();
        where = Addresses.text(address);
        ready = new Readiness(net, channel, SelectionKey.OP_ACCEPT, "a connection to " + where, true);
    }

    static Listener open(Net net, ListenSpec spec, Estate bundle) {
        String where = Addresses.text(spec.host(), spec.port());
        net.check(where);
        InetSocketAddress address = local(net, spec.host(), spec.port());
        Listener listener;
        try {
            listener = new Listener(net, spec, bundle, bind(net, spec, address));
        } catch (IOException e) {
            throw new ListenFailedException("cannot listen on " + where + ": " + e.getMessage(), where, e);
        }
        listener.begin();
        return listener;
    }

    private static ServerSocketChannel bind(Net net, ListenSpec spec, InetSocketAddress address) throws IOException {
        try {
            return tryToBind(net, spec, address);
        } catch (BindException e) {
            // it may be one of ours that was closed a moment ago
            Waiter<Boolean> waiter = net.parking.waiter("the address " + Addresses.text(address));
            net.poller.after(0, () -> waiter.complete(true));
            waiter.await(() -> {});
            return tryToBind(net, spec, address);
        }
    }

    private static ServerSocketChannel tryToBind(Net net, ListenSpec spec, InetSocketAddress address)
            throws IOException {
        ServerSocketChannel channel = ServerSocketChannel.open();
        boolean bound = false;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.SO_REUSEADDR, spec.reuseAddress());
            int buffer = spec.settings().receiveBuffer();
            if (buffer > 0) channel.setOption(StandardSocketOptions.SO_RCVBUF, buffer);
            channel.bind(address, spec.backlog());
            bound = true;
            return channel;
        } finally {
            if (!bound) close(net, channel, Addresses.text(address));
        }
    }

    /** An address of this machine. */
    static InetSocketAddress local(Net net, String host, int port) {
        if (host.equals("*")) return new InetSocketAddress(port);
        InetAddress[] all = Addresses.resolve(net, host, port, Times.FOREVER);
        return new InetSocketAddress(all[0], port);
    }

    private static void close(Net net, ServerSocketChannel channel, String where) {
        try {
            net.poller.close(channel);
        } catch (IOException e) {
            net.complain("the server socket " + where + " cannot be closed", e);
        }
    }

    private void begin() {
        net.opened(this);
        if (!net.parking.own(resource, this) && !bundle.add(resource)) shut("its bundle has stopped");
    }

    @Override
    public AsyncSocket accept() {
        return accepted(Times.FOREVER);
    }

    @Override
    public Optional<AsyncSocket> tryAccept(Duration timeout) {
        return Optional.ofNullable(accepted(Times.nanos(timeout)));
    }

    private Connection accepted(long timeoutNanos) {
        long deadline = timeoutNanos == Times.FOREVER ? 0 : net.time.nanos() + timeoutNanos;
        long left = timeoutNanos;
        while (true) {
            try {
                Connection accepted = ready.until(this::take, left);
                if (accepted != null) refused.set(false);
                return accepted;
            } catch (IOException e) { // the system has no file, or no memory, for one more: it may have soon
                if (!refused.getAndSet(true)) {
                    net.complain("no connection can be accepted on " + where + " for now; they wait", e);
                }
            }
            if (timeoutNanos != Times.FOREVER) left = Math.max(0, deadline - net.time.nanos());
            if (left == 0) return null;
            pause(Math.min(left, PAUSE_NANOS));
        }
    }

    /** What waits to be accepted would be reported as ready at once. */
    private void pause(long nanos) {
        Waiter<Boolean> waiter = net.parking.waiter("room for a connection to " + where);
        Poller.Due due = net.poller.after(nanos, () -> waiter.complete(true));
        waiter.await(due::cancel);
    }

    private Connection take() throws IOException {
        SocketChannel accepted = channel.accept();
        if (accepted == null) return null;
        boolean begun = false;
        try {
            accepted.configureBlocking(false);
            Connecting.set(accepted, spec.settings());
            var connection = new Connection(net, accepted, untaken, bundle);
            connection.begin(spec.tls()
                    .map(tls -> ((EngineMaker) tls)
                            .server(Times.nanos(net.settings().handshakeTimeout()))));
            begun = true;
            return connection;
        } catch (IOException reset) {
            return null; // by the other side, before it was taken; the next may be there
        } finally {
            if (!begun) accepted.close();
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
        Supplier<IoClosedException> told =
                () -> new IoClosedException("the server socket " + where + " is closed: " + why, where);
        ready.close(told);
        close(net, channel, where);
        net.closed(this);
        bundle.remove(resource);
        for (AutoCloseable connection : untaken.close()) Estates.close(net, connection);
    }

    @Override
    public String toString() {
        return "server socket " + where;
    }
}
