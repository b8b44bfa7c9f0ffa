package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.sync.CoroCondition;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Condition")
class ConditionTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Takes the condition's lock at a time and keeps it for another. */
    private static Coro holder(Scheduler coros, CoroCondition condition, Duration at, Duration howLong) {
        return coros.spawn("holder", self -> {
            self.sleep(at);
            condition.acquire();
            self.sleep(howLong);
            condition.release();
            return null;
        });
    }

    @CoroTest
    @DisplayName("C05, C06: a wait gives the lock up, whole, and has it as deep as before when it returns")
    void shouldGiveTheLockUpAndTakeItBack(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        var queue = new ArrayList<String>();
        Coro consumer = coros.spawn("consumer", self -> {
            for (int i = 0; i < 3; i++) condition.acquire();
            while (queue.isEmpty()) condition.await();
            var got = List.of(queue.get(0), condition.holds());
            for (int i = 0; i < 3; i++) condition.release();
            return got;
        });
        Coro producer = coros.spawn("producer", self -> {
            self.sleep(SECOND);
            boolean free = condition.tryAcquire(Duration.ZERO);
            queue.add("bread");
            condition.signal();
            self.sleep(SECOND); // the consumer must wait for the lock
            boolean alone = queue.size() == 1 && condition.holds() == 1;
            condition.release();
            return free && alone;
        });
        time.advance(SECOND);
        assertTrue(consumer.alive());
        time.advance(SECOND);
        assertEquals(List.of("bread", 3), consumer.value(Duration.ZERO));
        assertEquals(true, producer.value(Duration.ZERO));
        assertFalse(condition.held());
    }

    @CoroTest
    @DisplayName("C06: when the time is up the lock is the waiter's again, however long that takes")
    void shouldOwnTheLockAfterATimeout(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        Coro waiter = coros.spawn("waiter", self -> {
            condition.acquire();
            condition.acquire();
            boolean notified = condition.tryAwait(Duration.ofSeconds(2));
            var got = List.of(notified, condition.holds(), time.elapsed());
            condition.release();
            condition.release();
            return got;
        });
        holder(coros, condition, SECOND, Duration.ofSeconds(4));
        time.advance(Duration.ofSeconds(4));
        assertTrue(waiter.alive());
        time.advance(SECOND);
        assertEquals(List.of(false, 2, Duration.ofSeconds(5)), waiter.value(Duration.ZERO));
        assertFalse(condition.held());
    }

    @CoroTest
    @DisplayName("C06: no time to wait gives others the lock once")
    void shouldNotWaitForNotificationsWithZero(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        var order = new CopyOnWriteArrayList<String>();
        Coro c = coros.spawn("c", self -> {
            condition.acquire();
            coros.spawn("other", other -> {
                condition.acquire();
                order.add("other");
                condition.release();
                return null;
            });
            self.yield();
            order.add("before");
            boolean notified = condition.tryAwait(Duration.ZERO);
            order.add("after");
            return notified;
        });
        time.settle();
        assertEquals(false, c.value(Duration.ZERO));
        assertEquals(List.of("before", "other", "after"), order);
    }

    @CoroTest
    @DisplayName("C07: notifications go to those who waited longest, need no lock, and are not kept")
    void shouldNotifyInOrder(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        var woken = new CopyOnWriteArrayList<Integer>();
        condition.signal();
        condition.signalAll();
        for (int i = 0; i < 6; i++) {
            int me = i;
            coros.spawn("c" + i, self -> {
                condition.acquire();
                condition.await();
                woken.add(me);
                condition.release();
                return null;
            });
        }
        time.settle();
        assertEquals(List.of(), woken);
        condition.signal();
        time.settle();
        assertEquals(List.of(0), woken);
        coros.spawn("without the lock", self -> {
            condition.signal(2);
            return null;
        });
        time.settle();
        assertEquals(List.of(0, 1, 2), woken);
        condition.signalAll();
        time.settle();
        assertEquals(List.of(0, 1, 2, 3, 4, 5), woken);
        assertFalse(condition.held());
    }

    @CoroTest
    @DisplayName("C12: a notification does not get lost on a waiter that was terminated or whose time is up")
    void shouldNotLoseNotifications(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        Coro terminated = waiter(coros, condition, Duration.ofSeconds(9));
        Coro late = waiter(coros, condition, SECOND);
        Coro last = waiter(coros, condition, Duration.ofSeconds(9));
        time.settle();
        terminated.terminate();
        time.advance(SECOND);
        condition.signal();
        time.settle();
        assertEquals(false, late.value(Duration.ZERO));
        assertEquals(true, last.value(Duration.ZERO));
        assertFalse(condition.held());
    }

    private static Coro waiter(Scheduler coros, CoroCondition condition, Duration timeout) {
        return coros.spawn("waiter", self -> {
            condition.acquire();
            try {
                return condition.tryAwait(timeout);
            } finally {
                condition.release();
            }
        });
    }

    @CoroTest
    @DisplayName("C12: a waiter that is ending, and has not left the queue yet, is passed over")
    void shouldPassOverThoseWhoAreLeaving(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        Coro leaving = waiter(coros, condition, Duration.ofHours(1));
        Coro next = waiter(coros, condition, Duration.ofHours(1));
        Coro last = waiter(coros, condition, Duration.ofHours(1));
        time.settle();
        coros.spawn("signals", self -> {
            leaving.terminate();
            condition.signal();
            return null;
        });
        time.settle();
        assertFalse(leaving.alive());
        assertEquals(true, next.value(Duration.ZERO));
        assertTrue(last.alive(), "one notification wakes one");
        assertFalse(condition.held());
    }

    @CoroTest
    @DisplayName("C06: one that is raised in or terminated has the lock when it unwinds")
    void shouldOwnTheLockWhileUnwinding(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        var held = new CopyOnWriteArrayList<Object>();
        Coro raised = unwinder(coros, condition, held);
        Coro terminated = unwinder(coros, condition, held);
        time.settle();
        coros.spawn("third", self -> {
            condition.acquire();
            raised.raise(new IllegalStateException("enough"));
            terminated.terminate("enough");
            self.sleep(SECOND);
            held.add("third");
            condition.release();
            return null;
        });
        time.advance(SECOND);
        assertEquals(List.of("third", 2, 2), held);
        assertInstanceOf(Outcome.Failed.class, raised.tryJoin(Duration.ZERO).orElseThrow());
        assertEquals(
                new Outcome.Terminated("enough"),
                terminated.tryJoin(Duration.ZERO).orElseThrow());
        assertFalse(condition.held());
    }

    private static Coro unwinder(Scheduler coros, CoroCondition condition, List<Object> held) {
        return coros.spawn("unwinder", self -> {
            condition.acquire();
            condition.acquire();
            try {
                condition.await();
                return "notified";
            } finally {
                held.add(condition.holds());
                condition.release();
                condition.release();
            }
        });
    }

    @CoroTest
    @DisplayName("C06: what is raised while the lock is being taken back is thrown once it is, one per wait, in order")
    void shouldThrowWhatWasRaisedWhileItTookTheLockBack(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        Coro waiter = coros.spawn("waiter", self -> {
            var seen = new ArrayList<Object>();
            condition.acquire();
            try {
                condition.await();
            } catch (IllegalStateException e) {
                seen.add(e.getMessage() + " with " + condition.holds() + " at " + time.elapsed());
            }
            for (int i = 0; i < 2; i++) {
                try {
                    self.sleep(Duration.ofSeconds(9));
                } catch (IllegalStateException e) {
                    seen.add(e.getMessage());
                }
            }
            condition.release();
            return seen;
        });
        holder(coros, condition, SECOND, Duration.ofSeconds(3));
        time.advance(SECOND);
        condition.signal();
        for (String each : List.of("one", "two", "three")) {
            time.settle();
            waiter.raise(new IllegalStateException(each));
        }
        time.advance(Duration.ofSeconds(3));
        assertEquals(List.of("one with 1 at PT4S", "two", "three"), waiter.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C06: one that is terminated while it takes the lock back has it when it unwinds")
    void shouldTakeTheLockBackWhenTerminated(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        var held = new CopyOnWriteArrayList<Object>();
        Coro waiter = unwinder(coros, condition, held);
        holder(coros, condition, SECOND, Duration.ofSeconds(3));
        time.advance(SECOND);
        condition.signal();
        time.settle();
        waiter.terminate("enough");
        time.advance(Duration.ofSeconds(2));
        assertTrue(waiter.alive());
        time.advance(SECOND);
        assertEquals(List.of(2), held);
        assertEquals(
                new Outcome.Terminated("enough"), waiter.tryJoin(Duration.ZERO).orElseThrow());
        assertFalse(condition.held());
    }

    @CoroTest(cleanupGrace = "PT2S")
    @DisplayName("C06: one that was terminated does not wait for the lock for longer than the grace for clean-up")
    void shouldGoWithoutTheLockWhenTheGraceIsOver(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        var held = new CopyOnWriteArrayList<Object>();
        Coro waiter = unwinder(coros, condition, held);
        Coro holder = holder(coros, condition, SECOND, Duration.ofHours(1));
        time.advance(SECOND);
        waiter.terminate("enough");
        time.advance(Duration.ofSeconds(3));
        assertEquals(
                new Outcome.Terminated("enough"), waiter.tryJoin(Duration.ZERO).orElseThrow());
        assertEquals(List.of(0), held);
        assertTrue(condition.held());
        time.advance(Duration.ofHours(1));
        assertTrue(holder.tryJoin(Duration.ZERO).orElseThrow().normal());
        assertFalse(condition.held());
    }

    @CoroTest
    @DisplayName("C11: the lock of a waiter that ends in its wait is not lost")
    void shouldLeaveNothingBehind(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        Coro waiter = coros.spawn("waiter", self -> {
            condition.acquire();
            condition.await(); // without a release
            return null;
        });
        time.settle();
        waiter.terminate();
        time.settle();
        assertFalse(condition.held());
    }

    @CoroTest
    @DisplayName("Waits without the lock, bad times and bad numbers are refused")
    void refusesBadCalls(Scheduler coros, Locks locks, VirtualTime time) {
        CoroCondition condition = locks.condition();
        assertThrows(WrongCoroutineException.class, condition::await);
        assertThrows(IllegalArgumentException.class, () -> condition.signal(0));
        assertThrows(IllegalArgumentException.class, () -> condition.signal(-1));
        Coro c = coros.spawn("c", self -> {
            assertThrows(WrongCoroutineException.class, condition::await);
            assertThrows(WrongCoroutineException.class, () -> condition.tryAwait(SECOND));
            condition.acquire();
            assertThrows(IllegalArgumentException.class, () -> condition.tryAwait(SECOND.negated()));
            assertThrows(NullPointerException.class, () -> condition.tryAwait(null));
            return condition.holds();
        });
        time.settle();
        assertEquals(1, c.value(Duration.ZERO));
    }
}
