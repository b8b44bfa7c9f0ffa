package com.acme.coro.itests.code;

import com.acme.coro.api.Transferable;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes a value of the first version of a gauge. */
public final class GaugeOne implements Supplier<Object> {
    // snippet: types
    /** What it hands over. */
    @Transferable("test.gauge.state")
    public record State(int total, List<Reading> readings, Optional<String> gone) {}

    /** A part of it. */
    @Transferable("test.gauge.reading")
    public record Reading(int value) {}
    // end

    /** Nobody said that this may be written. */
    public record Secret(int value) {}

    /** For a test. */
    public GaugeOne() {}

    @Override
    public Object get() {
        return new State(3, List.of(new Reading(1), new Reading(2)), Optional.of("gone"));
    }

    /** A value that cannot be written. */
    public static final class Undeclared implements Supplier<Object> {
        /** For a test. */
        public Undeclared() {}

        @Override
        public Object get() {
            return List.of(new Secret(1));
        }
    }
}
