package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.EventSource;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.VirtualTime;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A source of events on which a scheduler's thread waits")
class EventLoopTest {
    /** Waits to be woken, and counts. */
    private static class Counting implements EventSource {
        final AtomicInteger polls = new AtomicInteger();
        final AtomicInteger pollsAtOnce = new AtomicInteger();
        final AtomicInteger released = new AtomicInteger();
        private final Semaphore woken = new Semaphore(0);

        @Override
        public void poll(long nanos) {
            assertEquals(1, pollsAtOnce.incrementAndGet());
            polls.incrementAndGet();
            happens();
            try {
                if (nanos > 0 && woken.tryAcquire(nanos, TimeUnit.NANOSECONDS)) woken.drainPermits();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            pollsAtOnce.decrementAndGet();
        }

        void happens() {}

        @Override
        public void wakeUp() {
            woken.release();
        }

        @Override
        public void released() {
            released.incrementAndGet();
        }
    }

    private static EventLoop loop(Scheduler coros, Parking parking) {
        return (EventLoop)
                coros.spawn("asks", self -> parking.eventLoop().orElseThrow()).value(SOON);
    }

    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("is polled while coroutines come and go, sleep and compute; there is one of them")
    void shouldBePolled(Scheduler coros, Parking parking) {
        EventLoop loop = loop(coros, parking);
        var source = new Counting();
        assertTrue(loop.attach(source));
        assertFalse(loop.attach(new Counting()));
        assertSame(loop, loop(coros, parking));
        for (int i = 0; i < 1000; i++) {
            int n = i;
            assertEquals(n, coros.spawn("quick", self -> n).value(SOON));
        }
        coros.spawn("sleeps", self -> self.sleep(Soon.millis(5))).value(SOON);
        int before = source.polls.get();
        // as many turns as it takes, with somebody ready all the time
        coros.spawn("busy", self -> {
                    while (source.polls.get() == before) self.yield();
                    return null;
                })
                .value(SOON);
        int meanwhile = source.polls.get();
        coros.spawn("computes", self -> {
                    while (source.polls.get() == meanwhile) Thread.onSpinWait();
                    return null;
                })
                .value(SOON);
        loop.detach(source);
        int last = source.polls.get();
        coros.spawn("sleeps", self -> self.sleep(Soon.millis(5))).value(SOON);
        assertEquals(last, source.polls.get());
        assertEquals(0, source.released.get());
    }

    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("that fails is reported and given back; coroutines do not notice")
    void shouldBeGivenBackWhenItFails(Scheduler coros, Parking parking) {
        EventLoop loop = loop(coros, parking);
        var broken = new Counting() {
            @Override
            void happens() {
                throw new IllegalStateException("no selector");
            }
        };
        try (var log = new LogLines()) {
            assertTrue(loop.attach(broken));
            coros.spawn("sleeps", self -> self.sleep(Soon.millis(1))).value(SOON);
            Eventually.holds("it is given back", () -> broken.released.get() == 1);
            Eventually.holds(
                    "it is reported",
                    () -> log.with("source of events failed", "no selector").size() == 1);
        }
        assertEquals("goes on", coros.spawn("other", self -> "goes on").value(SOON));
        assertTrue(loop.attach(new Counting()));
    }

    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("is given back when the scheduler ends, and no other is taken then")
    void shouldBeGivenBackInTheEnd(CoroRuntime runtime, Scheduler coros, Parking parking) {
        EventLoop loop = loop(coros, parking);
        var source = new Counting();
        assertTrue(loop.attach(source));
        runtime.close();
        Eventually.holds("it is given back", () -> source.released.get() == 1);
        assertFalse(loop.attach(new Counting()));
        loop.detach(source);
        assertEquals(1, source.released.get());
    }

    @CoroTest
    @DisplayName("is for schedulers with a thread of their own, on real time, and their coroutines")
    void shouldBeForCoroutines(Scheduler coros, Parking parking, Carrier carrier) {
        assertEquals(Optional.empty(), parking.eventLoop());
        Object has =
                coros.spawn("asks", self -> parking.eventLoop().isPresent()).value(SOON);
        assertEquals(carrier == Carrier.OWN, has);
    }

    @CoroTest
    @DisplayName("is not for virtual time")
    void shouldNotBeForVirtualTime(Scheduler coros, Parking parking, VirtualTime time) {
        assertEquals(
                false,
                coros.spawn("asks", self -> parking.eventLoop().isPresent()).value(SOON));
    }
}
