package com.acme.coro.io.net;

import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsSpec;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Objects;
import java.util.Optional;

/** Makes the sockets of one bundle, and closes those that no coroutine has with it. */
public final class BundleSockets implements AsyncSockets, AutoCloseable {
    private final Net net;
    private final Estate estate = new Estate();

    /**
     * For one bundle.
     *
     * @param net what all share
     */
    public BundleSockets(Net net) {
        this.net = net;
    }

    @Override
    public AsyncSocket connect(ConnectSpec spec) {
        Objects.requireNonNull(spec, "spec");
        String where = Addresses.text(spec.host(), spec.port());
        net.check(where);
        var connecting = new Connecting(net, spec);
        SocketChannel channel = connecting.connect();
        Connection connection = null;
        boolean begun = false;
        try {
            Optional<TlsLayer.Start> tls = spec.tls()
                    .map(each -> ((EngineMaker) each).client(spec.host(), spec.port(), handshake(connecting)));
            connection = new Connection(net, channel, estate, estate);
            connection.begin(tls);
            begun = true;
        } finally { // whatever was thrown
            if (connection == null) close(channel, where);
            else if (!begun) connection.abort();
        }
        connection.take();
        connection.handshake(connecting.left());
        return connection;
    }

    private long handshake(Connecting connecting) {
        return Math.min(connecting.left(), Times.nanos(net.settings().handshakeTimeout()));
    }

    private void close(SocketChannel channel, String where) {
        try {
            channel.close();
        } catch (IOException e) {
            net.complain("a channel to " + where + " cannot be closed", e);
        }
    }

    @Override
    public AsyncServerSocket listen(ListenSpec spec) {
        Objects.requireNonNull(spec, "spec");
        Optional<TlsSpec> tls = spec.tls().map(Tls::spec);
        if (tls.isPresent() && tls.get().identity().isEmpty())
            throw new IllegalArgumentException("a server with TLS needs an identity, and has none: " + spec);
        return Listener.open(net, spec, estate);
    }

    @Override
    public AsyncDatagram datagram(DatagramSpec spec) {
        return Datagrams.open(net, Objects.requireNonNull(spec, "spec"), estate);
    }

    @Override
    public Tls tls(TlsSpec spec) {
        return new TlsContexts(spec);
    }

    /** Closes what belongs to no coroutine. */
    @Override
    public void close() {
        for (AutoCloseable thing : estate.close()) Estates.close(net, thing);
    }
}
