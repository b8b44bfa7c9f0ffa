package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SectionTimeoutException;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.TimeLimitSignal;
import com.acme.coro.api.Wait;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A section with a limit")
class WithinTest {
    @CoroTest
    @DisplayName("that is over in time returns its result, and its limit is no more")
    void shouldReturnTheResult(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            Object result = self.within(seconds(2), () -> self.sleep(SECOND));
            self.sleep(seconds(10));
            return List.of(result, time.elapsed());
        });
        time.advance(seconds(20));
        assertEquals(List.of(Optional.empty(), seconds(11)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("may return null, and throw what it likes")
    void shouldPassOnWhatItDoes(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            var thrown = assertThrows(
                    IllegalStateException.class,
                    () -> self.within(SECOND, () -> {
                        throw new IllegalStateException("no water");
                    }));
            return self.<Object>within(SECOND, () -> null) + ", " + thrown.getMessage();
        });
        assertEquals("null, no water", c.value(SOON));
    }

    @CoroTest
    @DisplayName("is cut short in any kind of wait")
    void shouldCutShortAnyWait(Scheduler coros, VirtualTime time, Parking parking, Locks locks, Channels channels)
            throws Exception {
        CoroLock taken = locks.lock();
        Coro holder = coros.spawn("holder", self -> {
            taken.acquire();
            return self.receive();
        });
        Coro mute = coros.spawn("mute", Self::suspend);
        Coro full = coros.spawn(Spawn.named("full").bound(1), Self::suspend);
        full.send("fills it");
        allHadATurn(coros);
        List<WaitingCall> waits = List.of(
                Self::receive,
                self -> self.tryReceive(seconds(100)),
                self -> self.receive(Integer.class),
                self -> self.receive(m -> false),
                Self::suspend,
                self -> self.sleep(seconds(100)),
                self -> self.locate("nobody", seconds(100)),
                self -> self.await(new CompletableFuture<>()),
                self -> Done.first(self, Wait.message()),
                self -> self.all(Wait.message()),
                self -> holder.join(),
                self -> holder.value(seconds(100)),
                self -> mute.ask(q -> q, seconds(100)),
                self -> full.deliver("more"),
                self -> taken.acquire(),
                self -> parking.waiter("nothing").await(() -> {}));
        for (WaitingCall wait : waits) {
            Coro c = coros.spawn("c", self -> {
                Duration began = time.elapsed();
                var late = assertThrows(
                        SectionTimeoutException.class,
                        () -> self.within(seconds(3), () -> {
                            wait.call(self);
                            return "not to be returned";
                        }));
                assertEquals(seconds(3), late.limit());
                assertEquals(seconds(3), time.elapsed().minus(began));
                return self.receive();
            });
            allHadATurn(coros);
            time.advance(seconds(3));
            c.send("still of use");
            assertEquals("still of use", c.value(SOON));
        }
        holder.send("enough");
        full.terminate();
        mute.terminate();
    }

    @FunctionalInterface
    private interface WaitingCall {
        void call(Self self) throws Exception;
    }

    @CoroTest
    @DisplayName("is cut short at its next wait if it was busy when the limit was over")
    void shouldCutShortTheNextWait(Scheduler coros) {
        Coro c = coros.spawn(
                "c",
                self -> self.within(millis(1), () -> {
                    computeFor(millis(20));
                    return self.receive();
                }));
        var failed = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals("a section was not over within PT0.001S", failed.failure().message());
    }

    @CoroTest
    @DisplayName("that does not wait any more is not cut short")
    void shouldLetOneEndThatDoesNotWait(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            String result = self.within(millis(1), () -> {
                computeFor(millis(20));
                return "done";
            });
            self.sleep(millis(1)); // nothing is left of the limit
            return result;
        });
        assertEquals("done", c.value(SOON));
    }

    private static void computeFor(Duration time) {
        long until = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - until < 0) Thread.onSpinWait();
    }

    @CoroTest
    @DisplayName("cleans up outside the limit")
    void shouldCleanUpOutsideTheLimit(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var cleaned = new ArrayList<Duration>();
            assertThrows(
                    SectionTimeoutException.class,
                    () -> self.within(SECOND, () -> {
                        try {
                            return self.receive();
                        } finally {
                            self.sleep(seconds(5));
                            cleaned.add(time.elapsed());
                        }
                    }));
            return cleaned;
        });
        time.advance(seconds(10));
        assertEquals(List.of(seconds(6)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("has timed out even if it caught the signal, which is not thrown again")
    void shouldTimeOutEvenIfTheSignalWasCaught(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var seen = new ArrayList<Object>();
            assertThrows(
                    SectionTimeoutException.class,
                    () -> self.within(SECOND, () -> {
                        try {
                            return self.receive();
                        } catch (TimeLimitSignal caught) {
                            seen.add(caught.limit());
                            return seen.add(self.sleep(seconds(2)));
                        }
                    }));
            return seen;
        });
        time.advance(seconds(10));
        assertEquals(List.of(SECOND, Optional.empty()), c.value(SOON));
    }

    @CoroTest
    @DisplayName("within another one: the limit that is over first counts")
    void shouldShortenALongerInnerLimit(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var outer = assertThrows(
                    SectionTimeoutException.class,
                    () -> self.within(seconds(2), () -> self.within(seconds(50), self::receive)));
            String inner = self.within(seconds(50), () -> {
                try {
                    return self.within(seconds(2), () -> (String) self.receive());
                } catch (SectionTimeoutException mine) {
                    return "inner " + mine.limit();
                }
            });
            return List.of(outer.limit(), inner, time.elapsed());
        });
        time.advance(seconds(10));
        assertEquals(List.of(seconds(2), "inner PT2S", seconds(4)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("whose clean-up goes on while the limit of a section around it is over is cut short there")
    void shouldCutShortTheCleanUpOfAnInnerSection(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var outer = assertThrows(
                    SectionTimeoutException.class,
                    () -> self.within(
                            seconds(3),
                            () -> self.within(SECOND, () -> {
                                try {
                                    return self.receive();
                                } finally {
                                    self.sleep(seconds(50));
                                }
                            })));
            return List.of(outer.limit(), time.elapsed());
        });
        time.advance(seconds(10));
        assertEquals(List.of(seconds(3), seconds(3)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("that clean-up begins has a limit of its own")
    void shouldLimitASectionOfTheCleanUp(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var limits = new ArrayList<Duration>();
            var outer = assertThrows(
                    SectionTimeoutException.class,
                    () -> self.within(SECOND, () -> {
                        try {
                            return self.receive();
                        } finally {
                            limits.add(late(self, seconds(2)));
                        }
                    }));
            limits.add(outer.limit());
            limits.add(time.elapsed());
            return limits;
        });
        time.advance(seconds(60));
        assertEquals(List.of(seconds(2), SECOND, seconds(3)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("that the clean-up of a terminated coroutine begins has a limit of its own")
    void shouldLimitASectionOfTheCleanUpAfterATermination(Scheduler coros, VirtualTime time) {
        var limits = new CompletableFuture<List<Duration>>();
        Coro c = coros.spawn(
                "c",
                self -> self.within(seconds(50), () -> {
                    try {
                        return self.receive();
                    } finally {
                        limits.complete(List.of(late(self, SECOND), time.elapsed()));
                    }
                }));
        allHadATurn(coros);
        c.terminate("enough");
        allHadATurn(coros);
        time.advance(seconds(2));
        assertEquals(new Outcome.Terminated("enough"), ended(c));
        assertEquals(
                List.of(SECOND, SECOND), limits.orTimeout(10, TimeUnit.SECONDS).join());
    }

    /** The limit of a section that waits for ever. */
    private static Duration late(Self self, Duration limit) {
        return late(self, limit, self::suspend);
    }

    @CoroTest
    @DisplayName("of a coroutine that refuses a swap keeps its limit; one that is swapped leaves it behind")
    void shouldKeepItsLimitThroughARefusedSwap(CoroRuntime runtime, Scheduler coros, VirtualTime time) {
        runtime.offer("next", (self, args) -> self.sleep(seconds(100)));
        Coro stays = coros.spawn("stays", self -> {
            self.swappable(true);
            return late(self, seconds(5), () -> {
                try {
                    return self.receive();
                } catch (SwapSignal swap) {
                    swap.refuse("not now");
                    return self.receive();
                }
            });
        });
        Coro goes = coros.spawn("goes", self -> {
            self.swappable(true);
            return self.within(seconds(5), self::receive);
        });
        allHadATurn(coros);
        SwapRequest refused = stays.swap("next");
        SwapRequest applied = goes.swap("next");
        allHadATurn(coros);
        time.advance(seconds(6));
        assertEquals(new SwapStatus.Refused("not now"), refused.status());
        assertEquals(new SwapStatus.Applied(), applied.status());
        assertEquals(seconds(5), stays.value(SOON));
        assertTrue(goes.alive());
        time.advance(seconds(100));
        assertEquals(Optional.empty(), goes.value(SOON));
    }

    private static Duration late(Self self, Duration limit, Callable<?> section) {
        return assertThrows(SectionTimeoutException.class, () -> self.within(limit, section))
                .limit();
    }

    @CoroTest
    @DisplayName("may have any limit, however long")
    void shouldTakeAnyLimit(Scheduler coros) {
        Coro c = coros.spawn(
                "c",
                self -> self.within(Duration.ofSeconds(Long.MAX_VALUE), () -> {
                    self.yield();
                    return self.sleep(millis(1));
                }));
        assertEquals(Optional.empty(), c.value(SOON));
    }

    @CoroTest
    @DisplayName("tells its own time-out from one inside")
    void shouldTellItsTimeOutFromOneInside(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            var inside = assertThrows(
                    CoroTimeoutException.class, () -> self.within(seconds(5), () -> self.locate("nobody", SECOND)));
            return inside.getClass();
        });
        time.advance(seconds(2));
        assertEquals(CoroTimeoutException.class, c.value(SOON));
    }

    @CoroTest
    @DisplayName("loses no message to its limit")
    void shouldLoseNoMessage(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(SectionTimeoutException.class, () -> self.within(SECOND, () -> self.receive(Integer.class)));
            return List.of(self.receive(), self.receive());
        });
        allHadATurn(coros);
        c.send("a text, not wanted within");
        time.advance(seconds(2));
        c.send(5);
        assertEquals(List.of("a text, not wanted within", 5), c.value(SOON));
    }

    @CoroTest
    @DisplayName("ends as asked when its coroutine is terminated, and its limit does not meet the clean-up")
    void shouldEndAsAsked(Scheduler coros, VirtualTime time) {
        var cleaned = new CompletableFuture<Duration>();
        Coro c = coros.spawn(
                "c",
                self -> self.within(seconds(2), () -> {
                    try {
                        return self.receive();
                    } finally {
                        self.sleep(seconds(3));
                        cleaned.complete(time.elapsed());
                    }
                }));
        allHadATurn(coros);
        c.terminate("enough");
        allHadATurn(coros);
        time.advance(seconds(4));
        assertEquals(new Outcome.Terminated("enough"), ended(c));
        assertEquals(seconds(3), cleaned.orTimeout(10, TimeUnit.SECONDS).join());
    }

    @CoroTest
    @DisplayName("of zero lets nothing wait, and needs none for what does not")
    void shouldLetNothingWait(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(SectionTimeoutException.class, () -> self.within(Duration.ZERO, self::receive));
            return self.within(Duration.ZERO, () -> "no wait");
        });
        assertEquals("no wait", c.value(SOON));
    }

    @CoroTest
    @DisplayName("refuses a negative limit, null, and any caller but its coroutine")
    void shouldRefuse(Scheduler coros) {
        var lent = new CompletableFuture<Self>();
        Coro c = coros.spawn("c", self -> {
            assertThrows(IllegalArgumentException.class, () -> self.within(millis(-1), () -> "never"));
            assertThrows(NullPointerException.class, () -> self.within(null, () -> "never"));
            assertThrows(NullPointerException.class, () -> self.within(SECOND, null));
            lent.complete(self);
            return self.receive();
        });
        Self foreign = lent.join();
        assertThrows(WrongCoroutineException.class, () -> foreign.within(SECOND, () -> "never"));
        c.send("end");
        assertEquals("end", c.value(SOON));
    }

    @CoroTest
    @DisplayName("and its limit, at the same moment: either it returns or it has timed out, and the message is there")
    void shouldBeOverOrTimeOut(Scheduler coros) {
        long seed = Long.getLong("coro.seed", System.nanoTime());
        var random = new SplittableRandom(seed);
        int rounds = 2_000;
        Coro c = coros.spawn("c", self -> {
            int got = 0;
            for (int i = 0; i < rounds; i++) {
                try {
                    assertEquals(i, self.within(Duration.ofNanos(20_000), () -> self.receive(Integer.class)));
                } catch (SectionTimeoutException late) {
                    assertEquals(i, self.receive(), () -> "-Dcoro.seed=" + seed);
                }
                got++;
            }
            return got;
        });
        for (int i = 0; i < rounds; i++) {
            computeFor(Duration.ofNanos(random.nextInt(60_000)));
            c.send(i);
        }
        assertEquals(rounds, c.value(SOON));
        assertTrue(c.tryJoin(SOON).orElseThrow().normal());
    }
}
