package com.acme.coro.io.stream;

import com.acme.coro.io.work.Deadline;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Reads from something that suspends its reader by itself: what is there at a time, up to a chunk, and keeps the rest. */
public final class Pull extends Reading {
    private static final int CHUNK = 1 << 16;

    /** Something that suspends its reader. */
    public interface Source {
        /**
         * Waits for bytes.
         *
         * @param most how many to take
         * @param deadline until when
         * @return what came; empty at the end
         */
        Optional<byte[]> read(int most, Deadline deadline);
    }

    private final Source source;

    /**
     * Nothing is read yet.
     *
     * @param where what it is, for people
     * @param nanos the clock
     * @param source suspends readers by itself
     */
    public Pull(String where, LongSupplier nanos, Source source) {
        super(where, nanos);
        this.source = Objects.requireNonNull(source, "source");
    }

    @Override
    int fill(int enough, int wanted, Deadline deadline) {
        for (int there = count(); ; there = count()) {
            if (there >= enough) return there;
            Optional<byte[]> got = source.read(CHUNK, deadline);
            if (got.isEmpty()) return there;
            append(got.get());
        }
    }

    private synchronized int count() {
        return stock.count();
    }

    private synchronized void append(byte[] chunk) {
        stock.append(chunk, chunk.length);
    }
}
