package com.acme.coro.scheduler.core;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;

/** The events as the flight recorder shows them. */
final class FlightEvents {
    private FlightEvents() {}

    /** Common to all. */
    @Category("Coro")
    @StackTrace(false)
    abstract static class CoroutineEvent extends Event {
        @Label("Coroutine")
        String coro;
    }

    @Name("com.acme.coro.Spawn")
    @Label("Coroutine Spawn")
    static final class Spawn extends CoroutineEvent {
        @Label("Scheduler")
        String scheduler;

        @Label("Bundle")
        String bundle;
    }

    @Name("com.acme.coro.End")
    @Label("Coroutine End")
    static final class End extends CoroutineEvent {
        @Label("Outcome")
        String outcome;

        @Label("Turns")
        long turns;
    }

    @Name("com.acme.coro.LongTurn")
    @Label("Long Turn")
    @Description("A coroutine kept its scheduler for longer than configured")
    static final class LongTurn extends CoroutineEvent {
        @Label("Lasting")
        @Timespan
        long lasting;

        @Label("At")
        String at;
    }

    @Name("com.acme.coro.DeepMailbox")
    @Label("Deep Mailbox")
    static final class DeepMailbox extends CoroutineEvent {
        @Label("Messages")
        int depth;
    }

    @Name("com.acme.coro.DeadLetter")
    @Label("Dead Letter")
    static final class DeadLetter extends CoroutineEvent {
        @Label("Message Type")
        String type;

        @Label("Reason")
        String reason;
    }
}
