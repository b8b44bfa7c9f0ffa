package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.examples.meter.api.Figures;
import com.acme.coro.examples.meter.api.Query;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;

/** The meter under load, from before the first reading until after the last; says whether any was lost. */
final class Measurement {
    static final String METER = "examples.meter";
    static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final Duration GLANCE = Duration.ofMillis(5);
    private static final int SENSORS = 5;

    private final Scheduler coros;
    private final Coro meter;
    private final Figures before;
    private final Sensors sensors;

    /** Finds the meter and begins to send to it. */
    Measurement(Scheduler coros, int perSecond) {
        this.coros = coros;
        this.meter = coros.locate(METER, PATIENCE);
        this.before = figures();
        // Numbers begin at 0 again, so the meter must not know the sensor.
        String called = "sensor-" + Integer.toHexString(new Random().nextInt());
        this.sensors = new Sensors(coros, meter, called, SENSORS, perSecond);
    }

    /** What the meter knows now. */
    Figures figures() {
        return (Figures) meter.ask(Query::new, PATIENCE);
    }

    /** Waits until the meter has counted so many more. */
    Figures awaitMore(int readings) {
        long then = figures().of(Figures.COUNT) + readings;
        return await(
                readings + " more readings are counted",
                () -> Optional.of(figures()).filter(f -> f.of(Figures.COUNT) >= then));
    }

    /** Looks again and again until there is something. */
    <T> T await(String what, Supplier<Optional<T>> source) {
        return await(coros, what, source);
    }

    /** Looks again and again until there is something. */
    static <T> T await(Scheduler coros, String what, Supplier<Optional<T>> source) {
        Coro onlooker = coros.spawn("onlooker", self -> {
            Optional<T> found = source.get();
            while (found.isEmpty()) {
                self.sleep(GLANCE);
                found = source.get();
            }
            return found.get();
        });
        if (onlooker.tryJoin(PATIENCE).isEmpty()) {
            onlooker.terminate("it took too long");
            throw new IllegalStateException("not within " + PATIENCE.toSeconds() + " s: " + what);
        }
        @SuppressWarnings("unchecked") // as the onlooker returns it
        T found = (T) onlooker.value();
        return found;
    }

    /** Ends it. */
    Result stop() {
        long sent = sensors.stop(PATIENCE);
        Figures after = figures(); // asked after all that was sent, so answered after all that was counted
        return new Result(
                sensors.many(),
                sent,
                after.of(Figures.COUNT) - before.of(Figures.COUNT),
                after.of(Figures.ASTRAY) - before.of(Figures.ASTRAY),
                after);
    }

    /**
     * What came of it.
     *
     * @param sensors how many have sent
     * @param sent how many readings
     * @param counted how many the meter got
     * @param astray how many were not the next one of their sensor
     * @param after what the meter knows at the end
     */
    record Result(int sensors, long sent, long counted, long astray, Figures after) {
        boolean held() {
            return sent == counted && astray == 0;
        }

        @Override
        public String toString() {
            return String.format(
                    "%d sensors sent %d readings, the meter counted %d: %s",
                    sensors,
                    sent,
                    counted,
                    held()
                            ? "none lost, none twice, each sensor's in order"
                            : "that is " + (sent - counted) + " too few, and " + astray + " out of order");
        }
    }
}
