package com.acme.coro.bench.swap;

import com.acme.coro.api.Coro;
import com.acme.coro.api.SendResult;
import java.util.concurrent.locks.LockSupport;

/** Sends the numbers from 0 on, so many a second, from a thread of its own. */
final class PacedSender {
    private final Coro to;
    private final long intervalNanos;
    private final Thread thread = new Thread(this::run, "bench-sender");
    private volatile boolean ended;
    /** Of the thread; read after its end. */
    private long sent;

    PacedSender(Coro to, int rate) {
        this.to = to;
        this.intervalNanos = 1_000_000_000L / rate;
    }

    void start() {
        thread.start();
    }

    private void run() {
        long next = System.nanoTime();
        while (!ended) {
            if (to.send(sent) != SendResult.ACCEPTED) return;
            sent++;
            next += intervalNanos;
            for (long left; !ended && (left = next - System.nanoTime()) > 0; ) LockSupport.parkNanos(left);
        }
    }

    /** Stops; how many it has sent. */
    long end() throws InterruptedException {
        ended = true;
        LockSupport.unpark(thread);
        thread.join();
        return sent;
    }
}
