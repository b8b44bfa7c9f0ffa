package com.acme.coro.examples.meter.api;

import java.util.Map;

/**
 * What the meter knows. A later version may know more; those who ask need not change for that.
 *
 * @param version of the meter
 * @param values by name: {@value #COUNT}, {@value #SUM}, {@value #ASTRAY}, and what else that version keeps
 */
public record Figures(int version, Map<String, Long> values) {
    /** How many readings. */
    public static final String COUNT = "count";

    /** Of all values. */
    public static final String SUM = "sum";

    /** How many readings were not the next one of their sensor: one was lost before it, or it came twice or too late. */
    public static final String ASTRAY = "astray";

    /** Copies the map. */
    public Figures {
        values = Map.copyOf(values);
    }

    /**
     * One of the figures.
     *
     * @param name which
     * @return its value; 0 where this version does not keep it
     */
    public long of(String name) {
        return values.getOrDefault(name, 0L);
    }
}
