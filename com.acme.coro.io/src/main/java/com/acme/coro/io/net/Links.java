package com.acme.coro.io.net;

import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

/** MINA's part: movers, and connections dealt out among them. A mover has a thread while it has connections. */
final class Links {
    private final Mover[] movers;
    private final NioSocketConnector service;
    private final AtomicInteger next = new AtomicInteger();

    Links(int count, int readBuffer, ThreadFactory threads) {
        Executor executor = work -> threads.newThread(work).start();
        movers = new Mover[count];
        for (int i = 0; i < count; i++) movers[i] = new Mover(executor, "coro-io-" + (i + 1), readBuffer);
        // it connects nothing: MINA wants a service that a session belongs to
        service = new NioSocketConnector(executor, movers[0]);
        service.setHandler(new Handler());
    }

    /** A connection that exists, not yet begun. */
    Link link(SocketChannel channel) {
        int i = Math.floorMod(next.getAndIncrement(), movers.length);
        var link = new Link(movers[i], service, channel);
        var parts = service.getSessionDataStructureFactory();
        try {
            link.setAttributeMap(parts.getAttributeMap(link));
            link.setWriteRequestQueue(parts.getWriteRequestQueue(link));
        } catch (Exception e) {
            throw new IllegalStateException("MINA makes no parts of a session: " + e.getMessage(), e);
        }
        return link;
    }

    /** Closes what is open, and ends the threads. */
    void close() throws ReflectiveOperationException {
        service.dispose();
        for (Mover m : movers) m.dispose();
        ThreadNames.forget(Mover.class);
    }

    private static final class Handler extends IoHandlerAdapter {
        @Override
        public void messageSent(IoSession session, Object message) {
            ((Link) session).end().sent(((IoBuffer) message).capacity());
        }

        @Override
        public void exceptionCaught(IoSession session, Throwable cause) {
            ((Link) session).end().broken(cause);
        }

        @Override
        public void sessionClosed(IoSession session) {
            ((Link) session).end().gone();
        }
    }
}
