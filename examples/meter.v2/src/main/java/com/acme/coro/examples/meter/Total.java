package com.acme.coro.examples.meter;

import com.acme.coro.api.Transferable;
import com.acme.coro.examples.meter.api.Figures;
import com.acme.coro.examples.meter.api.Reading;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The meter's state. What version 1 leaves has neither a least nor a greatest value: they are empty at first.
 *
 * @param count how many readings
 * @param sum of their values
 * @param astray how many were not the next one of their sensor
 * @param next which number comes next from each sensor
 * @param least of all values since version 2
 * @param greatest of all values since version 2
 */
// snippet: state
@Transferable
record Total(
        long count,
        long sum,
        long astray,
        Map<String, Long> next,
        OptionalInt least,
        OptionalInt greatest) { // the same
    // end
    static final Total NOTHING = new Total(0, 0, 0, Map.of(), OptionalInt.empty(), OptionalInt.empty());
    static final int VERSION = 2;

    Total plus(Reading reading) {
        long expected = next.getOrDefault(reading.sensor(), 0L);
        var now = new HashMap<>(next);
        now.put(reading.sensor(), reading.number() + 1);
        return new Total(
                count + 1,
                sum + reading.value(),
                reading.number() == expected ? astray : astray + 1,
                Map.copyOf(now),
                OptionalInt.of(Math.min(least.orElse(Integer.MAX_VALUE), reading.value())),
                OptionalInt.of(Math.max(greatest.orElse(Integer.MIN_VALUE), reading.value())));
    }

    Figures figures() {
        var values = new HashMap<>(Map.of(Figures.COUNT, count, Figures.SUM, sum, Figures.ASTRAY, astray));
        least.ifPresent(value -> values.put("least", (long) value));
        greatest.ifPresent(value -> values.put("greatest", (long) value));
        return new Figures(VERSION, values);
    }
}
