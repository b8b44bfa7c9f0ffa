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
        if (queued == 0) link.getChannel().write(data);
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
            if (queued == 0) link.getChannel().write(data);
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
