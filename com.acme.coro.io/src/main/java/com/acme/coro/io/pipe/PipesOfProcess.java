package com.acme.coro.io.pipe;

import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.io.work.Belongings;
import com.acme.coro.io.work.Workers;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;

/** All programs that run, and the threads that wait for them: three at most for each. */
public final class PipesOfProcess implements AutoCloseable {
    final Parking parking;
    final LongSupplier nanos;
    final Workers threads = Workers.asNeeded("pipe");
    private final Belongings all;

    // guarded by this
    private int most;
    private int running;

    /**
     * Nothing runs yet.
     *
     * @param parking suspends callers
     * @param nanos the clock
     * @param most how many programs may run at a time
     * @param report told when closing fails and nobody waits for it
     */
    public PipesOfProcess(Parking parking, LongSupplier nanos, int most, BiConsumer<String, Throwable> report) {
        this.parking = parking;
        this.nanos = nanos;
        this.most = most;
        this.all = Belongings.all(parking, report);
    }

    /**
     * Changes the number of programs, for those to come.
     *
     * @param programs how many may run at a time
     */
    public synchronized void resize(int programs) {
        most = programs;
    }

    /** Makes room for programs, or refuses them. */
    synchronized void enter(int programs) {
        if (running + programs > most) {
            throw new IllegalStateException("too many programs run: " + running + " run and " + programs
                    + " are to start, pipe.programs=" + most);
        }
        running += programs;
    }

    /** Programs have ended. */
    synchronized void leave(int programs) {
        running -= programs;
    }

    /**
     * The service of one bundle.
     *
     * @return to be closed when that stops
     */
    public OfBundle ofBundle() {
        return new PipesOfBundle(this, all.ofBundle());
    }

    /** The service of one bundle. */
    public interface OfBundle extends AsyncPipes, AutoCloseable {
        @Override
        void close();
    }

    /** Ends every program that is not to outlive its owner. */
    @Override
    public void close() {
        all.close();
        threads.close();
    }
}
