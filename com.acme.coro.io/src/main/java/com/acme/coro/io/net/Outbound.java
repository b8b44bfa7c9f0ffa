package com.acme.coro.io.net;

import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * What is to go out and the network has not taken yet, and the one who waits for room. The network takes what it can
 * at once, on the sender's thread; the rest is handed to the link, up to the bound.
 */
final class Outbound {
    private static final int SLICE = 1 << 16;
    private static final int SLICES = 16;

    private final Parking parking;
    private final Link link;
    private final int bound;
    private final String what;

    // all guarded by this
    /** Bytes that the link has. */
    private int queued;

    private Supplier<? extends RuntimeException> over;
    private boolean busy;
    private Waiter<Boolean> writer;

    Outbound(Parking parking, Link link, int bound, String what) {
        this.parking = parking;
        this.link = link;
        this.bound = bound;
        this.what = what;
    }

    /**
     * Gives the network what it takes at once, in slices, as the JDK copies each into memory outside the heap and keeps
     * that; and no more than the caller's turn should take.
     */
    private void write(ByteBuffer data) throws IOException {
        int end = data.limit();
        try {
            for (int i = 0; i < SLICES && data.position() < end; i++) {
                data.limit(Math.min(end, data.position() + SLICE));
                link.getChannel().write(data);
                if (data.hasRemaining()) return;
            }
        } finally {
            data.limit(end);
        }
    }

    /** Becomes the one who sends. */
    synchronized void enter() {
        check();
        busy = true;
    }

    private void check() {
        if (over != null) throw over.get();
        if (busy) throw new IllegalStateException("somebody else is sending: " + what);
    }

    /** Gives the network what it takes at once, if nothing is before it. False if something is left. */
    synchronized boolean takeAtOnce(ByteBuffer data) throws IOException {
        check();
        if (queued == 0) write(data);
        return !data.hasRemaining();
    }

    synchronized void leave() {
        busy = false;
    }

    /** Takes bytes while there is room, without waiting. All of them, if they must go. */
    void take(ByteBuffer data, boolean must) throws IOException {
        synchronized (this) {
            if (over != null && !must) throw over.get();
            // in order: only if nothing is before it
            if (queued == 0) write(data);
            int n = must ? data.remaining() : Math.min(data.remaining(), bound - queued);
            if (n <= 0) return;
            var rest = new byte[n];
            data.get(rest);
            queued += n;
            link.send(rest);
        }
    }

    synchronized boolean hasRoom() {
        return queued < bound;
    }

    /** True if more is queued than senders may add: answers that TLS gives by itself, and the other side does not read. */
    synchronized boolean overflows() {
        return queued > bound + SLICE;
    }

    /** What the link has. */
    synchronized int queued() {
        return queued;
    }

    /** Waits until half of the bound is free. False when the time is up. */
    boolean awaitRoom(long timeoutNanos) {
        Waiter<Boolean> waiter = parking.waiter(what);
        synchronized (this) {
            if (over != null) throw over.get();
            if (queued <= bound / 2) return true;
            writer = waiter;
        }
        if (timeoutNanos == Times.FOREVER) {
            waiter.await(() -> withdraw(waiter));
            return true;
        }
        return waiter.await(Duration.ofNanos(timeoutNanos), () -> withdraw(waiter))
                .isPresent();
    }

    private synchronized void withdraw(Waiter<Boolean> waiter) {
        if (writer == waiter) writer = null;
    }

    /** A piece has gone. */
    synchronized void sent(int bytes) {
        queued -= bytes;
        if (queued <= bound / 2) tell();
    }

    /** Nobody may send any more. The first reason counts. */
    synchronized void end(Supplier<? extends RuntimeException> why) {
        if (over == null) over = why;
        tell();
    }

    private void tell() {
        Waiter<Boolean> w = writer;
        writer = null;
        if (w != null) w.complete(true);
    }
}
