package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.sync.CoroCondition;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.CoroSemaphore;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;

/** A waiter gets what it waits for and is detached before its next turn, since another coroutine keeps its scheduler. */
@DisplayName("What a detached waiter was given goes to the next one")
class DetachedWaiterTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Starts a function in a scheduler that is then kept busy; acts; detaches it; lets the scheduler go on. */
    private static void detach(CoroRuntime runtime, CoroFunction function, Runnable meanwhile) throws Exception {
        var offer = runtime.offer("waits", function);
        Scheduler busy = runtime.scheduler("busy");
        Coro waits = busy.start("waits");
        // a turn later it waits
        ended(busy.spawn("a turn", self -> null));
        var kept = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Coro keeper = busy.spawn("keeper", self -> {
            kept.countDown();
            release.await();
            return null;
        });
        kept.await();
        try {
            meanwhile.run();
            offer.close();
            assertInstanceOf(Outcome.Detached.class, ended(waits));
        } finally {
            release.countDown();
        }
        ended(keeper);
    }

    private static Outcome ended(Coro c) {
        return c.tryJoin(SOON).orElseThrow(() -> new AssertionError("has not ended: " + c));
    }

    /** Something is handed from a holder to a waiter that is detached, and must be had by the next. */
    private static void shouldBeHadByTheNext(
            CoroRuntime runtime, Scheduler coros, Runnable acquire, Runnable release, BooleanSupplier acquireSoon)
            throws Exception {
        Coro holder = coros.spawn("holder", self -> {
            acquire.run();
            self.receive();
            release.run();
            return null;
        });
        ended(coros.spawn("a turn", self -> null));
        CoroFunction waiter = (self, args) -> {
            acquire.run();
            release.run();
            return null;
        };
        detach(runtime, waiter, () -> {
            holder.send("release");
            ended(holder);
        });
        assertEquals(
                true, coros.spawn("next", self -> acquireSoon.getAsBoolean()).value(SOON));
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a permit")
    void shouldPassThePermitOn(CoroRuntime runtime, Scheduler coros, Locks locks) throws Exception {
        CoroSemaphore one = locks.semaphore(1);
        shouldBeHadByTheNext(runtime, coros, one::acquire, one::release, () -> one.tryAcquire(SOON));
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a lock")
    void shouldPassTheLockOn(CoroRuntime runtime, Scheduler coros, Locks locks) throws Exception {
        CoroLock lock = locks.lock();
        shouldBeHadByTheNext(runtime, coros, lock::acquire, lock::release, () -> lock.tryAcquire(SOON));
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a notification")
    void shouldPassTheNotificationOn(CoroRuntime runtime, Scheduler coros, Locks locks) throws Exception {
        CoroCondition condition = locks.condition();
        CoroFunction waiter = (self, args) -> {
            condition.acquire();
            try {
                return condition.tryAwait(SOON);
            } finally {
                condition.release();
            }
        };
        var next = new Coro[1];
        detach(runtime, waiter, () -> {
            next[0] = coros.spawn("next", self -> waiter.run(self));
            ended(coros.spawn("a turn", self -> null));
            ended(coros.spawn("signals", self -> {
                condition.acquire();
                condition.signal();
                condition.release();
                return null;
            }));
        });
        assertEquals(true, next[0].value(SOON));
    }
}
