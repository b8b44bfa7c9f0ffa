package com.acme.coro.io.file;

import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.spi.Waiter;
import java.nio.ByteBuffer;

/** Sends a part of a file, piece by piece: while one goes out, the next is read. Of the one who sends. */
final class Sending {
    static final int PIECE = 128 << 10;

    /** Begins to read at a position, into a buffer from its beginning to its limit. */
    @FunctionalInterface
    interface Reads {
        /**
         * Begins.
         *
         * @return brings how many bytes; -1 at the end of the file
         */
        Waiter<Integer> begin(ByteBuffer into, long position);
    }

    private final Reads reads;
    private ByteBuffer going;
    private ByteBuffer coming;

    Sending(Reads reads, long count) {
        this.reads = reads;
        int size = (int) Math.min(PIECE, count);
        going = ByteBuffer.allocate(size);
        coming = ByteBuffer.allocate(size);
    }

    /** How many bytes were sent. */
    long send(AsyncSocket socket, long position, long count) {
        long read = 0;
        while (read < count) {
            Waiter<Integer> next = begin(position + read, count - read);
            if (going.hasRemaining() && read > 0) socket.sendAll(going);
            int n = next.await(() -> {});
            if (n < 0) return read;
            read += n;
            turn();
        }
        if (read > 0) socket.sendAll(going);
        return read;
    }

    private Waiter<Integer> begin(long position, long left) {
        coming.clear().limit((int) Math.min(coming.capacity(), left));
        return reads.begin(coming, position);
    }

    /** What came is what goes. */
    private void turn() {
        ByteBuffer gone = going;
        going = coming.flip();
        coming = gone;
    }
}
