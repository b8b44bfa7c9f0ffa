package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Outcome;
import java.time.Duration;

/** JFR events, on JVMs that have the flight recorder, once somebody has recorded something. Free before that. */
final class FlightRecorder implements AutoCloseable {
    private static final boolean PRESENT = present();

    /** Made when it is needed first; null before. Written under this. */
    private volatile FlightEvents events;
    /** Guarded by this. */
    private boolean closed;

    private static boolean present() {
        try {
            return jdk.jfr.FlightRecorder.isAvailable();
        } catch (LinkageError none) { // a runtime image without that module, or a framework that does not export it
            return false;
        }
    }

    /** Null while there is nobody to tell. */
    private FlightEvents events() {
        if (!PRESENT || !jdk.jfr.FlightRecorder.isInitialized()) return null;
        FlightEvents e = events;
        return e != null ? e : make();
    }

    private synchronized FlightEvents make() {
        if (events == null && !closed) events = new FlightEvents();
        return events;
    }

    void spawned(LocalCoro c) {
        FlightEvents e = events();
        if (e != null) e.spawned(c);
    }

    void ended(LocalCoro c, Outcome how) {
        FlightEvents e = events();
        if (e != null) e.ended(c, how);
    }

    void swapped(LocalCoro c, String function, String from, String to, Duration pause) {
        FlightEvents e = events();
        if (e != null) e.swapped(c, function, from, to, pause);
    }

    void longTurn(LocalCoro c, Duration lasting, StackTraceElement[] stack) {
        FlightEvents e = events();
        if (e != null) e.longTurn(c, lasting, stack);
    }

    void deepMailbox(LocalCoro c, int depth) {
        FlightEvents e = events();
        if (e != null) e.deepMailbox(c, depth);
    }

    void deadLetter(Coro coro, String type, CoroEvent.DeadLetter.Reason reason) {
        FlightEvents e = events();
        if (e != null) e.deadLetter(coro, type, reason);
    }

    /** Takes the types of our events from the recorder. */
    @Override
    public synchronized void close() {
        closed = true;
        FlightEvents e = events;
        events = null;
        if (e != null) e.unregister();
    }
}
