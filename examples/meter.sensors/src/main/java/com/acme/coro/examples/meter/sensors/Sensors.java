package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.examples.meter.api.Reading;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Coroutines that send numbered readings to the meter until they are told to stop. They hold one reference to it all the
 * time, and know nothing of versions.
 */
final class Sensors {
    private static final String STOP = "stop";

    private final List<Coro> all;

    /**
     * Starts to send.
     *
     * @param coros runs the sensors
     * @param meter whom they send to
     * @param called beginning of their names, which nobody has used before
     * @param many how many sensors
     * @param perSecond how many readings all of them send, about
     */
    Sensors(Scheduler coros, Coro meter, String called, int many, int perSecond) {
        Duration pause = Duration.ofSeconds(many).dividedBy(perSecond);
        all = IntStream.range(0, many)
                .mapToObj(i -> coros.spawn(called + "-" + i, self -> send(self, meter, pause)))
                .toList();
    }

    private static long send(Self self, Coro meter, Duration pause) {
        long number = 0;
        while (self.tryReceive(pause).isEmpty()) {
            SendResult result = meter.send(new Reading(self.name(), number, (int) (number % 100)));
            if (!(result instanceof SendResult.Accepted)) {
                throw new IllegalStateException("the meter did not take reading " + number + ": " + result);
            }
            number++;
        }
        return number;
    }

    int many() {
        return all.size();
    }

    /** Stops them, and waits for that; how many readings they have sent. */
    long stop(Duration patience) {
        all.forEach(sensor -> sensor.send(STOP));
        return all.stream().mapToLong(sensor -> (Long) sensor.value(patience)).sum();
    }
}
