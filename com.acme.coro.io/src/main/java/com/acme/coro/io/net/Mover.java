package com.acme.coro.io.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.apache.mina.transport.socket.nio.NioProcessor;
import org.apache.mina.transport.socket.nio.NioSession;

/**
 * MINA's processor: waits for many connections and moves their bytes. It reads into one buffer of its own, from which
 * each connection takes exactly what came: so an idle connection keeps no buffer. What comes in goes neither through a set
 * of keys nor through MINA's filter chain. It has a thread while it has connections.
 */
class Mover extends NioProcessor {
    /** Of the thread that moves, which fills it and lets a connection empty it before the next read. */
    private final ByteBuffer buffer;

    private final Consumer<SelectionKey> ready = this::ready;

    Mover(Executor threads, int readBuffer) {
        super(threads);
        buffer = ByteBuffer.allocateDirect(readBuffer);
    }

    @Override
    protected int select(long timeout) throws Exception {
        return move(timeout);
    }

    /** Waits until there is something to move, at most so long (0: not at all), and moves it. Leaves MINA nothing. */
    final int move(long millis) throws IOException {
        if (millis == 0) selector.selectNow(ready);
        else selector.select(ready, millis);
        wakeupCalled.set(true); // MINA takes a selector that selects nothing, unless woken, for broken
        return 0;
    }

    private void ready(SelectionKey key) {
        var link = (Link) key.attachment();
        int operations = key.readyOps();
        // MINA does this later in the same round
        try {
            if ((operations & SelectionKey.OP_WRITE) != 0) flush(link);
            if ((operations & SelectionKey.OP_READ) != 0 && link.wantsBytes()) {
                link.end().readable(link.getChannel(), buffer);
            }
        } catch (Throwable failed) {
            broken(link, failed);
        }
    }

    /** One connection's failure, perhaps for want of memory: the others go on. */
    private static void broken(Link link, Throwable why) {
        try {
            link.end().broken(why);
        } catch (Throwable again) {
            link.closeNow(); // takes no memory
        }
    }

    /** Somebody wants to read more, or less. On the thread that moves. */
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
