package com.acme.coro.io.db;

import com.acme.coro.api.io.AsyncDbCursors;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Workers;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/**
 * All open cursors, and the threads that wait for databases. What is bounded is how many cursors are open, not how many
 * threads there are for them: each can have a thread when it needs one, so that a statement which waits for a lock never
 * keeps the one that would release it from being executed.
 */
public final class CursorsOfProcess implements AutoCloseable {
    final Parking parking;
    final LongSupplier nanos;
    final Workers threads = Workers.asNeeded("db");
    final Seats seats;
    private final Belongings all;

    /**
     * No cursors yet.
     *
     * @param parking suspends callers
     * @param nanos the clock
     * @param most how many cursors may be open at a time
     * @param report told when closing fails and nobody waits for it
     */
    public CursorsOfProcess(Parking parking, LongSupplier nanos, int most, BiConsumer<String, Throwable> report) {
        this.parking = parking;
        this.nanos = nanos;
        this.seats = new Seats(parking, most);
        this.all = Belongings.all(parking, report);
    }

    /**
     * Changes the number of cursors.
     *
     * @param most how many may be open at a time
     */
    public void resize(int most) {
        seats.resize(most);
    }

    /**
     * The service of one bundle.
     *
     * @param sources data sources by name
     * @return to be closed when that stops
     */
    public OfBundle ofBundle(DataSources sources) {
        return new CursorsOfBundle(this, all.ofBundle(), sources);
    }

    /** The service of one bundle. */
    public interface OfBundle extends AsyncDbCursors, AutoCloseable {
        @Override
        void close();
    }

    /** Closes every cursor. */
    @Override
    public void close() {
        all.close();
        threads.close();
    }
}
