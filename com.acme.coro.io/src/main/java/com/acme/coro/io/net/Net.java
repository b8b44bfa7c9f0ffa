package com.acme.coro.io.net;

import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Everything that all sockets of a process share: MINA's threads, the poller, a few threads for what blocks (names that
 * are looked up, handshakes).
 */
public final class Net implements AutoCloseable {
    private static final int HELPERS = 4;
    private static final int LOOKUPS = 16;
    private static final long IDLE_SECONDS = 5;

    /** What is open, of whomever. */
    interface Open {
        /** Closes it, and tells who waits on it why. */
        void shut(String why);
    }

    final Parking parking;
    final TimeSource time;
    final Links links;
    final Poller poller;
    /** Compute handshakes. */
    final ThreadPoolExecutor helpers;
    /** Ask for the addresses of hosts, which may take as long as the system likes. */
    final ThreadPoolExecutor lookups;
    /** Ends what takes too long, and waits for neither of the others. */
    final ThreadPoolExecutor limits;

    final Buffers buffers = new Buffers();
    private final BiConsumer<String, Throwable> complaints;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private volatile IoSettings settings;
    private volatile boolean closed;

    /**
     * Starts nothing: threads come with the first socket.
     *
     * @param settings how sockets behave
     * @param parking suspends coroutines
     * @param time for time-outs
     * @param complaints told what went wrong and nobody else can be told
     */
    public Net(IoSettings settings, Parking parking, TimeSource time, BiConsumer<String, Throwable> complaints) {
        this.settings = settings;
        this.parking = parking;
        this.time = time;
        this.complaints = complaints;
        links = new Links(settings, parking, threads("coro-io-"));
        try {
            poller = new Poller(time, threads("coro-io-poll-"), this::complain);
        } catch (IOException e) {
            throw new UncheckedIOException("no selector can be had: " + e.getMessage(), e);
        }
        helpers = pool(HELPERS, "coro-io-help-");
        lookups = pool(LOOKUPS, "coro-io-name-");
        limits = pool(1, "coro-io-limit-");
    }

    private static ThreadPoolExecutor pool(int most, String name) {
        var pool = new ThreadPoolExecutor(
                most,
                most,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                threads(name),
                (work, over) -> work.run());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory threads(String prefix) {
        ThreadFactory factory = Thread.ofPlatform()
                .name(prefix, 1)
                .daemon()
                .inheritInheritableThreadLocals(false)
                .factory();
        return work -> {
            Thread thread = factory.newThread(work);
            thread.setContextClassLoader(Net.class.getClassLoader());
            return thread;
        };
    }

    IoSettings settings() {
        return settings;
    }

    /**
     * For sockets to come. The number of processors and the read buffer stay as they are.
     *
     * @param other how they behave
     */
    public void configure(IoSettings other) {
        settings = other;
    }

    /** Tells what nobody else can be told. */
    void complain(String what, Throwable why) {
        complaints.accept(what, why);
    }

    /** Keeps count of what is open. */
    void opened(Open one) {
        open.add(one);
        if (closed) one.shut("the bundle com.acme.coro.io has stopped");
    }

    void closed(Open one) {
        open.remove(one);
    }

    /** Refuses if this is over. */
    void check(String where) {
        if (closed) throw new IoClosedException("the bundle com.acme.coro.io has stopped: " + where, where);
    }

    /**
     * How many sockets are open. A snapshot.
     *
     * @return connections, server sockets and datagram sockets
     */
    public int size() {
        return open.size();
    }

    /** Closes every socket, tells who waits, and ends the threads. */
    @Override
    public void close() {
        closed = true;
        for (Open one : open) one.shut("the bundle com.acme.coro.io has stopped");
        poller.close();
        try {
            links.close();
        } catch (ReflectiveOperationException otherMina) {
            complain("MINA keeps a class of this bundle, and with it the bundle's revision", otherMina);
        }
        helpers.shutdown();
        lookups.shutdown();
        limits.shutdown();
    }
}
