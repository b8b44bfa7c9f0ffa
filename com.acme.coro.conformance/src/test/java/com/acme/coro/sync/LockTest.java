package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.Coro;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Lock")
class LockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Coro holder(Scheduler coros, CoroLock lock, Duration howLong) {
        return coros.spawn("holder", self -> {
            lock.acquire();
            self.sleep(howLong);
            lock.release();
            return null;
        });
    }

    @CoroTest
    @DisplayName("N51, C03: a released lock goes to the waiters in order, and a newcomer does not get in between")
    void shouldHandOverInOrder(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        var order = new CopyOnWriteArrayList<String>();
        Coro holder = coros.spawn("holder", self -> {
            lock.acquire();
            self.sleep(SECOND);
            lock.release();
            return lock.tryAcquire(Duration.ZERO);
        });
        for (String name : List.of("first", "second", "third")) {
            coros.spawn(name, self -> {
                lock.acquire();
                order.add(name);
                self.yield(); // the next one must wait for the release, not for the turn
                order.add(name);
                lock.release();
                return null;
            });
        }
        time.settle();
        coros.spawn("newcomer", self -> {
            self.sleep(SECOND);
            lock.acquire();
            order.add("newcomer");
            lock.release();
            return null;
        });
        time.advance(SECOND);

        assertEquals(false, holder.value(Duration.ZERO), "the holder took it again at once");
        assertEquals(List.of("first", "first", "second", "second", "third", "third", "newcomer"), order);
        assertFalse(lock.held());
    }

    @CoroTest
    @DisplayName("C02: zero takes a lock only if it is free, a time waits for so long and no longer")
    void shouldWaitForAtMostATime(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        holder(coros, lock, Duration.ofSeconds(5));
        Coro tries = coros.spawn("tries", self -> {
            var got = new ArrayList<Object>();
            got.add(lock.tryAcquire(Duration.ZERO));
            got.add(lock.tryAcquire(Duration.ofSeconds(2)));
            got.add(time.elapsed());
            got.add(lock.tryAcquire(Duration.ofSeconds(4)));
            got.add(time.elapsed());
            got.add(lock.held());
            lock.release();
            got.add(lock.tryAcquire(Duration.ZERO));
            lock.release();
            return got;
        });
        time.advance(Duration.ofSeconds(6));
        assertEquals(
                List.of(false, false, Duration.ofSeconds(2), true, Duration.ofSeconds(5), true, true),
                tries.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C02: who holds it and asks again waits for itself")
    void shouldNotBeReentrant(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        Coro twice = coros.spawn("twice", self -> {
            lock.acquire();
            return List.of(lock.tryAcquire(Duration.ZERO), lock.tryAcquire(SECOND), lock.held());
        });
        time.advance(SECOND);
        assertEquals(List.of(false, false, true), twice.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C13: the time to wait is counted from the call, whatever happens in the queue")
    void shouldCountTheWholeWait(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        for (int i = 0; i < 3; i++) holder(coros, lock, SECOND);
        time.settle();
        Coro waiter = coros.spawn("waiter", self -> lock.tryAcquire(Duration.ofMillis(2500)));
        time.advance(Duration.ofMillis(2499));
        assertTrue(waiter.alive());
        time.advance(Duration.ofMillis(1));
        assertEquals(false, waiter.value(Duration.ZERO));
        time.advance(SECOND);
        assertFalse(lock.held());
    }

    @CoroTest
    @DisplayName("C12: a waiter that was terminated, raised in, or whose time is up leaves the queue")
    void shouldPassOverThoseWhoLeft(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        Coro holder = holder(coros, lock, Duration.ofSeconds(3));
        time.settle();
        Coro terminated = coros.spawn("terminated", self -> {
            lock.acquire();
            return null;
        });
        Coro raised = coros.spawn("raised", self -> {
            try {
                lock.acquire();
                return "got it";
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        Coro late = coros.spawn("late", self -> lock.tryAcquire(SECOND));
        Coro last = coros.spawn("last", self -> lock.tryAcquire(Duration.ofSeconds(9)));
        time.settle();
        terminated.terminate("no more");
        raised.raise(new IllegalStateException("enough"));
        time.advance(Duration.ofSeconds(3));

        assertEquals(new Outcome.Terminated("no more"), terminated.join());
        assertEquals("enough", raised.value());
        assertEquals(false, late.value());
        assertEquals(true, last.value());
        assertTrue(holder.join().normal());
    }

    @CoroTest
    @DisplayName("C12: a waiter that is ending, and has not left the queue yet, is passed over")
    void shouldPassOverThoseWhoAreLeaving(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        var leaving = new ArrayList<Coro>();
        Coro holder = coros.spawn("holder", self -> {
            lock.acquire();
            self.suspend();
            leaving.get(0).terminate();
            leaving.get(1).raise(new IllegalStateException("enough"));
            lock.release();
            return lock.held();
        });
        for (int i = 0; i < 2; i++) {
            leaving.add(coros.spawn("leaving", self -> lock.tryAcquire(Duration.ofHours(1))));
        }
        Coro next = coros.spawn("next", self -> lock.tryAcquire(Duration.ofHours(1)));
        time.settle();
        holder.resume("go");
        time.settle();
        assertEquals(true, next.value(Duration.ZERO));
        assertEquals(true, holder.value(Duration.ZERO), "it was handed over, not freed");
        leaving.forEach(c -> assertFalse(c.join().normal()));
    }

    @CoroTest
    @DisplayName("C12: a waiter that is terminated when it has been given the lock already has it, and gives it back")
    void shouldNotLoseALockThatWasHandedToTheTerminated(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        var order = new CopyOnWriteArrayList<String>();
        Coro chosen = coros.spawn("chosen", self -> {
            self.sleep(SECOND);
            lock.acquire();
            order.add("chosen");
            return null; // without a release
        });
        coros.spawn("next", self -> {
            self.sleep(SECOND);
            self.yield();
            lock.acquire();
            order.add("next");
            lock.release();
            return null;
        });
        coros.spawn("holder", self -> {
            lock.acquire();
            self.sleep(Duration.ofSeconds(2));
            lock.release();
            chosen.terminate("too late"); // the lock is its own by now
            return null;
        });
        time.advance(Duration.ofSeconds(2));
        assertEquals(List.of("chosen", "next"), order);
        assertFalse(lock.held());
    }

    @CoroTest
    @DisplayName("C11: what a coroutine holds when it ends, however, goes to the next")
    void shouldReleaseWhatTheDeadHeld(Scheduler coros, Locks locks, VirtualTime time) {
        var order = new CopyOnWriteArrayList<String>();
        CoroLock lock = locks.lock();
        coros.spawn("forgets", self -> {
            lock.acquire();
            self.sleep(SECOND);
            return order.add("returned");
        });
        coros.spawn("fails", self -> {
            lock.acquire();
            order.add("fails");
            throw new IllegalStateException("on purpose");
        });
        Coro sleeper = coros.spawn("sleeper", self -> {
            lock.acquire();
            order.add("sleeps");
            return self.suspend();
        });
        Coro last = coros.spawn("last", self -> {
            lock.acquire();
            return order.add("last");
        });
        time.advance(SECOND);
        assertEquals(List.of("returned", "fails", "sleeps"), order);
        sleeper.terminate();
        time.settle();
        assertEquals(true, last.value(Duration.ZERO));
        assertFalse(lock.held());
    }

    @CoroTest
    @DisplayName("C11: a log line names who ended with a lock in its hands, and who has it next")
    void shouldLogWhoEndedWithALock(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        try (var log = new LogLines()) {
            Coro forgets = coros.spawn("forgets", self -> {
                lock.acquire();
                return self.sleep(SECOND);
            });
            Coro next = coros.spawn("next", self -> {
                lock.acquire();
                lock.release();
                return null;
            });
            Coro orderly = coros.spawn("orderly", self -> {
                lock.acquire();
                lock.release();
                return null;
            });
            time.advance(SECOND);
            assertEquals(
                    1,
                    log.with("lock was held by " + forgets, next + " has it now")
                            .size());
            assertEquals(List.of(), log.with("held by " + next));
            assertEquals(List.of(), log.with("held by " + orderly));
        }
    }

    @CoroTest
    @DisplayName(
            "C11: several locks of one that ends are released, the newest first, before anybody is told of its end")
    void shouldReleaseAllOfTheDead(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock a = locks.lock();
        CoroLock b = locks.lock();
        Coro both = coros.spawn("both", self -> {
            a.acquire();
            b.acquire();
            return self.suspend();
        });
        Coro told = coros.spawn("told", self -> {
            self.monitor(both);
            self.receive();
            return List.of(a.held(), b.held());
        });
        time.settle();
        assertTrue(a.held() && b.held());
        both.terminate();
        time.settle();
        assertEquals(List.of(false, false), told.value(Duration.ZERO));
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("C11: the lock of a coroutine that had to be cut off goes to the next")
    void shouldReleaseWhatTheDetachedHeld(CoroRuntime runtime, Locks locks) {
        CoroLock lock = locks.lock();
        var go = new java.util.concurrent.CountDownLatch(1);
        var strange = new CopyOnWriteArrayList<Throwable>();
        var over = new java.util.concurrent.CountDownLatch(1);
        var offer = runtime.offer("stubborn", (self, args) -> {
            lock.acquire();
            while (true) {
                try {
                    go.await();
                    break;
                } catch (InterruptedException e) {
                    continue; // this is what makes it stubborn
                }
            }
            try {
                lock.release();
            } catch (RuntimeException e) {
                strange.add(e);
            } finally {
                over.countDown();
            }
            return null;
        });
        Coro stubborn = runtime.scheduler("aside").start("stubborn");
        com.acme.coro.testkit.Eventually.holds("it has the lock", lock::held);
        Coro next = runtime.scheduler("default").spawn("next", self -> lock.tryAcquire(SOON));

        offer.close();

        assertInstanceOf(Outcome.Detached.class, stubborn.tryJoin(SOON).orElseThrow());
        assertEquals(true, next.value(SOON));
        go.countDown();
        assertTrue(await(over));
        assertInstanceOf(com.acme.coro.api.DetachedException.class, strange.get(0));
    }

    private static boolean await(java.util.concurrent.CountDownLatch latch) {
        try {
            return latch.await(10, java.util.concurrent.TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @CoroTest
    @DisplayName("C03: nobody but its holder releases a lock")
    void refusesReleaseByStrangers(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        Coro holder = holder(coros, lock, SECOND);
        Coro stranger = coros.spawn("stranger", self -> {
            return assertThrows(WrongCoroutineException.class, lock::release).getMessage();
        });
        time.settle();
        var message = (String) stranger.value(Duration.ZERO);
        assertTrue(message.contains(stranger.toString()) && message.contains(holder.toString()), message);
        assertThrows(WrongCoroutineException.class, lock::release, "by a plain thread");
        assertTrue(lock.held());

        time.advance(SECOND);
        Coro late = coros.spawn("late", self -> assertThrows(WrongCoroutineException.class, lock::release));
        time.settle();
        assertTrue(late.join().normal(), () -> "releasing a free lock: " + late.join());
    }

    @CoroTest
    @DisplayName("C01: a plain thread cannot acquire")
    void refusesPlainThreads(Locks locks) {
        assertThrows(NotInCoroutineException.class, locks.lock()::acquire);
        assertThrows(NotInCoroutineException.class, () -> locks.lock().tryAcquire(Duration.ZERO));
        assertThrows(NotInCoroutineException.class, locks.reentrantLock()::acquire);
        assertThrows(NotInCoroutineException.class, locks.condition()::acquire);
    }

    @CoroTest
    @DisplayName("Bad times are refused, and overflowing ones mean: as long as it takes")
    void refusesBadTimes(Scheduler coros, Locks locks, VirtualTime time) {
        CoroLock lock = locks.lock();
        holder(coros, lock, Duration.ofDays(1));
        Coro waiter = coros.spawn("waiter", self -> {
            assertThrows(IllegalArgumentException.class, () -> lock.tryAcquire(Duration.ofNanos(-1)));
            assertThrows(NullPointerException.class, () -> lock.tryAcquire(null));
            return lock.tryAcquire(Duration.ofSeconds(Long.MAX_VALUE, 999_999_999));
        });
        time.advance(Duration.ofDays(1));
        assertEquals(true, waiter.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("One holder at a time, also among schedulers, and while waiters give up or are terminated")
    void shouldExcludeAcrossSchedulers(CoroRuntime runtime, Locks locks) {
        CoroLock lock = locks.lock();
        int[] unguarded = {0};
        int rounds = 300;
        var workers = new ArrayList<Coro>();
        for (String on : List.of("default", "one", "two")) {
            Scheduler coros = runtime.scheduler(on);
            for (int i = 0; i < 4; i++) {
                workers.add(coros.spawn(on + i, self -> {
                    int counted = 0;
                    for (int n = 0; n < rounds; n++) {
                        if (!lock.tryAcquire(Duration.ofNanos(n % 5 * 20_000L))) continue;
                        try {
                            int before = unguarded[0];
                            if (n % 3 == 0) self.yield();
                            unguarded[0] = before + 1;
                            counted++;
                        } finally {
                            lock.release();
                        }
                    }
                    return counted;
                }));
            }
            Coro victim = coros.spawn("victim", self -> {
                while (true) {
                    lock.acquire();
                    lock.release();
                    self.yield();
                }
            });
            workers.get(workers.size() - 1).asStage().whenComplete((r, t) -> victim.terminate());
        }
        int sum = workers.stream().mapToInt(w -> (Integer) w.value(SOON)).sum();
        com.acme.coro.testkit.Eventually.holds("free in the end", () -> !lock.held());
        assertEquals(sum, unguarded[0]);
    }
}
