package com.acme.coro.examples.meter;

import com.acme.coro.api.Transferable;
import com.acme.coro.examples.meter.api.Figures;
import com.acme.coro.examples.meter.api.Reading;
import java.util.HashMap;
import java.util.Map;

/**
 * The meter's state, of which the next version will have another class: so it travels by value.
 *
 * @param count how many readings
 * @param sum of their values
 * @param astray how many were not the next one of their sensor
 * @param next which number comes next from each sensor
 */
// snippet: state
@Transferable
record Total(long count, long sum, long astray, Map<String, Long> next) { // and what it does
    // end
    static final Total NOTHING = new Total(0, 0, 0, Map.of());
    static final int VERSION = 1;

    Total plus(Reading reading) {
        long expected = next.getOrDefault(reading.sensor(), 0L);
        var now = new HashMap<>(next);
        now.put(reading.sensor(), reading.number() + 1);
        return new Total(
                count + 1, sum + reading.value(), reading.number() == expected ? astray : astray + 1, Map.copyOf(now));
    }

    Figures figures() {
        return new Figures(VERSION, Map.of(Figures.COUNT, count, Figures.SUM, sum, Figures.ASTRAY, astray));
    }
}
