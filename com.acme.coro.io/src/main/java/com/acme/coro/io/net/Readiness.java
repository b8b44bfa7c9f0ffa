package com.acme.coro.io.net;

import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Waiter;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.time.Duration;
import java.util.function.Supplier;

/** Tries something on a channel until it comes about: one at a time, told by the poller when to try again. */
final class Readiness {
    /** What is tried. */
    @FunctionalInterface
    interface Attempt<T> {
        /**
         * Tries.
         *
         * @return what came of it, or null for not now
         */
        T attempt() throws IOException;
    }

    private final Net net;
    private final SelectableChannel channel;
    private final int operation;
    private final String what;
    private final boolean swapPoint;

    // guarded by this
    private boolean busy;
    private Waiter<Boolean> waiting;
    private Supplier<IoClosedException> closed;

    Readiness(Net net, SelectableChannel channel, int operation, String what, boolean swapPoint) {
        this.net = net;
        this.channel = channel;
        this.operation = operation;
        this.what = what;
        this.swapPoint = swapPoint;
    }

    /** Tries until it comes about; null when the time is up. */
    <T> T until(Attempt<T> attempt, long timeoutNanos) throws IOException {
        long deadline = timeoutNanos == Times.FOREVER ? 0 : net.time.nanos() + timeoutNanos;
        synchronized (this) {
            if (closed != null) throw closed.get();
            if (busy) throw new IllegalStateException("somebody else is waiting: " + what);
            busy = true;
        }
        try {
            net.parking.mayWait(swapPoint); // before anything is taken that a raise would lose
            while (true) {
                T done = tried(attempt);
                if (done != null) return done;
                Waiter<Boolean> waiter = net.parking.waiter(what);
                if (swapPoint) waiter.asSwapPoint();
                synchronized (this) {
                    if (closed != null) throw closed.get();
                    waiting = waiter;
                }
                net.poller.once(channel, operation, () -> waiter.complete(true));
                if (timeoutNanos == Times.FOREVER) waiter.await(() -> {});
                else if (waiter.await(Duration.ofNanos(Math.max(0, deadline - net.time.nanos())), () -> {})
                        .isEmpty()) return null;
            }
        } finally {
            synchronized (this) {
                busy = false;
                waiting = null;
            }
        }
    }

    private <T> T tried(Attempt<T> attempt) throws IOException {
        try {
            return attempt.attempt();
        } catch (IOException e) {
            synchronized (this) {
                if (closed != null) throw closed.get();
            }
            throw e;
        }
    }

    /** Whoever waits, or comes, is told why. */
    synchronized void close(Supplier<IoClosedException> why) {
        closed = why;
        Waiter<Boolean> w = waiting;
        waiting = null;
        if (w != null) w.fail(why.get());
    }
}
