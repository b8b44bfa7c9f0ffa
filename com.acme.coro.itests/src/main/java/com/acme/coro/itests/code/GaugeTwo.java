package com.acme.coro.itests.code;

import com.acme.coro.api.FormerName;
import com.acme.coro.api.Transferable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The second version of the gauge: every class has another name, a component too, one is new and one is gone. */
public final class GaugeTwo implements Supplier<Object> {
    // snippet: types
    /** What it is handed over. */
    @Transferable("test.gauge.state")
    public record Sum(@FormerName("total") int sum, List<Measure> readings, Optional<String> unit) {}

    /** A part of it. */
    @Transferable(value = "test.gauge.measure", aliases = "test.gauge.reading")
    public record Measure(int value) {}
    // end

    /** For a test. */
    public GaugeTwo() {}

    @Override
    public Object get() {
        return new Sum(3, List.of(), Optional.empty());
    }
}
