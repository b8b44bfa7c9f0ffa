package com.acme.coro.io.file;

import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Workers;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** All open files, and the threads that wait for disks. */
public final class FilesOfProcess implements AutoCloseable {
    final Parking parking;
    final LongSupplier nanos;
    final Workers threads;
    private final Belongings all;

    /**
     * No threads and no files yet.
     *
     * @param parking suspends callers
     * @param nanos the clock
     * @param most how many threads
     * @param report told when closing fails and nobody waits for it
     */
    public FilesOfProcess(Parking parking, LongSupplier nanos, int most, BiConsumer<String, Throwable> report) {
        this.parking = parking;
        this.nanos = nanos;
        this.threads = Workers.upTo(most, "file");
        this.all = Belongings.all(parking, report);
    }

    /**
     * Changes the number of threads.
     *
     * @param most how many
     */
    public void resize(int most) {
        threads.resize(most);
    }

    /**
     * The service of one bundle.
     *
     * @return to be closed when that stops
     */
    public OfBundle ofBundle() {
        return new FilesOfBundle(this, all.ofBundle());
    }

    /** The service of one bundle. */
    public interface OfBundle extends AsyncFiles, AutoCloseable {
        @Override
        void close();
    }

    /** Closes every file. */
    @Override
    public void close() {
        all.close();
        threads.close();
    }
}
