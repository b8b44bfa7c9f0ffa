package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.LongTurn;
import com.acme.coro.api.CoroEvent.Pinned;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Coroutines that block, stay, or pin their thread")
class BlockingTest {
    private static void compute(AtomicBoolean until) {
        while (!until.get()) Thread.onSpinWait();
    }

    @CoroTest(longTurn = "PT0.05S")
    @DisplayName("a long turn is named with its stack while it lasts, and again when it has doubled")
    void shouldNameALongTurn(Scheduler coros, Events events) {
        var stop = new AtomicBoolean();
        Coro c = coros.spawn("computer", self -> {
            compute(stop);
            return "done";
        });
        var turn = events.await(LongTurn.class);
        assertEquals(c, turn.coro());
        assertTrue(turn.lasting().compareTo(millis(50)) >= 0, turn::toString);
        assertTrue(turn.stack().stream().anyMatch(f -> f.getMethodName().equals("compute")), turn::toString);
        events.await(LongTurn.class, e -> e.lasting().compareTo(millis(100)) >= 0);
        stop.set(true);
        assertEquals("done", c.value(SOON));
    }

    @CoroTest(longTurn = "PT0.05S")
    @DisplayName("one that blocks in a call that is not ours is named, too")
    void shouldNameABlockingCall(Scheduler coros, Events events) {
        var latch = new CountDownLatch(1);
        Coro c = coros.spawn("blocker", self -> {
            latch.await();
            return "done";
        });
        var turn = events.await(LongTurn.class);
        assertEquals(c, turn.coro());
        assertTrue(turn.stack().stream().anyMatch(f -> f.getMethodName().equals("await")), turn::toString);
        latch.countDown();
        assertEquals("done", c.value(SOON));
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("a straggler is cut off and named, and its scheduler goes on without it")
    void shouldCutOffAStraggler(CoroRuntime runtime, Scheduler coros, Parking parking, Refs refs) throws Exception {
        var release = new AtomicBoolean();
        var log = Collections.synchronizedList(new ArrayList<String>());
        var running = new CountDownLatch(1);
        var done = new CountDownLatch(1);
        Coro neighbour = refs.ref(coros.spawn("neighbour", self -> self.receive()));
        Coro living = refs.ref(coros.spawn("living", self -> self.receive()));
        var offer = runtime.offer("straggler", (self, args) -> {
            running.countDown();
            try {
                while (!release.get()) LockSupport.parkNanos(100_000); // ignores the interrupt
                for (var call : List.<org.junit.jupiter.api.function.Executable>of(
                        self::receive,
                        self::yield,
                        self::poll,
                        () -> self.sleep(millis(1)),
                        () -> self.register("ghost"),
                        () -> parking.current(),
                        () -> parking.waiter("x"),
                        () -> coros.spawn("x", s -> null),
                        living::join)) {
                    try {
                        call.execute();
                        log.add("not refused");
                    } catch (DetachedException refused) {
                        log.add("refused");
                    } catch (Throwable other) {
                        log.add(other.toString());
                    }
                }
            } finally {
                done.countDown();
            }
            return null;
        });
        Coro c = refs.ref(coros.start("straggler"));
        running.await();
        offer.close();
        var detached = assertInstanceOf(Outcome.Detached.class, ended(c));
        assertTrue(detached.reason().contains("straggler"), detached::toString);
        neighbour.send("fine");
        assertEquals("fine", neighbour.value(SOON));
        assertEquals("next", coros.spawn("next", self -> "next").value(SOON));
        release.set(true);
        done.await();
        assertEquals(Collections.nCopies(9, "refused"), log);
        living.send("go");
        assertEquals("still fine", coros.spawn("after", self -> "still fine").value(SOON));
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("one that heeds the interrupt only ends CodeGone, not detached")
    void shouldInterruptBeforeItCutsOff(CoroRuntime runtime, Scheduler coros, Refs refs) throws Exception {
        var running = new CountDownLatch(1);
        var blocked = new CountDownLatch(1);
        var offer = runtime.offer("blocks", (self, args) -> {
            running.countDown();
            blocked.await();
            return null;
        });
        Coro c = refs.ref(coros.start("blocks"));
        running.await();
        offer.close();
        assertInstanceOf(Outcome.CodeGone.class, ended(c));
        assertEquals("next", coros.spawn("next", self -> "next").value(SOON));
    }

    // Where static initialisers, which run once for each class and JVM, find what to wait with.
    private static volatile Self initialising;

    private static final class InitialisedOnOwnCarriers {
        static final Object GOT = initialising.receive();
    }

    private static final class InitialisedOnCarriersOfTheJvm {
        static final Object GOT = initialising.receive();
    }

    @CoroTest
    @DisplayName("a wait in a static initialiser does not freeze the scheduler, and is named")
    void shouldGoOnWhileOneIsPinned(Scheduler coros, Carrier carrier, Events events) {
        Coro pinned = coros.spawn("pinned", self -> {
            initialising = self;
            Object got = carrier == Carrier.OWN ? InitialisedOnOwnCarriers.GOT : InitialisedOnCarriersOfTheJvm.GOT;
            self.yield();
            return got;
        });
        var event = events.await(Pinned.class);
        assertEquals(pinned, event.coro());
        assertTrue(event.stack().stream().anyMatch(f -> f.getMethodName().equals("<clinit>")), event::toString);
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "goes on",
                    coros.spawn("other", self -> {
                                self.sleep(millis(1));
                                return "goes on";
                            })
                            .value(SOON));
        }
        pinned.send("initialised");
        assertEquals("initialised", pinned.value(SOON));
        assertEquals("after", coros.spawn("after", self -> "after").value(SOON));
    }

    @CoroTest
    @DisplayName("a wait inside synchronized does not freeze the scheduler")
    void shouldGoOnWhileOneWaitsInsideSynchronized(Scheduler coros, Refs refs) {
        var monitor = new Object();
        Coro waiting = refs.ref(coros.spawn("waiting", self -> {
            synchronized (monitor) {
                return self.receive();
            }
        }));
        assertEquals(
                "goes on",
                coros.spawn("other", self -> {
                            self.sleep(millis(1));
                            return "goes on";
                        })
                        .value(SOON));
        waiting.send("go");
        assertEquals("go", waiting.value(SOON));
    }

    private static Object guarded(Object monitor, Self self) {
        synchronized (monitor) {
            return self.receive();
        }
    }

    @CoroTest(longTurn = "PT0.05S", stopGrace = "PT0.05S")
    @DisplayName("where one blocks at a monitor that another one holds while it waits, that one is named")
    void shouldNameTheHolderOfAMonitor(Scheduler coros) {
        var monitor = new Object();
        try (var lines = new LogLines()) {
            Coro holder = coros.spawn("holder", self -> guarded(monitor, self));
            allHadATurn(coros);
            Coro blocked = coros.spawn("blocked", self -> guarded(monitor, self));
            Eventually.holds(
                    "the holder is named",
                    () -> !lines.with("holder=" + holder, "coro=" + blocked).isEmpty());
        }
    }

    @CoroTest
    @DisplayName("a pinned coroutine can be terminated")
    void shouldTerminateOneThatIsPinned(Scheduler coros, Refs refs) {
        var sorting = refs.ref(coros.spawn("c", self -> {
            synchronized (this) {
                return self.receive();
            }
        }));
        allHadATurn(coros);
        sorting.terminate();
        assertInstanceOf(Outcome.Terminated.class, ended(sorting));
        Eventually.holds("monitor is free", () -> {
            synchronized (this) {
                return true;
            }
        });
    }

    @CoroTest(stopGrace = "PT0.005S", longTurn = "PT30S")
    @DisplayName("a crowd that is cut off one by one, while each gets the turn of the one before, leaves the scheduler"
            + " going")
    void shouldGoOnWhenACrowdIsCutOff(CoroRuntime runtime, Scheduler coros) throws Exception {
        for (int round = 0; round < 40; round++) {
            var began = new CountDownLatch(1);
            var release = new AtomicBoolean();
            var offer = runtime.offer(
                    "crowd",
                    (self, args) -> {
                        if (!args[0].equals("blocks")) return self.receive();
                        began.countDown();
                        while (!release.get()) LockSupport.parkNanos(100_000); // ignores the interrupt
                        return null;
                    },
                    String.class);
            coros.start("crowd", "blocks");
            began.await();
            for (int i = 0; i < 50; i++) coros.start("crowd", "waits");
            offer.close();
            release.set(true);
            assertEquals("goes on", coros.spawn("other", self -> "goes on").value(SOON));
        }
    }
}
