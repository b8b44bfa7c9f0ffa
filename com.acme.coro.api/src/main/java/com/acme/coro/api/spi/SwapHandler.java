package com.acme.coro.api.spi;

import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/** Decides what becomes of coroutines whose functions go and come. Called by the scheduler. */
@ConsumerType
public interface SwapHandler {
    /**
     * Functions go: their bundle stops, or one's service is withdrawn while its bundle stays. Called on the thread that
     * takes them away, which waits for this. Coroutines that still run them when this returns end with outcome CodeGone.
     *
     * @param functions which, all of one bundle
     * @param bundleStops whether the bundle stops; its classes can be loaded until this returns
     */
    void leaving(List<OfferedFunction> functions, boolean bundleStops);

    /**
     * A function has come, and its service can be had. Called on the thread that brings it.
     *
     * @param function which
     */
    void arrived(OfferedFunction function);

    /** What {@link #startLimit} is unless the handler says something else. */
    Duration START_LIMIT = Duration.ofSeconds(5);

    /**
     * How long a function that is to be started waits for its name to be free: the one that holds it may be about to end.
     *
     * @return a duration
     */
    default Duration startLimit() {
        return START_LIMIT;
    }

    /**
     * How values get from one bundle's code into another's.
     *
     * @param fromBundle the bundle whose code is left
     * @param toBundle the bundle whose code is entered
     * @return the conversion, {@link Conversion#NONE} if none is needed
     */
    Conversion conversion(long fromBundle, long toBundle);
}
