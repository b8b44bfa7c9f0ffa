package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Turns are given one at a time, and nothing stops a scheduler from giving them")
class TurnsTest {
    /** Bounds a storm where detaching takes long, since the machine is busy. */
    private static final int MANY = 5_000;

    private static void works(Scheduler coros) {
        assertEquals(
                "works",
                coros.spawn("another", self -> {
                            self.yield();
                            return "works";
                        })
                        .value(SOON));
    }

    @CoroTest(longTurn = "PT30S")
    @DisplayName("stack traces of coroutines that get turns, taken all the while, stop nothing")
    void shouldGoOnWhileStacksAreTaken(Scheduler coros, Coroutines all) throws Exception {
        var over = new AtomicBoolean();
        var turns = new AtomicInteger();
        var crowd = new ArrayList<Coro>();
        for (int i = 0; i < 20; i++) {
            crowd.add(coros.spawn("busy", self -> {
                while (!over.get()) {
                    turns.incrementAndGet();
                    self.yield();
                }
                return "done";
            }));
        }
        var looker = Thread.ofPlatform().daemon().start(() -> {
            for (int i = 0; i < 20_000 && !over.get(); i++) all.stack(crowd.get(i % crowd.size()));
        });
        long end = System.nanoTime() + seconds(2).toNanos();
        while (looker.isAlive() && System.nanoTime() < end) {
            int before = turns.get();
            Eventually.holds("turns are given", () -> turns.get() > before);
            looker.join(20);
        }
        over.set(true);
        looker.join();
        for (Coro c : crowd) assertEquals("done", c.value(SOON));
    }

    @CoroTest(longTurn = "PT30S", cleanupGrace = "PT30S")
    @DisplayName("an interrupt counts once, though stack traces are taken")
    void shouldCountAnInterruptOnce(Scheduler coros) throws Exception {
        for (int round = 0; round < 200; round++) {
            var thread = new AtomicReference<Thread>();
            var waiting = new CountDownLatch(1);
            var busy = new AtomicBoolean(true);
            Coro c = coros.spawn("interrupted", self -> {
                thread.set(Thread.currentThread());
                try {
                    return self.receive();
                } finally {
                    for (int i = 0; i < 3; i++) self.yield(); // an interrupt in here cuts the clean-up short
                    self.sleep(millis(1));
                }
            });
            Coro neighbour = coros.spawn("keeps the turn", self -> {
                waiting.countDown();
                while (busy.get()) Thread.onSpinWait();
                return null;
            });
            waiting.await();
            thread.get().interrupt();
            for (int i = 0; i < 3; i++) thread.get().getStackTrace();
            busy.set(false);
            ended(neighbour);
            assertInstanceOf(Outcome.Terminated.class, ended(c), "round " + round);
        }
        works(coros);
    }

    @CoroTest
    @DisplayName("a coroutine that interrupts another one's thread ends it, as a thread would")
    void shouldEndOneThatACoroutineInterrupts(Scheduler coros) {
        var thread = new AtomicReference<Thread>();
        Coro c = coros.spawn("waits", self -> {
            thread.set(Thread.currentThread());
            return self.receive();
        });
        Soon.allHadATurn(coros);
        coros.spawn("interrupts", self -> {
            thread.get().interrupt();
            return null;
        });
        assertInstanceOf(Outcome.Terminated.class, ended(c));
        works(coros);
    }

    @CoroTest
    @DisplayName("an interrupt that meets a coroutine while it begins to wait ends it")
    void shouldEndOneThatIsInterruptedWhileItBeginsToWait(Scheduler coros) throws Exception {
        for (int round = 0; round < 300; round++) {
            var thread = new AtomicReference<Thread>();
            var running = new CountDownLatch(1);
            Coro c = coros.spawn("waits", self -> {
                thread.set(Thread.currentThread());
                running.countDown();
                return self.receive();
            });
            running.await();
            for (int i = round % 50 * 20; i > 0; i--) Thread.onSpinWait();
            thread.get().interrupt();
            assertInstanceOf(Outcome.Terminated.class, ended(c), "round " + round);
        }
    }

    @CoroTest(stopGrace = "PT0S", longTurn = "PT30S")
    @DisplayName("coroutines that one that is detached has made ready get their turns")
    void shouldLoseNoneThatADetachedOneMadeReady(CoroRuntime runtime, Scheduler coros) throws Exception {
        var random = new SplittableRandom(7);
        for (int round = 0; round < 40; round++) {
            var made = new AtomicInteger();
            var ran = new AtomicInteger();
            var over = new AtomicBoolean();
            var began = new CountDownLatch(1);
            var ended = new CountDownLatch(1);
            var offer = runtime.offer("spawns without end", (self, args) -> {
                began.countDown();
                try {
                    while (!over.get() && made.get() < MANY) {
                        made.incrementAndGet();
                        try {
                            coros.spawn("x", me -> ran.incrementAndGet());
                        } catch (DetachedException cutOff) {
                            made.decrementAndGet();
                            throw cutOff;
                        }
                    }
                } finally {
                    ended.countDown();
                }
                return null;
            });
            var outsider = Thread.ofPlatform().daemon().start(() -> {
                while (!over.get() && made.get() < MANY) {
                    made.incrementAndGet();
                    coros.spawn("o", me -> ran.incrementAndGet());
                    for (int i = 0; i < 5_000; i++) Thread.onSpinWait();
                }
            });
            coros.start("spawns without end");
            began.await();
            for (int i = random.nextInt(2000); i > 0; i--) Thread.onSpinWait();
            offer.close();
            over.set(true);
            outsider.join();
            ended.await();
            int no = round;
            Eventually.holds(
                    "all got a turn in round " + no + ": " + ran + " of " + made, () -> ran.get() == made.get());
        }
        works(coros);
    }

    @CoroTest(stopGrace = "PT0S", longTurn = "PT30S")
    @DisplayName("one coroutine runs at a time while others that yield without end are detached")
    void shouldRunOneAtATimeWhileOthersAreDetached(CoroRuntime runtime, Scheduler coros) throws Exception {
        var over = new AtomicBoolean();
        var inTurn = new AtomicInteger();
        var overlaps = new AtomicInteger();
        var bystanders = new ArrayList<Coro>();
        for (int i = 0; i < 8; i++) {
            bystanders.add(coros.spawn("bystander", self -> {
                while (!over.get()) {
                    if (inTurn.incrementAndGet() != 1) overlaps.incrementAndGet();
                    for (int k = 0; k < 20; k++) Thread.onSpinWait();
                    inTurn.decrementAndGet();
                    self.yield();
                }
                return "fine";
            }));
        }
        for (int round = 0; round < 25; round++) {
            var offer = runtime.offer("yields without end", (self, args) -> {
                while (true) {
                    try {
                        self.yield();
                    } catch (CoroSignal ignored) {
                        // does not want to end
                    }
                }
            });
            for (int i = 0; i < 60; i++) coros.start("yields without end");
            offer.close();
        }
        over.set(true);
        assertEquals(
                List.of("fine"),
                bystanders.stream().map(c -> c.value(SOON)).distinct().toList());
        assertEquals(0, overlaps.get());
        works(coros);
    }

    @CoroTest(stopGrace = "PT0.05S", longTurn = "PT30S")
    @DisplayName("stragglers that catch everything and try again without end do not keep the JVM's carriers")
    void shouldParkStragglersThatTryForEver(CoroRuntime runtime, Scheduler coros) throws Exception {
        var began = new CountDownLatch(4);
        var offer = runtime.offer("never gives up", (self, args) -> {
            began.countDown();
            while (true) {
                try {
                    self.yield();
                } catch (Throwable ignored) {
                    // tries again
                }
            }
        });
        for (int i = 0; i < 4; i++) coros.start("never gives up");
        began.await();
        offer.close();
        var ran = new CountDownLatch(1);
        Thread.startVirtualThread(ran::countDown);
        assertTrue(ran.await(SOON.toMillis(), java.util.concurrent.TimeUnit.MILLISECONDS), "a virtual thread runs");
        works(coros);
    }
}
