package com.acme.coro.io.stream;

import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.IoFailedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.work.Deadline;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Brings bytes from sources that block to a reader that must not.
 *
 * <p>Other threads read the sources and put what they get here; the reader takes it from here. So a reader can go away at
 * any moment: what was on its way arrives, and the next reader finds it. Nothing is read that nobody has asked for: at
 * most one chunk per source is here or on its way beyond what a call wants.
 */
public final class Intake extends Reading {
    private static final int LEAST_CHUNK = 1 << 14;
    private static final int MOST_CHUNK = 1 << 16;

    /** Something that is read by a thread that may block. */
    public interface Source {
        /**
         * Waits for bytes.
         *
         * @param into room for them
         * @param position how many bytes came before, or as set by {@link Intake#reset}
         * @return how many came; -1 at the end
         * @throws IOException if it fails
         */
        int read(byte[] into, long position) throws IOException;
    }

    /** One source, and whether a thread is at it. */
    private static final class Tap {
        private final Source source;
        // guarded by the Intake
        private boolean busy;
        private boolean dry;

        private Tap(Source source) {
            this.source = source;
        }
    }

    private final Parking parking;
    private final Executor threads;
    private final boolean endIsFinal;
    private final List<Tap> taps;

    // guarded by this
    /** Rises when what is on its way is not wanted any more. */
    private int epoch;

    private boolean ended;
    private IOException failure;
    private IoClosedException closed;
    private Waiter<Boolean> reader;
    /** Bytes are read unasked until there are more than so many; -1: none are. */
    private int ahead = -1;

    private Runnable overflow = () -> {};
    /** It is closed, and what comes is read and dropped. */
    private boolean dropping;

    /**
     * Nothing is read yet.
     *
     * @param where what it is, for people
     * @param parking suspends readers
     * @param nanos the clock
     * @param threads read the sources
     * @param endIsFinal false if there may be more after the end, as in a file that grows
     * @param sources at least one; the end is that of all
     */
    public Intake(
            String where,
            Parking parking,
            LongSupplier nanos,
            Executor threads,
            boolean endIsFinal,
            List<? extends Source> sources) {
        super(where, nanos);
        this.parking = parking;
        this.threads = threads;
        this.endIsFinal = endIsFinal;
        this.taps = sources.stream().map(Tap::new).toList();
    }

    @Override
    int fill(int enough, int wanted, Deadline deadline) {
        parking.mayWait(true);
        for (; ; ) {
            Waiter<Boolean> waiter;
            synchronized (this) {
                if (closed != null) throw again(closed);
                int there = stock.count();
                if (there >= enough) return there;
                if (failure != null) throw failed();
                if (ended) {
                    ended = endIsFinal;
                    return there;
                }
                waiter = parking.<Boolean>waiter("bytes from " + where).asSwapPoint();
                reader = waiter;
                ask(wanted - there);
            }
            deadline.await(waiter, () -> forget(waiter), "reading from " + where);
        }
    }

    private synchronized void forget(Waiter<Boolean> waiter) {
        if (reader == waiter) reader = null;
    }

    private IoFailedException failed() {
        IOException why = failure;
        failure = null;
        return Failures.of("reading failed", where, why);
    }

    /** Each thrower has its own stack. */
    private static IoClosedException again(IoClosedException closed) {
        return new IoClosedException(closed.getMessage(), closed.where());
    }

    /** Has every source read that nobody reads. Under the lock. */
    private void ask(int wanted) {
        int size = Math.clamp(wanted, LEAST_CHUNK, MOST_CHUNK);
        long at = stock.position() + stock.count();
        int now = epoch;
        for (Tap tap : taps) {
            if (tap.busy || tap.dry) continue;
            tap.busy = true;
            try {
                threads.execute(() -> read(tap, size, at, now));
            } catch (RejectedExecutionException e) {
                tap.busy = false;
                close("the bundle has stopped");
            }
        }
    }

    /** On a thread that may block. */
    private void read(Tap tap, int size, long at, int asked) {
        byte[] chunk = {};
        int count = 0;
        IOException thrown = null;
        try {
            chunk = new byte[size];
            count = tap.source.read(chunk, at);
        } catch (IOException e) {
            thrown = e;
        } catch (RuntimeException | Error e) {
            thrown = new IOException(e);
        }
        arrived(tap, chunk, count, thrown, asked);
    }

    private void arrived(Tap tap, byte[] chunk, int count, IOException thrown, int asked) {
        Waiter<Boolean> told;
        boolean over;
        synchronized (this) {
            tap.busy = false;
            if (closed != null) {
                if (dropping && thrown == null && count >= 0) ask(LEAST_CHUNK);
                return;
            }
            if (asked != epoch) { // the reader has gone elsewhere; who waits now wants something else
                if (reader != null) ask(LEAST_CHUNK);
                return;
            }
            if (thrown != null) failure = thrown;
            else if (count < 0) dry(tap);
            else append(chunk, count);
            over = ahead >= 0 && stock.count() > ahead;
            if (over) ahead = -1;
            else if (ahead >= 0 && thrown == null) ask(LEAST_CHUNK);
            told = reader;
            reader = null;
        }
        if (over) overflow.run();
        if (told != null) told.complete(true);
    }

    /** Fails the read if there is no memory for more: the thread has others to serve, and the reader waits. */
    private void append(byte[] chunk, int count) {
        try {
            stock.append(chunk, count);
        } catch (OutOfMemoryError none) {
            failure = new IOException("there is no memory for more than " + stock.count() + " bytes", none);
        }
    }

    /** A source is at its end. Under the lock. */
    private void dry(Tap tap) {
        tap.dry = endIsFinal;
        ended = !endIsFinal || taps.stream().allMatch(t -> t.dry);
    }

    /**
     * Reads without being asked, to the end or until there is too much. For sources that must not be held up.
     *
     * @param limit how many bytes may be here
     * @param tooMuch told once if there are more; then reading unasked is over
     */
    public void readAhead(int limit, Runnable tooMuch) {
        Objects.requireNonNull(tooMuch, "tooMuch");
        synchronized (this) {
            if (closed != null) throw again(closed);
            if (stock.count() <= limit) {
                ahead = limit;
                overflow = tooMuch;
                ask(LEAST_CHUNK);
                return;
            }
        }
        tooMuch.run();
    }

    /**
     * Of the next byte that is read.
     *
     * @return how many came before it, or from where it was set
     */
    public synchronized long position() {
        return stock.position();
    }

    /**
     * Goes elsewhere: what is here and on its way is dropped.
     *
     * @param to position of the next byte
     */
    public synchronized void reset(long to) {
        stock.reset(to);
        epoch++;
        ended = false;
        failure = null;
    }

    /**
     * Nothing can be read any more; a reader is told.
     *
     * @param why what happened, a sentence
     */
    public void close(String why) {
        Waiter<Boolean> told;
        IoClosedException exception;
        synchronized (this) {
            if (closed != null) return;
            exception = new IoClosedException(why + ": " + where, where);
            closed = exception;
            stock.drop();
            told = reader;
            reader = null;
        }
        if (told != null) told.fail(again(exception));
    }

    /**
     * As {@link #close}, for sources that must not be held up: what comes is dropped.
     *
     * @param why what happened, a sentence
     */
    public void closeAndDrop(String why) {
        close(why);
        synchronized (this) {
            dropping = true;
            ask(LEAST_CHUNK);
        }
    }
}
