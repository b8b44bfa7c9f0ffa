package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A coroutine that is parked at a swap point does not pay for one that holds the scheduler")
class NeighbourTest {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final Duration QUIESCE = Duration.ofMillis(50);
    private static final Duration HOLDER = Duration.ofMillis(300);

    /** Sums what it is sent, and answers with the sum and its version. */
    private static CoroFunction meter(String version) {
        return (self, args) -> {
            var total = new int[] {self.carried(Integer.class).orElse(0)};
            self.swappable(() -> total[0]);
            while (true) {
                switch (self.receive()) {
                    case Integer n -> total[0] += n;
                    case Coro replyTo -> replyTo.send(version + ":" + total[0]);
                    default -> self.unhandled();
                }
            }
        };
    }

    private static Object ask(Coro meter) {
        return meter.ask(replyTo -> replyTo, SOON);
    }

    private static Coro parked(Scheduler coros) {
        Coro meter = coros.start("meter");
        meter.send(35_483);
        assertEquals("v1:35483", ask(meter));
        coros.spawn("last", self -> null).tryJoin(SOON);
        return meter;
    }

    private static void assertGoesOn(CoroRuntime runtime, Coro meter) {
        runtime.offer("meter", meter("v2"));
        assertEquals("v2:35483", ask(meter));
        meter.terminate();
    }

    private static Thread closing(Scheduler.Registration offer) {
        return Thread.ofPlatform().daemon().start(offer::close);
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("the update waits for the holder beyond the time for quiescing, and a warning names it at once")
    void shouldWaitForAHolderOfAnotherBundle(CoroRuntime runtime, Scheduler coros, SwapControl control, Events events)
            throws InterruptedException {
        new Comings(control, QUIESCE, Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"));
        Coro meter = parked(coros);
        var release = new CountDownLatch(1);
        var holds = new CountDownLatch(1);
        Coro hog = coros.spawn("hog", self -> {
            holds.countDown();
            release.await();
            return "awake";
        });
        holds.await();

        Thread update = closing(v1);
        CoroEvent.LongTurn warning =
                events.await(CoroEvent.LongTurn.class, e -> e.coro().equals(hog));
        boolean over = update.join(Duration.ofSeconds(1));
        release.countDown();

        assertFalse(over, "the update waits");
        assertTrue(warning.stack().toString().contains("NeighbourTest"), () -> "" + warning.stack());
        assertEquals("awake", hog.value(SOON));
        assertTrue(update.join(SOON));
        assertGoesOn(runtime, meter);
    }

    @CoroTest(stopGrace = "PT5S")
    @DisplayName("after the limit the holder is interrupted, and what was parked is captured in the ordinary way")
    void shouldInterruptAHolderOfAnotherBundle(CoroRuntime runtime, Scheduler coros, SwapControl control)
            throws InterruptedException {
        var comings = new Comings(control, QUIESCE, HOLDER, Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"));
        Coro meter = parked(coros);
        var holds = new CountDownLatch(1);
        Coro hog = coros.spawn("hog", self -> {
            holds.countDown();
            new CountDownLatch(1).await();
            return null;
        });
        holds.await();

        v1.close();

        Outcome how = hog.tryJoin(SOON).orElseThrow();
        assertTrue(how.toString().contains("nterrupted"), how::toString);
        assertTrue(named(comings, "hog"), () -> "" + comings.departures.getFirst());
        assertGoesOn(runtime, meter);
    }

    private static boolean named(Comings comings, String holder) {
        return comings.departures.getFirst().holders().stream()
                .anyMatch(h -> h.contains(holder) && h.contains("NeighbourTest"));
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("a holder that takes no notice of the interrupt is detached")
    void shouldDetachAHolderOfAnotherBundle(CoroRuntime runtime, Scheduler coros, SwapControl control)
            throws InterruptedException {
        var comings = new Comings(control, QUIESCE, HOLDER, Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"));
        Coro meter = parked(coros);
        var holds = new CountDownLatch(1);
        var over = new AtomicBoolean();
        Coro hog = coros.spawn("hog", self -> {
            holds.countDown();
            while (!over.get()) Thread.onSpinWait();
            return null;
        });
        holds.await();

        v1.close();
        over.set(true);

        assertInstanceOf(Outcome.Detached.class, hog.tryJoin(SOON).orElseThrow());
        assertTrue(named(comings, "hog"), () -> "" + comings.departures.getFirst());
        assertGoesOn(runtime, meter);
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("a holder of the bundle that is updated is freed after the time for quiescing, not after the limit")
    void shouldFreeTheSchedulerFromAHolderOfTheSameBundle(CoroRuntime runtime, Scheduler coros, SwapControl control)
            throws InterruptedException {
        var comings = new Comings(control, QUIESCE, Duration.ofHours(1), Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("meter", (self, args) -> {
            var release = new CountDownLatch(1);
            self.swappable(() -> 35_483);
            self.carried(Integer.class);
            while (true) {
                switch (self.receive()) {
                    case CountDownLatch holds -> {
                        holds.countDown();
                        release.await();
                    }
                    case Coro replyTo -> replyTo.send("v1:35483");
                    default -> {}
                }
            }
        });
        Coro meter = parked(coros);
        Coro hog = coros.start("meter");
        var holds = new CountDownLatch(1);
        hog.send(holds);
        holds.await();

        v1.close();

        assertFalse(hog.alive());
        SwapControl.Stayed stayed = comings.departures.getFirst().stayed().getFirst();
        assertEquals(hog, stayed.coro());
        assertTrue(stayed.reason().contains("did not come to a swap point"), stayed::reason);
        assertTrue(named(comings, "meter"), () -> "" + comings.departures.getFirst());
        assertGoesOn(runtime, meter);
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("what never had a turn is not said to have missed its swap points, but waits for its turn")
    void shouldGiveEachATurnHoweverShortTheTime(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control, Duration.ZERO, Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"));
        Coro meter = parked(coros);
        for (int i = 0; i < 1_000; i++) coros.start("meter");

        v1.close();

        assertEquals(java.util.List.of(), comings.departures.getFirst().stayed());
        assertEquals(1_001, comings.departures.getFirst().between().size());
        assertGoesOn(runtime, meter);
        coros.terminate();
    }
}
