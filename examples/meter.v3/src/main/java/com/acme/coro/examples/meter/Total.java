package com.acme.coro.examples.meter;

import com.acme.coro.api.Transferable;
import com.acme.coro.examples.meter.api.Figures;
import com.acme.coro.examples.meter.api.Reading;
import java.util.Map;

/**
 * The meter's state, with a mistake in it that a test of this version alone does not show: what version 2 leaves has no
 * unit, and this one insists on it.
 *
 * @param count how many readings
 * @param sum of their values
 * @param unit what the values are measured in
 */
// snippet: state
@Transferable
record Total(long count, long sum, String unit) { // should be an Optional
    // end

    static final Total NOTHING = new Total(0, 0, "kWh");
    static final int VERSION = 3;

    Total plus(Reading reading) {
        return new Total(count + 1, sum + reading.value(), unit);
    }

    Figures figures() {
        return new Figures(VERSION, Map.of(Figures.COUNT, count, Figures.SUM, sum));
    }
}
