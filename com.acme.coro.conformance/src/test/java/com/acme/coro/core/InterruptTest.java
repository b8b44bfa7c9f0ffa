package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An interrupt of a coroutine's thread is a request to terminate")
class InterruptTest {
    @CoroTest
    void shouldTerminateOneThatWaits(Scheduler coros) {
        var thread = new AtomicReference<Thread>();
        var log = Collections.synchronizedList(new ArrayList<String>());
        Coro c = coros.spawn("c", self -> {
            thread.set(Thread.currentThread());
            try {
                return self.receive();
            } catch (CoroSignal signal) {
                log.add("signal");
                throw signal;
            } finally {
                self.sleep(Soon.millis(5));
                log.add("cleaned up, having waited");
            }
        });
        allHadATurn(coros);
        thread.get().interrupt();
        assertInstanceOf(Outcome.Terminated.class, ended(c));
        assertEquals(List.of("signal", "cleaned up, having waited"), log);
    }

    @CoroTest
    void shouldTerminateOneThatRunsAtItsNextWait(Scheduler coros) throws Exception {
        var thread = new AtomicReference<Thread>();
        var running = new CountDownLatch(1);
        var go = new AtomicBoolean();
        Coro c = coros.spawn("c", self -> {
            thread.set(Thread.currentThread());
            running.countDown();
            while (!go.get()) Thread.onSpinWait();
            self.sleep(seconds(100));
            return "not reached";
        });
        running.await();
        thread.get().interrupt();
        go.set(true);
        assertInstanceOf(Outcome.Terminated.class, ended(c));
    }

    @CoroTest
    void shouldTerminateOneThatInterruptsItself(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            Thread.currentThread().interrupt();
            self.yield();
            self.yield();
            return "not reached";
        });
        assertInstanceOf(Outcome.Terminated.class, ended(c));
    }

    @CoroTest
    @DisplayName("it disturbs no other coroutine of the scheduler")
    void shouldDisturbNobodyElse(Scheduler coros) {
        var thread = new AtomicReference<Thread>();
        Coro other = coros.spawn("other", self -> self.receive());
        Coro c = coros.spawn("c", self -> {
            thread.set(Thread.currentThread());
            return self.receive();
        });
        allHadATurn(coros);
        thread.get().interrupt();
        c.tryJoin(SOON);
        assertTrue(other.alive());
        other.send("fine");
        assertEquals("fine", other.value(SOON));
        assertEquals(
                false,
                coros.spawn("next", self -> Thread.currentThread().isInterrupted())
                        .value(SOON));
    }
}
