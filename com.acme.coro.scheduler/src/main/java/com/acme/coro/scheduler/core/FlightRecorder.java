package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Outcome;
import java.time.Duration;

/** JFR events, on JVMs that have the flight recorder. Free while nobody records. */
final class FlightRecorder {
    private static final boolean PRESENT = present();

    private FlightRecorder() {}

    private static boolean present() {
        try {
            return jdk.jfr.FlightRecorder.isAvailable();
        } catch (LinkageError none) { // a runtime image without that module, or a framework that does not export it
            return false;
        }
    }

    static void spawned(LocalCoro c) {
        if (!PRESENT) return;
        var e = new FlightEvents.Spawn();
        if (e.shouldCommit()) {
            e.coro = c.toString();
            e.scheduler = c.engine.name;
            e.bundle = c.group.owner();
            e.commit();
        }
    }

    static void ended(LocalCoro c, Outcome how) {
        if (!PRESENT) return;
        var e = new FlightEvents.End();
        if (e.shouldCommit()) {
            e.coro = c.toString();
            e.outcome = how.getClass().getSimpleName();
            e.turns = c.turns;
            e.commit();
        }
    }

    static void longTurn(LocalCoro c, Duration lasting, StackTraceElement[] stack) {
        if (!PRESENT) return;
        var e = new FlightEvents.LongTurn();
        if (e.shouldCommit()) {
            e.coro = c.toString();
            e.lasting = lasting.toNanos();
            e.at = stack.length == 0 ? "" : stack[0].toString();
            e.commit();
        }
    }

    static void deepMailbox(LocalCoro c, int depth) {
        if (!PRESENT) return;
        var e = new FlightEvents.DeepMailbox();
        if (e.shouldCommit()) {
            e.coro = c.toString();
            e.depth = depth;
            e.commit();
        }
    }

    static void deadLetter(Coro coro, String type, CoroEvent.DeadLetter.Reason reason) {
        if (!PRESENT) return;
        var e = new FlightEvents.DeadLetter();
        if (e.shouldCommit()) {
            e.coro = coro.toString();
            e.type = type;
            e.reason = reason.name();
            e.commit();
        }
    }
}
