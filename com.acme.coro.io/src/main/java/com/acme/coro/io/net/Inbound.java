package com.acme.coro.io.net;

import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.spi.Waiter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What came and nobody has read yet, and the one who waits for it.
 *
 * <pre>
 * bytes are added --> enough for the reader? --> it is told, looks again, and takes them
 * more than the bound, and no reader wants more --> the other side is not listened to, until the reader has made room
 * </pre>
 *
 * A reader that gives up takes nothing with it. After the last bytes comes the end, or what went wrong.
 */
final class Inbound {
    private static final byte[] NONE = {};
    private static final int SMALL = 512;

    /** Takes what it wants, if it is there. Under the lock. */
    @FunctionalInterface
    interface Taker<T> {
        /**
         * Looks.
         *
         * @return what it wants, or null if more must come; then {@link #wants} was called
         */
        T take(Inbound bytes);
    }

    private final Parking parking;
    private final int bound;
    private final String what;
    /** Tells the link whether to listen; under the lock. */
    private final Consumer<Boolean> pause;

    // all guarded by this
    private byte[] bytes = NONE;
    private int from;
    private int to;
    private boolean ended;
    /** Makes what a reader gets once there are no more bytes. */
    private Supplier<? extends RuntimeException> failure;
    /** Makes what a reader gets at once. */
    private Supplier<? extends RuntimeException> closed;
    /** Somebody is in a read. */
    private boolean busy;

    private Waiter<Boolean> reader;
    /** How many bytes make it worth while to tell the reader. */
    private int wanted;
    /** There is no room. As each of these, a reason for not listening to the other side. */
    private boolean full;

    /** Somebody asked for it. */
    private boolean suspended;

    /** What came has not been understood yet. */
    private boolean held;

    Inbound(Parking parking, int bound, String what, Consumer<Boolean> pause) {
        this.parking = parking;
        this.bound = bound;
        this.what = what;
        this.pause = pause;
    }

    // ---- what comes

    /** Adds bytes, and stops listening if there is no room for more. Never refuses. */
    synchronized void add(ByteBuffer more) {
        int n = more.remaining();
        if (closed != null) {
            more.position(more.limit());
            return;
        }
        reserve(n);
        more.get(bytes, to, n);
        to += n;
        Waiter<Boolean> r = reader;
        if (r != null && to - from >= wanted) {
            reader = null;
            r.complete(true);
        }
        boolean enough = to - from >= Math.max(bound, reader == null ? 0 : wanted);
        if (enough && !full) {
            full = true;
            tune();
        }
    }

    private void reserve(int n) {
        if (bytes.length - to >= n) return;
        int held = to - from;
        int need = held + n;
        byte[] target = bytes;
        if (need > bytes.length) {
            // as much again, but no more than there may be, or a reader wants
            long twice = Math.min(Math.max(bytes.length * 2L, 128), Math.max(bound, wanted));
            int size = (int) Math.max(need, twice);
            target = new byte[size];
        }
        System.arraycopy(bytes, from, target, 0, held);
        bytes = target;
        from = 0;
        to = held;
    }

    /** No more will come. */
    synchronized void end() {
        ended = true;
        tell();
    }

    /** No more will come, because something went wrong. The first failure counts. */
    synchronized void fail(Supplier<? extends RuntimeException> why) {
        if (failure == null && !ended) failure = why;
        tell();
    }

    /** Nobody may read any more. */
    synchronized void close(Supplier<? extends RuntimeException> why) {
        if (closed != null) return;
        closed = why;
        bytes = NONE;
        from = to = 0;
        tell();
    }

    private void tell() {
        Waiter<Boolean> r = reader;
        reader = null;
        if (r != null) r.complete(true);
    }

    // ---- for takers, under the lock

    int available() {
        return to - from;
    }

    byte[] buffer() {
        return bytes;
    }

    int first() {
        return from;
    }

    /** Whether no more will come. */
    boolean over() {
        return ended || failure != null;
    }

    /** Throws what went wrong, if anything did. */
    void check() {
        if (failure != null) throw failure.get();
    }

    /** Notes how many bytes there must be before it is worth while to look again. */
    void wants(int count) {
        wanted = count;
    }

    void skip(int count) {
        from += count;
        if (from == to) {
            from = to = 0;
            if (bytes.length > SMALL) bytes = NONE;
        }
    }

    byte[] take(int count) {
        var taken = new byte[count];
        System.arraycopy(bytes, from, taken, 0, count);
        skip(count);
        return taken;
    }

    // ---- reading

    /**
     * Waits until a taker has what it wants.
     *
     * @throws CoroTimeoutException when the time is up
     */
    <T> T read(Taker<T> taker, long timeoutNanos, TimeSource clock) {
        parking.mayWait(true);
        Waiter<Boolean> waiter;
        synchronized (this) {
            if (busy) throw new IllegalStateException("somebody else is reading: " + what);
            T taken = look(taker);
            if (taken != null) return taken;
            waiter = waitForMore();
            busy = true;
        }
        boolean done = false;
        try {
            long deadline = timeoutNanos == Times.FOREVER ? 0 : clock.nanos() + timeoutNanos;
            while (true) {
                if (timeoutNanos == Times.FOREVER) await(waiter);
                else await(waiter, deadline - clock.nanos(), timeoutNanos);
                synchronized (this) {
                    T taken = look(taker);
                    if (taken != null) {
                        busy = false;
                        done = true;
                        return taken;
                    }
                    waiter = waitForMore();
                }
            }
        } finally {
            if (!done) leave();
        }
    }

    private Waiter<Boolean> waitForMore() {
        Waiter<Boolean> waiter = parking.<Boolean>waiter(what).asSwapPoint();
        reader = waiter;
        // it may want more than there is room for
        if (full && available() < Math.max(bound, wanted)) listen();
        return waiter;
    }

    private void await(Waiter<Boolean> waiter) {
        waiter.await(() -> withdraw(waiter));
    }

    private void await(Waiter<Boolean> waiter, long left, long timeoutNanos) {
        if (waiter.await(Duration.ofNanos(Math.max(0, left)), () -> withdraw(waiter))
                .isEmpty())
            throw new CoroTimeoutException("time is up after " + Times.words(timeoutNanos) + ": " + what);
    }

    private synchronized void leave() {
        busy = false;
    }

    private <T> T look(Taker<T> taker) {
        if (closed != null) throw closed.get();
        wanted = 1;
        T taken = taker.take(this);
        // half of it is free again: not at each single byte
        if (taken != null && full && available() <= bound / 2) listen();
        return taken;
    }

    private void listen() {
        full = false;
        tune();
    }

    private void tune() {
        if (!over()) pause.accept(full || suspended || held);
    }

    private synchronized void withdraw(Waiter<Boolean> waiter) {
        if (reader == waiter) reader = null;
    }

    synchronized void suspend() {
        suspended = true;
        tune();
    }

    synchronized void resume() {
        suspended = false;
        tune();
    }

    /** Takes no more until what has come is understood, or does again. */
    synchronized void hold(boolean hold) {
        if (held == hold) return;
        held = hold;
        tune();
    }

    @Override
    public String toString() {
        return what;
    }
}
