package com.acme.coro.io.net;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Buffers for records of TLS, each for a moment only: connections share a few. */
final class Buffers {
    private static final int KEPT = 32;
    private static final int SIZE = 18 << 10;

    private final ConcurrentLinkedQueue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** An empty buffer of at least a size. */
    ByteBuffer get(int size) {
        ByteBuffer b = size <= SIZE ? free.poll() : null;
        if (b == null) return ByteBuffer.allocate(Math.max(size, SIZE));
        count.decrementAndGet();
        return b.clear();
    }

    void put(ByteBuffer buffer) {
        if (buffer.capacity() != SIZE || count.get() >= KEPT) return;
        count.incrementAndGet();
        free.add(buffer);
    }
}
