package com.acme.coro.io.net;

import com.acme.coro.api.spi.TimeSource;
import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.function.BiConsumer;

/**
 * Waits for what happens seldom, each time once: a connection to accept, one that is made, a datagram; and for times.
 * One thread, which starts with the first wait.
 */
final class Poller {
    /** Something to be done later. */
    static final class Due {
        private final long at;
        /** Null once it is done or not wanted any more. Guarded by this. */
        private Runnable what;

        private Due(long at, Runnable what) {
            this.at = at;
            this.what = what;
        }

        /** It is not to be done, if it has not been yet. Lets go of it. */
        synchronized void cancel() {
            what = null;
        }

        private void run() {
            Runnable now;
            synchronized (this) {
                now = what;
                what = null;
            }
            if (now != null) now.run();
        }
    }

    private final TimeSource time;
    private final Thread thread;
    private final Selector selector;
    /** Receives the failures of callbacks. The thread goes on for everything else that waits for it. */
    private final BiConsumer<String, Throwable> report;

    // guarded by this
    private final PriorityQueue<Due> times = new PriorityQueue<>(Comparator.comparingLong(due -> due.at));
    private boolean started;

    private volatile boolean closed;

    Poller(TimeSource time, ThreadFactory threads, BiConsumer<String, Throwable> report) throws IOException {
        this.time = time;
        this.report = report;
        selector = Selector.open();
        thread = threads.newThread(this::run);
    }

    /**
     * Tells when a channel is ready, once. One of each operation at a time.
     *
     * @param channel non-blocking
     * @param operation of {@link SelectionKey}
     * @param ready must not wait; on the poller's thread. Also runs when the poller is closed
     * @throws ClosedChannelException if the channel is closed
     */
    void once(SelectableChannel channel, int operation, Runnable ready) throws ClosedChannelException {
        start();
        synchronized (channel) {
            SelectionKey key = channel.keyFor(selector);
            if (key == null || !key.isValid()) {
                var each = new Runnable[5];
                each[Integer.numberOfTrailingZeros(operation)] = ready;
                channel.register(selector, operation, each);
            } else {
                ((Runnable[]) key.attachment())[Integer.numberOfTrailingZeros(operation)] = ready;
                try {
                    key.interestOpsOr(operation);
                } catch (CancelledKeyException closing) {
                    throw new ClosedChannelException();
                }
            }
        }
        selector.wakeup();
    }

    /** Lets go of a channel that somebody else is to wait for. */
    void forget(SelectableChannel channel) {
        SelectionKey key = channel.keyFor(selector);
        if (key == null) return;
        key.cancel();
        // only now does it let go
        selector.wakeup();
    }

    /** Closes a channel, which stays open in the system until this has let go of it: at once, on its own thread. */
    void close(SelectableChannel channel) throws IOException {
        try {
            channel.close();
        } finally {
            selector.wakeup();
        }
    }

    /** Does something later; after it has let go of what was closed before. It must not wait. */
    Due after(long nanos, Runnable what) {
        start();
        var due = new Due(time.nanos() + nanos, what);
        boolean first;
        boolean now;
        synchronized (this) {
            now = closed;
            if (!now) times.add(due);
            first = times.peek() == due;
        }
        if (now) due.run();
        else if (first) selector.wakeup();
        return due;
    }

    private synchronized void start() {
        if (started || closed) return;
        started = true;
        thread.start();
    }

    private void run() {
        try {
            while (!closed) {
                selector.select(untilNext());
                for (SelectionKey key : selector.selectedKeys()) ready(key);
                selector.selectedKeys().clear();
                due().forEach(due -> call(due::run));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the selector failed", e);
        } finally {
            shutDown();
        }
    }

    private void ready(SelectionKey key) {
        var called = new ArrayList<Runnable>(1);
        synchronized (key.channel()) {
            try {
                int ops = key.readyOps();
                key.interestOpsAnd(~ops);
                take(key, ops, called);
            } catch (CancelledKeyException forgotten) {
                // its user has let go of it, or closed it, at this moment: whoever else waits for it looks again
                take(key, ~0, called);
            }
        }
        called.forEach(this::call);
    }

    private void call(Runnable told) {
        try {
            told.run();
        } catch (Throwable failed) {
            report.accept("what waited for the network failed when it was told", failed);
        }
    }

    private static void take(SelectionKey key, int operations, List<Runnable> into) {
        var each = (Runnable[]) key.attachment();
        for (int i = 0; i < each.length; i++) {
            if ((operations & 1 << i) == 0 || each[i] == null) continue;
            into.add(each[i]);
            each[i] = null;
        }
    }

    private synchronized long untilNext() {
        Due first = times.peek();
        // 0 would be for ever
        return first == null ? 0 : Math.max(1, (first.at - time.nanos()) / 1_000_000 + 1);
    }

    private synchronized List<Due> due() {
        var all = new ArrayList<Due>(0);
        while (!times.isEmpty() && times.peek().at - time.nanos() <= 0) {
            all.add(times.remove());
        }
        return all;
    }

    private void shutDown() {
        var called = new ArrayList<Runnable>();
        for (SelectionKey key : selector.keys()) {
            synchronized (key.channel()) {
                take(key, ~0, called);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("the selector cannot be closed", e);
        } finally {
            synchronized (this) {
                while (!times.isEmpty()) called.add(times.remove()::run);
            }
            called.forEach(this::call);
        }
    }

    /** Ends the thread. What is waited for is told as ready, and what was to be done later is done now. */
    void close() {
        boolean running;
        synchronized (this) {
            if (closed) return;
            closed = true;
            running = started;
        }
        if (running) selector.wakeup();
        else shutDown();
    }
}
