package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.SwapReport;

/** JFR events, on JVMs that have the flight recorder, once somebody has recorded something. */
final class FlightRecorder implements AutoCloseable {
    private static final boolean PRESENT = present();

    /** Made when it is needed first. Guarded by this. */
    private FlightEvents events;
    /** Guarded by this. */
    private boolean closed;

    private static boolean present() {
        try {
            return jdk.jfr.FlightRecorder.isAvailable();
        } catch (LinkageError none) { // a runtime image without that module, or a framework that does not export it
            return false;
        }
    }

    synchronized void swapped(SwapReport report) {
        if (closed || !PRESENT || !jdk.jfr.FlightRecorder.isInitialized()) return;
        if (events == null) events = new FlightEvents();
        events.swapped(report);
    }

    /** Takes the types of our events from the recorder. */
    @Override
    public synchronized void close() {
        closed = true;
        if (events != null) events.unregister();
        events = null;
    }
}
