package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.CoroRuntime;
import com.acme.coro.api.sync.Condition;
import com.acme.coro.api.sync.Lock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.Semaphore;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;

/** A waiter gets what it waits for and is detached before its next turn, since another coroutine keeps its scheduler. */
@DisplayName("What a detached waiter was given goes to the next one")
class DetachedWaiterTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Starts a function in a scheduler that is then kept busy; does something; detaches it; lets the scheduler go on. */
    private static void detach(CoroRuntime runtime, CoroFunction function, Consumer<Coro> meanwhile) throws Exception {
        var offer = runtime.offer("waits", function);
        Scheduler busy = runtime.scheduler("busy");
        Coro waits = busy.start("waits");
        // a turn later it waits
        awaitEnd(busy.spawn("a turn", self -> null));
        var kept = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Coro keeper = busy.spawn("keeper", self -> {
            kept.countDown();
            release.await();
            return null;
        });
        kept.await();
        try {
            meanwhile.accept(waits);
            offer.close();
            awaitEnd(waits);
        } finally {
            release.countDown();
        }
        awaitEnd(keeper);
    }

    private static void awaitEnd(Coro c) {
        assertTrue(c.join(SOON).isPresent(), () -> "has not ended: " + c);
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a permit")
    void shouldPassThePermitOn(CoroRuntime runtime, Scheduler coros, Locks locks) throws Exception {
        Semaphore one = locks.semaphore(1);
        Coro holder = coros.spawn("holder", self -> {
            one.acquire();
            self.receive();
            one.release();
            return null;
        });
        awaitEnd(coros.spawn("a turn", self -> null));
        detach(
                runtime,
                (self, args) -> {
                    one.acquire();
                    one.release();
                    return null;
                },
                waits -> {
                    holder.send("release");
                    awaitEnd(holder);
                });

        assertEquals(true, coros.spawn("next", self -> one.acquire(SOON)).value(SOON), "available: " + one.available());
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a notification")
    void shouldPassTheNotificationOn(CoroRuntime runtime, Scheduler coros, Locks locks) throws Exception {
        Condition condition = locks.condition();
        CoroFunction waiter = (self, args) -> {
            condition.acquire();
            try {
                return condition.await(SOON);
            } finally {
                condition.release();
            }
        };
        var next = new Coro[1];
        detach(runtime, waiter, waits -> {
            next[0] = coros.spawn("next", self -> waiter.run(self));
            awaitEnd(coros.spawn("a turn", self -> null));
            awaitEnd(coros.spawn("signals", self -> {
                condition.acquire();
                condition.signal();
                condition.release();
                return null;
            }));
        });
        assertEquals(true, next[0].value(SOON));
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a lock")
    void shouldPassTheLockOn(CoroRuntime runtime, Scheduler coros, Locks locks) throws Exception {
        Lock lock = locks.lock();
        Coro holder = coros.spawn("holder", self -> {
            lock.acquire();
            self.receive();
            lock.release();
            return null;
        });
        awaitEnd(coros.spawn("a turn", self -> null));
        detach(
                runtime,
                (self, args) -> {
                    lock.acquire();
                    lock.release();
                    return null;
                },
                waits -> {
                    holder.send("release");
                    awaitEnd(holder);
                });

        assertEquals(true, coros.spawn("next", self -> lock.acquire(SOON)).value(SOON));
    }
}
