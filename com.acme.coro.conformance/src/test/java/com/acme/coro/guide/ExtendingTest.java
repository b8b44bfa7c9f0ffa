package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The page of api.spi: a wait of one's own")
class ExtendingTest {
    /** Rings for everything that waits. */
    // snippet: waiter
    static final class Bell {
        private final Parking parking;
        private final Queue<Waiter<Integer>> waiters = new ConcurrentLinkedQueue<>();

        Bell(Parking parking) {
            this.parking = parking;
        }

        Optional<Integer> await(Duration timeout) { // suspends a coroutine, blocks any other thread
            Waiter<Integer> waiter = parking.waiter("the bell");
            waiters.add(waiter);
            return waiter.await(timeout, () -> waiters.remove(waiter));
        }

        void ring(int times) {
            for (var w = waiters.poll(); w != null; w = waiters.poll()) w.complete(times);
        }
    }
    // end

    @CoroTest
    void shouldRingForEverythingThatWaits(Scheduler coros, Parking parking, VirtualTime time) {
        var bell = new Bell(parking);
        Coro patient = coros.spawn("patient", self -> bell.await(Duration.ofHours(1)));
        Coro hasty = coros.spawn("hasty", self -> bell.await(Duration.ofSeconds(1)));
        time.advance(Duration.ofSeconds(1));
        bell.ring(3);
        assertEquals(Optional.of(3), patient.value());
        assertEquals(Optional.empty(), hasty.value());
    }
}
