package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.sync.CoroSemaphore;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Semaphore")
class SemaphoreTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @CoroTest
    @DisplayName("N55, C10: of two permits the third acquire that does not wait gets none")
    void shouldGiveAsManyAsThereAre(Scheduler coros, Locks locks, VirtualTime time) {
        CoroSemaphore two = locks.semaphore(2);
        Coro c = coros.spawn("c", self -> {
            two.acquire();
            return List.of(
                    two.tryAcquire(Duration.ZERO),
                    two.tryAcquire(Duration.ZERO),
                    two.tryAcquire(SECOND),
                    two.available());
        });
        time.advance(SECOND);
        assertEquals(List.of(true, false, false, 0), c.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C10: waiters get permits in order, a newcomer does not get in between")
    void shouldServeInOrder(Scheduler coros, Locks locks, VirtualTime time) {
        CoroSemaphore one = locks.semaphore(1);
        var order = new CopyOnWriteArrayList<String>();
        Coro first = coros.spawn("first", self -> {
            one.acquire();
            self.sleep(SECOND);
            one.release();
            return one.tryAcquire(Duration.ZERO);
        });
        for (String name : List.of("a", "b", "c")) {
            coros.spawn(name, self -> {
                one.acquire();
                order.add(name);
                self.yield();
                order.add(name);
                one.release();
                return null;
            });
        }
        time.advance(SECOND);
        assertEquals(false, first.value(Duration.ZERO));
        assertEquals(List.of("a", "a", "b", "b", "c", "c"), order);
        assertEquals(1, one.available());
    }

    @CoroTest
    @DisplayName("C10: anybody may release, a plain thread too, and there may come to be more permits")
    void shouldTakePermitsFromAnybody(Scheduler coros, Locks locks, VirtualTime time) {
        CoroSemaphore one = locks.semaphore(1);
        one.release();
        one.release();
        assertEquals(3, one.available());
        Coro greedy = coros.spawn("greedy", self -> {
            for (int i = 0; i < 5; i++) one.acquire();
            return time.elapsed();
        });
        time.advance(SECOND);
        assertTrue(greedy.alive());
        one.release();
        one.release();
        time.settle();
        assertEquals(SECOND, greedy.value(Duration.ZERO));
        assertEquals(0, one.available());
    }

    @CoroTest
    @DisplayName("C12: a permit does not get lost on a waiter that was terminated or whose time is up")
    void shouldPassOverThoseWhoLeft(Scheduler coros, Locks locks, VirtualTime time) {
        CoroSemaphore one = locks.semaphore(1);
        coros.spawn("holder", self -> {
            one.acquire();
            self.sleep(Duration.ofSeconds(2));
            one.release();
            return null;
        });
        Coro terminated = coros.spawn("terminated", self -> {
            one.acquire();
            return null;
        });
        Coro late = coros.spawn("late", self -> one.tryAcquire(SECOND));
        Coro last = coros.spawn("last", self -> one.tryAcquire(Duration.ofSeconds(9)));
        time.settle();
        terminated.terminate();
        time.advance(Duration.ofSeconds(2));
        assertEquals(false, late.value(Duration.ZERO));
        assertEquals(true, last.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C12: a waiter that is ending, and has not left the queue yet, is passed over")
    void shouldPassOverThoseWhoAreLeaving(Scheduler coros, Locks locks, VirtualTime time) {
        CoroSemaphore one = locks.semaphore(1);
        Coro leaving = coros.spawn("leaving", self -> {
            one.acquire();
            one.acquire();
            return null;
        });
        Coro next = coros.spawn("next", self -> one.tryAcquire(Duration.ofHours(1)));
        time.settle();
        Coro releases = coros.spawn("releases", self -> {
            leaving.terminate();
            one.release();
            return one.available();
        });
        time.settle();
        assertEquals(0, releases.value(Duration.ZERO));
        assertEquals(true, next.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C10: a semaphore begins with at least one permit")
    void refusesSemaphoreWithoutPermits(Locks locks) {
        assertEquals(
                "permits must be at least 1: permits=0",
                assertThrows(IllegalArgumentException.class, () -> locks.semaphore(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> locks.semaphore(-1));
    }

    @CoroTest
    @DisplayName("C01: a plain thread cannot acquire; bad times and too many permits are refused")
    void refusesBadCalls(Scheduler coros, Locks locks, VirtualTime time) {
        assertThrows(NotInCoroutineException.class, locks.semaphore(1)::acquire);
        assertThrows(NotInCoroutineException.class, () -> locks.semaphore(1).tryAcquire(SECOND));
        assertThrows(IllegalStateException.class, locks.semaphore(Integer.MAX_VALUE)::release);
        Coro c = coros.spawn("c", self -> {
            assertThrows(NullPointerException.class, () -> locks.semaphore(1).tryAcquire(null));
            return assertThrows(
                    IllegalArgumentException.class, () -> locks.semaphore(1).tryAcquire(Duration.ofMillis(-1)));
        });
        time.settle();
        assertTrue(c.join().normal(), () -> "" + c.join());
    }
}
