package com.acme.coro.io.net;

import java.nio.ByteBuffer;

/** What came during a handshake: put here by the mover, which waits for no helper, and taken by helpers in its order. */
final class Arrivals {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    // guarded by this
    private ByteBuffer bytes = NOTHING;
    private boolean ended;

    /** Adds bytes; returns how many there are. */
    synchronized int add(ByteBuffer more) {
        bytes = joined(bytes, more);
        return bytes.remaining();
    }

    /** No more will come. */
    synchronized void end() {
        ended = true;
    }

    synchronized boolean ended() {
        return ended;
    }

    /** All there is, to be read; perhaps nothing. */
    synchronized ByteBuffer take() {
        ByteBuffer taken = bytes;
        bytes = NOTHING;
        return taken;
    }

    /** One behind the other. */
    static ByteBuffer joined(ByteBuffer first, ByteBuffer second) {
        if (!second.hasRemaining()) return first;
        return ByteBuffer.allocate(first.remaining() + second.remaining())
                .put(first)
                .put(second)
                .flip();
    }
}
