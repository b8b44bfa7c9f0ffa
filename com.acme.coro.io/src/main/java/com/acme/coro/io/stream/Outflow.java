package com.acme.coro.io.stream;

import com.acme.coro.api.io.AsyncOutput;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.io.work.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Takes bytes from a writer that must not block to something that does, a chunk at a time. A writer can go away at any
 * moment: the chunk that is on its way is written, and the next writer waits for that.
 */
public final class Outflow implements AsyncOutput {
    private static final int CHUNK = 1 << 16;

    /** Something that is written by a thread that may block. */
    public interface Sink {
        /**
         * Writes all.
         *
         * @param chunk what
         * @param position of its first byte
         * @throws IOException if it fails
         */
        void write(ByteBuffer chunk, long position) throws IOException;
    }

    private final String where;
    private final Parking parking;
    private final LongSupplier nanos;
    private final Executor threads;
    private final Sink sink;
    private final OneAtATime turn;

    // of the one who writes, see turn; while a chunk is on its way, of the thread that writes it
    private ByteBuffer chunk;

    // guarded by this
    private boolean busy;
    private IOException failure;
    private IoClosedException closed;
    private Waiter<Boolean> writer;
    private long position;
    /** What to do when no chunk is on its way; null for nothing. */
    private Runnable last;

    /**
     * Nothing is written yet.
     *
     * @param where what it is, for people
     * @param parking suspends writers
     * @param nanos the clock
     * @param threads write
     * @param sink where to
     */
    public Outflow(String where, Parking parking, LongSupplier nanos, Executor threads, Sink sink) {
        this.where = where;
        this.parking = parking;
        this.nanos = nanos;
        this.threads = threads;
        this.sink = sink;
        this.turn = new OneAtATime("somebody else is writing: " + where);
    }

    @Override
    public void write(ByteBuffer data) {
        write(data, Deadline.never());
    }

    @Override
    public void write(ByteBuffer data, Duration timeout) {
        write(data, Deadline.in(timeout, nanos));
    }

    /**
     * Writes everything.
     *
     * @param data from its position on
     * @param deadline until when
     * @throws PartlySentException when the time is up
     */
    public void write(ByteBuffer data, Deadline deadline) {
        Objects.requireNonNull(data, "data");
        int total = data.remaining();
        parking.mayWait(false);
        turn.enter();
        try {
            do {
                if (!idle(deadline)) throw partly(deadline, total - data.remaining(), total);
                send(data);
            } while (data.hasRemaining());
            if (!idle(deadline)) throw partly(deadline, total, total);
        } finally {
            turn.leave();
        }
    }

    private PartlySentException partly(Deadline deadline, int sent, int total) {
        return new PartlySentException("writing took longer than " + deadline.timeout(), where, sent, total);
    }

    /** Waits until what is on its way has been written, as that of a writer that went away. */
    public void settle() {
        turn.enter();
        try {
            idle(Deadline.never());
        } finally {
            turn.leave();
        }
    }

    /** Waits until no chunk is on its way; false when the time is up. */
    private boolean idle(Deadline deadline) {
        Waiter<Boolean> waiter;
        synchronized (this) {
            check();
            if (!busy) return true;
            waiter = parking.waiter("writing to " + where);
            writer = waiter;
        }
        Optional<Boolean> done = deadline.poll(waiter, () -> forget(waiter));
        synchronized (this) {
            check();
        }
        return done.isPresent();
    }

    private synchronized void forget(Waiter<Boolean> waiter) {
        if (writer == waiter) writer = null;
    }

    /** Throws what there is to be told. Under the lock. */
    private void check() {
        if (failure != null) {
            IOException why = failure;
            failure = null;
            throw Failures.of("writing failed", where, why);
        }
        if (closed != null) throw new IoClosedException(closed.getMessage(), where);
    }

    /** Sets a chunk on its way, by the one who writes, when none is. */
    private void send(ByteBuffer data) {
        int count = Math.min(CHUNK, data.remaining());
        if (count == 0) return;
        if (chunk == null || chunk.capacity() < count)
            chunk = ByteBuffer.allocate(Math.min(CHUNK, Math.max(count, 1 << 12)));
        chunk.clear();
        ByteBuffer part = data.slice(data.position(), count);
        chunk.put(part).flip();
        synchronized (this) {
            check();
            busy = true;
            long at = position;
            position += count;
            try {
                threads.execute(() -> perform(at));
            } catch (RejectedExecutionException e) {
                busy = false;
                throw new IoClosedException("the bundle has stopped: " + where, where);
            }
        }
        data.position(data.position() + count);
    }

    /** On a thread that may block. */
    private void perform(long at) {
        IOException thrown = null;
        try {
            sink.write(chunk, at);
        } catch (IOException e) {
            thrown = e;
        } catch (RuntimeException | Error e) {
            thrown = new IOException(e);
        }
        Waiter<Boolean> told;
        Runnable after;
        synchronized (this) {
            busy = false;
            failure = thrown;
            told = writer;
            writer = null;
            after = last;
            last = null;
        }
        if (after != null) after.run();
        if (told != null) told.complete(true);
    }

    /**
     * Of the next byte that is written.
     *
     * @return how many came before it, or from where it was set
     */
    public synchronized long position() {
        return position;
    }

    /**
     * Goes elsewhere.
     *
     * @param to position of the next byte
     */
    public synchronized void position(long to) {
        position = to;
    }

    /**
     * What a write failed with that nobody has been told.
     *
     * @return empty if there is nothing to tell
     */
    public synchronized Optional<IOException> untold() {
        IOException why = failure;
        failure = null;
        return Optional.ofNullable(why);
    }

    /**
     * Nothing can be written any more; a writer is told.
     *
     * @param why what happened, a sentence
     * @param after done when what is on its way has been written, on the calling thread or another
     * @return false if it was closed before; then nothing is done
     */
    public boolean close(String why, Runnable after) {
        Waiter<Boolean> told;
        synchronized (this) {
            if (closed != null) return false;
            closed = new IoClosedException(why + ": " + where, where);
            told = writer;
            writer = null;
            if (busy) {
                last = after;
                after = null;
            }
        }
        if (told != null) told.fail(new IoClosedException(why + ": " + where, where));
        if (after != null) after.run();
        return true;
    }

    @Override
    public String toString() {
        return where;
    }
}
