package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.SwapReport;
import java.util.ArrayList;
import java.util.List;
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

/** Swaps as the flight recorder has them. Made at run time: it does not see classes of bundles. */
final class FlightEvents {
    private final EventFactory swap = EventFactory.create(
            List.of(
                    new AnnotationElement(Name.class, "com.acme.coro.BundleSwap"),
                    new AnnotationElement(Label.class, "Bundle Swap"),
                    new AnnotationElement(Description.class, "The coroutines of a bundle were swapped, or ended"),
                    new AnnotationElement(Category.class, new String[] {"Coro"}),
                    new AnnotationElement(StackTrace.class, false)),
            List.of(
                    text("functions", "Functions"),
                    text("from", "From"),
                    text("to", "To"),
                    text("result", "Result"),
                    text("reason", "Reason"),
                    number("coroutines", "Coroutines"),
                    number("swapped", "Went On"),
                    number("messages", "Messages"),
                    number("converted", "Converted"),
                    number("unfit", "Messages That Did Not Fit"),
                    time("quiesce", "Quiesce"),
                    time("convert", "Convert"),
                    time("resolve", "Resolve"),
                    time("start", "Start"),
                    time("pause", "Pause")));

    private static ValueDescriptor text(String name, String label) {
        return new ValueDescriptor(String.class, name, List.of(new AnnotationElement(Label.class, label)));
    }

    private static ValueDescriptor number(String name, String label) {
        return new ValueDescriptor(int.class, name, List.of(new AnnotationElement(Label.class, label)));
    }

    private static ValueDescriptor time(String name, String label) {
        return new ValueDescriptor(
                long.class,
                name,
                List.of(
                        new AnnotationElement(Label.class, label),
                        new AnnotationElement(Timespan.class, Timespan.NANOSECONDS)));
    }

    void swapped(SwapReport r) {
        Event e = swap.newEvent();
        if (!e.shouldCommit()) return;
        var values = new ArrayList<Object>(List.of(
                String.join(", ", r.functions()),
                r.from().toString(),
                r.to().toString(),
                r.result().name(),
                r.reason()));
        values.addAll(List.of(
                r.coroutines(),
                r.swapped(),
                r.messages(),
                r.converted(),
                r.unfit().size()));
        SwapReport.Phases p = r.phases();
        values.addAll(List.of(
                p.quiesce().toNanos(),
                p.convert().toNanos(),
                p.resolve().toNanos(),
                p.start().toNanos(),
                p.pause().toNanos()));
        for (int i = 0; i < values.size(); i++) e.set(i, values.get(i));
        e.commit();
    }

    void unregister() {
        swap.unregister();
    }
}
