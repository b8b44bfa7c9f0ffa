package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Coroutines whose threads others unpark")
class StrayUnparkTest {
    private static final int MESSAGES = 200_000;

    @CoroTest
    @DisplayName("a coroutine gets each of its turns, also when its thread was unparked for no reason just before")
    void shouldNotMissATurn(Scheduler coros) throws Exception {
        var known = new CompletableFuture<Thread>();
        var received = new AtomicInteger();
        Coro receiver = coros.spawn("receiver", self -> {
            known.complete(Thread.currentThread());
            while (received.get() < MESSAGES) {
                self.receive();
                received.incrementAndGet();
            }
            return "all";
        });
        Thread parked = known.get(10, TimeUnit.SECONDS);
        for (int i = 1; i <= MESSAGES; i++) {
            LockSupport.unpark(parked);
            receiver.send(i);
            for (int spins = 0; received.get() < i; spins++) {
                Thread.onSpinWait();
                if (spins == 1_000_000) {
                    int sent = i;
                    Eventually.passes(SOON, () -> assertEquals(sent, received.get()));
                }
            }
        }
        assertEquals("all", receiver.value(SOON));
    }
}
