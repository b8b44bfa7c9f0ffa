package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.EventFactory;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.ValueDescriptor;

/**
 * The events as the flight recorder has them. Made at run time, not written as classes: the recorder makes those refer
 * to a class of its own insides, which the class loader of a bundle does not find.
 */
final class FlightEvents {
    private static final ValueDescriptor CORO = field(String.class, "coro", "Coroutine");

    private final EventFactory spawn = type(
            "Spawn",
            "Coroutine Spawn",
            "A coroutine was spawned",
            CORO,
            field(String.class, "scheduler", "Scheduler"),
            field(String.class, "bundle", "Bundle"));
    private final EventFactory end = type(
            "End",
            "Coroutine End",
            "A coroutine ended",
            CORO,
            field(String.class, "outcome", "Outcome"),
            field(long.class, "turns", "Turns"));
    private final EventFactory longTurn = type(
            "LongTurn",
            "Long Turn",
            "A coroutine kept its scheduler for longer than configured",
            CORO,
            field(long.class, "lasting", "Lasting", new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)),
            field(String.class, "at", "At"));
    private final EventFactory deepMailbox = type(
            "DeepMailbox",
            "Deep Mailbox",
            "A mailbox holds more messages than configured",
            CORO,
            field(int.class, "depth", "Messages"));
    private final EventFactory deadLetter = type(
            "DeadLetter",
            "Dead Letter",
            "A message will not be handled",
            CORO,
            field(String.class, "type", "Message Type"),
            field(String.class, "reason", "Reason"));

    private final EventFactory swap = type(
            "Swap",
            "Coroutine Swap",
            "A coroutine goes on in other code",
            CORO,
            field(String.class, "function", "Function"),
            field(String.class, "from", "From"),
            field(String.class, "to", "To"),
            field(long.class, "pause", "Pause", new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)));

    private static EventFactory type(String name, String label, String description, ValueDescriptor... fields) {
        return EventFactory.create(
                List.of(
                        new AnnotationElement(Name.class, "com.acme.coro." + name),
                        new AnnotationElement(Label.class, label),
                        new AnnotationElement(Description.class, description),
                        new AnnotationElement(Category.class, new String[] {"Coro"}),
                        new AnnotationElement(StackTrace.class, false)),
                List.of(fields));
    }

    private static ValueDescriptor field(Class<?> type, String name, String label, AnnotationElement... more) {
        return new ValueDescriptor(
                type,
                name,
                Stream.concat(Stream.of(new AnnotationElement(Label.class, label)), Stream.of(more))
                        .toList());
    }

    void spawned(LocalCoro c) {
        Event e = spawn.newEvent();
        if (e.shouldCommit()) commit(e, c, c.engine.name, c.group.owner());
    }

    void ended(LocalCoro c, Outcome how) {
        Event e = end.newEvent();
        if (e.shouldCommit()) commit(e, c, how.getClass().getSimpleName(), (long) c.turns);
    }

    void longTurn(LocalCoro c, Duration lasting, StackTraceElement[] stack) {
        Event e = longTurn.newEvent();
        if (e.shouldCommit()) commit(e, c, lasting.toNanos(), stack.length == 0 ? "" : stack[0].toString());
    }

    void deepMailbox(LocalCoro c, int depth) {
        Event e = deepMailbox.newEvent();
        if (e.shouldCommit()) commit(e, c, depth);
    }

    void deadLetter(Coro coro, String type, CoroEvent.DeadLetter.Reason reason) {
        Event e = deadLetter.newEvent();
        if (e.shouldCommit()) commit(e, coro, type, reason.name());
    }

    void swapped(LocalCoro c, String function, String from, String to, Duration pause) {
        Event e = swap.newEvent();
        if (e.shouldCommit()) commit(e, c, function, from, to, pause.toNanos());
    }

    private static void commit(Event e, Coro coro, Object... more) {
        e.set(0, coro.toString());
        for (int i = 0; i < more.length; i++) e.set(i + 1, more[i]);
        e.commit();
    }

    void unregister() {
        for (EventFactory type : List.of(spawn, end, longTurn, deepMailbox, deadLetter, swap)) type.unregister();
    }
}
