package com.acme.coro.io.net;

import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.Parking;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.mina.core.buffer.IoBuffer;
import org.apache.mina.core.service.IoHandlerAdapter;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.transport.socket.nio.NioSocketConnector;

/**
 * MINA's part: movers, and connections dealt out among them. What a coroutine connects or accepts goes to the mover of
 * its scheduler's loop, the rest to movers with threads of their own.
 */
final class Links {
    private final Parking parking;
    private final ThreadFactory threads;
    private final int readBuffer;
    private final Mover[] movers;
    private final NioSocketConnector service;
    private final AtomicInteger next = new AtomicInteger();

    // guarded by this
    private final Map<EventLoop, LoopMover> ofLoops = new HashMap<>();
    private boolean closed;

    Links(IoSettings settings, Parking parking, ThreadFactory threads) {
        this.parking = parking;
        this.threads = threads;
        readBuffer = settings.readBuffer();
        movers = new Mover[settings.movers()];
        for (int i = 0; i < movers.length; i++) {
            String name = "coro-io-" + (i + 1);
            movers[i] = new Mover(loop -> named(name, loop).start(), readBuffer);
        }
        // it connects nothing: MINA wants a service that a session belongs to
        service = new NioSocketConnector(loop -> named("coro-io", loop).start(), movers[0]);
        service.setHandler(new Handler());
    }

    private Thread named(String name, Runnable loop) {
        Thread thread = threads.newThread(ThreadNames.bare(loop));
        thread.setName(name);
        return thread;
    }

    /** A connection that exists, not yet begun. */
    Link link(SocketChannel channel, boolean byScheduler) {
        var link = new Link(mover(byScheduler), service, channel);
        var parts = service.getSessionDataStructureFactory();
        try {
            link.setAttributeMap(parts.getAttributeMap(link));
            link.setWriteRequestQueue(parts.getWriteRequestQueue(link));
        } catch (Exception e) {
            throw new IllegalStateException("MINA makes no parts of a session: " + e.getMessage(), e);
        }
        return link;
    }

    private Mover mover(boolean byScheduler) {
        Mover own = byScheduler ? parking.eventLoop().map(this::ofLoop).orElse(null) : null;
        return own != null ? own : movers[Math.floorMod(next.getAndIncrement(), movers.length)];
    }

    /** Null if this loop polls something else. */
    private synchronized LoopMover ofLoop(EventLoop loop) {
        LoopMover mover = ofLoops.get(loop);
        if (mover != null || closed) return mover;
        mover = new LoopMover(loop, new Rounds(threads), this, readBuffer);
        if (!loop.attach(mover)) {
            mover.end();
            return null;
        }
        ofLoops.put(loop, mover);
        return mover;
    }

    /** A loop has ended. */
    synchronized void forget(EventLoop loop) {
        ofLoops.remove(loop);
    }

    /** Closes what is open, and ends the threads. */
    void close() throws ReflectiveOperationException {
        List<LoopMover> polled;
        synchronized (this) {
            closed = true;
            polled = List.copyOf(ofLoops.values());
            ofLoops.clear();
        }
        polled.forEach(LoopMover::end);
        service.dispose();
        for (Mover m : movers) m.dispose();
        ThreadNames.forget(Mover.class);
        ThreadNames.forget(LoopMover.class);
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
