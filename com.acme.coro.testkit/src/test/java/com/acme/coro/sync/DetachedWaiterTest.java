package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.Outcome;
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
        busy.spawn("a turn", self -> null).join(SOON).orElseThrow();
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
            assertInstanceOf(Outcome.class, waits.join(SOON).orElseThrow());
        } finally {
            release.countDown();
        }
        keeper.join(SOON).orElseThrow();
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
        coros.spawn("a turn", self -> null).join(SOON).orElseThrow();
        detach(
                runtime,
                (self, args) -> {
                    one.acquire();
                    one.release();
                    return null;
                },
                waits -> {
                    holder.send("release");
                    holder.join(SOON).orElseThrow();
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
            coros.spawn("a turn", self -> null).join(SOON).orElseThrow();
            coros.spawn("signals", self -> {
                        condition.acquire();
                        condition.signal();
                        condition.release();
                        return null;
                    })
                    .join(SOON)
                    .orElseThrow();
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
        coros.spawn("a turn", self -> null).join(SOON).orElseThrow();
        detach(
                runtime,
                (self, args) -> {
                    lock.acquire();
                    lock.release();
                    return null;
                },
                waits -> {
                    holder.send("release");
                    holder.join(SOON).orElseThrow();
                });

        assertEquals(true, coros.spawn("next", self -> lock.acquire(SOON)).value(SOON));
    }
}
