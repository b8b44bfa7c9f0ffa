package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Turns")
class FairnessTest {
    @CoroTest
    @DisplayName("N11 B02 five that are ready run in the order of their spawns, identical in each of three rounds")
    void shouldRunInTheSameOrderEachRound(Scheduler coros) {
        var log = new ArrayList<Integer>();
        Coro starter = coros.spawn("starter", self -> {
            var five = new ArrayList<Coro>();
            for (int i = 0; i < 5; i++) {
                int n = i;
                five.add(coros.spawn("c" + i, s -> {
                    for (int round = 0; round < 3; round++) {
                        log.add(n);
                        s.yield();
                    }
                    return null;
                }));
            }
            for (Coro c : five) c.join();
            return null;
        });
        starter.tryJoin(SOON);
        assertEquals(List.of(0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1, 2, 3, 4), log);
    }

    @CoroTest(longTurn = "PT30S")
    @DisplayName("a coroutine whose mailbox never runs empty lets others run")
    void shouldLetOthersRunWhileAMailboxIsNeverEmpty(Scheduler coros) {
        var over = new AtomicBoolean();
        Coro busy = coros.spawn("busy", self -> {
            self.coro().send("again");
            long until = System.nanoTime() + SOON.toNanos();
            while (!over.get() && System.nanoTime() - until < 0) self.coro().send(self.receive());
            return over.get();
        });
        coros.spawn("another", self -> {
            over.set(true);
            return null;
        });
        assertEquals(true, busy.value(SOON.plus(SOON)));
    }

    @CoroTest
    @DisplayName("B02 those that are woken run in the order in which they were woken")
    void shouldRunInTheOrderOfWaking(Scheduler coros, Refs refs) {
        var log = new ArrayList<Integer>();
        var waiting = new ArrayList<Coro>();
        for (int i = 0; i < 5; i++) {
            int n = i;
            waiting.add(refs.ref(coros.spawn("c" + i, self -> {
                self.receive();
                return log.add(n);
            })));
        }
        allHadATurn(coros);
        coros.spawn("waker", self -> {
                    for (int i : new int[] {3, 1, 4, 0, 2}) waiting.get(i).send("go");
                    return null;
                })
                .tryJoin(SOON);
        coros.tryJoin(SOON);
        assertEquals(List.of(3, 1, 4, 0, 2), log);
    }

    @CoroTest
    @DisplayName("N10 A15 ten that count on one counter between waits lose no update, without a lock")
    void shouldLoseNoUpdate(Scheduler coros) {
        long[] counter = new long[1];
        var ten = new ArrayList<Coro>();
        for (int i = 0; i < 10; i++) {
            ten.add(coros.spawn("c", self -> {
                for (int n = 0; n < 1000; n++) {
                    long seen = counter[0];
                    Thread.onSpinWait();
                    counter[0] = seen + 1;
                    if (n % 3 == 0) self.yield();
                }
                return null;
            }));
        }
        for (Coro c : ten) ended(c);
        assertEquals(10_000, counter[0]);
    }

    @CoroTest
    @DisplayName("A15 no other of the scheduler runs between two waits, though messages come from threads")
    void shouldRunOneAtATime(Scheduler coros, Refs refs) {
        var running = new AtomicBoolean();
        var all = new ArrayList<Coro>();
        for (int i = 0; i < 10; i++) {
            all.add(refs.ref(coros.spawn("c", self -> {
                for (int n = 0; n < 300; n++) {
                    self.receive();
                    if (!running.compareAndSet(false, true)) throw new AssertionError("two at a time");
                    Thread.onSpinWait();
                    running.set(false);
                }
                return "alone";
            })));
        }
        for (int n = 0; n < 300; n++) {
            for (Coro c : all) c.send(n);
        }
        for (Coro c : all) assertEquals("alone", c.value(SOON));
    }

    @CoroTest
    @DisplayName("N3 ten that sleep at random between 0.5 and 3 s take as long as the longest together")
    void shouldSleepTogether(Scheduler coros, VirtualTime time) throws Exception {
        var random = new Random(7);
        long longest = 0;
        for (int i = 0; i < 10; i++) {
            long ms = 500 + random.nextLong(2500);
            longest = Math.max(longest, ms);
            coros.spawn("sleeper", self -> self.sleep(millis(ms)));
        }
        assertTrue(time.during(() -> coros.tryJoin(seconds(10))));
        assertEquals(millis(longest), time.elapsed());
    }

    @CoroTest
    @DisplayName("B02 one that always yields starves neither timers nor messages")
    void shouldNotBeStarvedByASpinner(Scheduler coros, Refs refs) {
        var stop = new AtomicBoolean();
        Coro spinner = coros.spawn("spinner", self -> {
            while (!stop.get()) self.yield();
            return "stopped";
        });
        Coro receiver = refs.ref(coros.spawn("receiver", self -> self.receive()));
        Coro sleeper = coros.spawn("sleeper", self -> {
            for (int i = 0; i < 3; i++) self.sleep(millis(5));
            return "slept";
        });
        receiver.send("m");
        assertEquals("m", receiver.value(SOON));
        assertEquals("slept", sleeper.value(SOON));
        stop.set(true);
        assertEquals("stopped", spinner.value(SOON));
    }

    @CoroTest
    @DisplayName("N9 while one computes, timers of others are late, but what is sent is accepted at once")
    void shouldAcceptMessagesWhileOneComputes(Scheduler coros, Refs refs) throws Exception {
        var computing = new CountDownLatch(1);
        var stop = new AtomicBoolean();
        Coro other = refs.ref(coros.spawn(
                "other", self -> self.tryReceive(Duration.ofMillis(50)).orElse("alarm")));
        allHadATurn(coros);
        Coro computer = coros.spawn("computer", self -> {
            computing.countDown();
            while (!stop.get()) Thread.onSpinWait();
            return "computed";
        });
        computing.await();
        assertTrue(other.send("accepted").accepted());
        assertTrue(other.alive());
        stop.set(true);
        assertEquals("computed", computer.value(SOON));
        assertEquals("accepted", other.value(SOON));
    }
}
