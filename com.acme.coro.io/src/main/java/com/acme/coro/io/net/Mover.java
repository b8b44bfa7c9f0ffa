package com.acme.coro.io.net;

import java.nio.ByteBuffer;
import java.util.concurrent.Executor;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * MINA's processor: one thread that waits for many connections and moves their bytes. It reads into one buffer of its
 * own, from which each connection takes exactly what came; so an idle connection keeps no buffer, and MINA's filter chain is
 * not gone through for what comes in.
 */
final class Mover extends NioProcessor {
    /** Of this processor's thread, which fills it and lets a connection empty it before the next read. */
    private final ByteBuffer buffer;

    private final String name;
    /** Of this processor's thread. */
    private Thread named;

    Mover(Executor threads, String name, int readBuffer) {
        super(threads);
        this.name = name;
        buffer = ByteBuffer.allocateDirect(readBuffer);
    }

    @Override
    protected int select(long timeout) throws Exception {
        if (named != Thread.currentThread()) {
            // MINA has given it the name of this class
            named = Thread.currentThread();
            named.setName(name);
        }
        return super.select(timeout);
    }

    /** Whether MINA is to read. Never: what there is, is taken here. */
    @Override
    protected boolean isReadable(NioSession session) {
        if (super.isReadable(session)) {
            var link = (Link) session;
            if (link.wantsBytes()) link.end().readable(link.getChannel(), buffer);
        }
        return false;
    }

    /** Somebody wants to read more, or less. On this processor's thread. */
    @Override
    public void updateTrafficControl(NioSession session) {
        var link = (Link) session;
        try {
            // not what is to be written: MINA's own version forgets a piece of which half has gone
            setInterestedInRead(session, link.wantsBytes());
        } catch (Exception e) {
            link.end().broken(e);
        }
    }
}
