package com.acme.coro.io.net;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.DefaultTransportMetadata;
import org.apache.mina.core.service.IoService;
import org.apache.mina.core.service.TransportMetadata;
import org.apache.mina.core.session.IoSessionConfig;
import org.apache.mina.transport.socket.SocketSessionConfig;
import org.apache.mina.transport.socket.nio.NioSession;

/** A connection as MINA knows it. */
final class Link extends NioSession {
    private static final TransportMetadata METADATA = new DefaultTransportMetadata(
            "coro", "socket", false, true, InetSocketAddress.class, SocketSessionConfig.class, IoBuffer.class);

    /** What a connection is told. */
    interface End {
        /**
         * Bytes have come: reads them. On the mover's thread.
         *
         * @param buffer to read into; the mover's
         */
        void readable(SocketChannel channel, ByteBuffer buffer);

        /** A piece that was handed to {@link Link#send} has gone. On the mover's thread. */
        void sent(int bytes);

        /** Something went wrong. On the mover's thread. */
        void broken(Throwable why);

        /** The channel is closed. On the mover's thread. */
        void gone();
    }

    private final Mover mover;
    private final SocketChannel socket;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    /** Set before it is given to its mover. */
    private End end;
    /** Written by whoever reads from the connection; read by the mover. */
    private volatile boolean paused;

    Link(Mover mover, IoService service, SocketChannel socket) {
        super(mover, service, socket);
        this.mover = mover;
        this.socket = socket;
        try {
            local = (InetSocketAddress) socket.getLocalAddress();
            remote = (InetSocketAddress) socket.getRemoteAddress();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        config = service.getSessionConfig();
    }

    /** Lets bytes come and go. */
    void begin(End of) {
        end = of;
        mover.add(this);
    }

    End end() {
        return end;
    }

    boolean wantsBytes() {
        return !paused;
    }

    /** Sees to it that the mover asks for bytes, or does not. From any thread. */
    void pause(boolean pause) {
        if (paused == pause) return;
        paused = pause;
        mover.updateTrafficMask(this);
    }

    /** Sends, after all that was handed over before; {@link End#sent} tells when it has gone. */
    void send(byte[] bytes) {
        write(IoBuffer.wrap(bytes));
    }

    @Override
    public SocketChannel getChannel() {
        return socket;
    }

    @Override
    public TransportMetadata getTransportMetadata() {
        return METADATA;
    }

    @Override
    public IoSessionConfig getConfig() {
        return config;
    }

    @Override
    public InetSocketAddress getLocalAddress() {
        return local;
    }

    @Override
    public InetSocketAddress getRemoteAddress() {
        return remote;
    }

    @Override
    public SocketAddress getServiceAddress() {
        return local;
    }
}
