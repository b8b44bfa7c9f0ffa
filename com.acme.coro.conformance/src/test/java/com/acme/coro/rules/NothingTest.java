package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The rules of what is not there, and of times that are up. */
class NothingTest {
    // snippet: no-more
    record Reading(int value) {}

    record NoMore() {} // a type of one's own for what is absent: a message is never null
    // end

    @CoroTest
    void shouldRefuseNull(Scheduler coros) {
        Coro sum = coros.spawn("sum", self -> {
            int total = 0;
            while (self.receive() instanceof Reading reading) total += reading.value();
            return total;
        });
        // snippet: null
        assertThrows(NullPointerException.class, () -> sum.send(null));
        assertThrows(NullPointerException.class, () -> coros.spawn("nothing", null));
        sum.send(new Reading(7));
        sum.send(new NoMore());
        // end
        assertEquals(7, sum.value());
    }

    @CoroTest
    void shouldSayThatATimeIsUp(Scheduler coros, VirtualTime time) {
        Coro sleepy = coros.spawn("sleepy", self -> self.suspend());
        Coro waits = coros.spawn("waits", self -> {
            // snippet: expired
            Optional<Object> message = self.tryReceive(Duration.ofSeconds(1)); // empty
            Object orElse = self.tryReceive(Duration.ofSeconds(1)).orElse("nothing"); // "nothing"
            Optional<Outcome> how = sleepy.tryJoin(Duration.ofSeconds(1)); // empty
            assertThrows(CoroTimeoutException.class, () -> sleepy.value(Duration.ofSeconds(1))); // a value, or throws
            // end
            return List.of(message, orElse, how);
        });
        time.advance(Duration.ofSeconds(4));
        assertEquals(List.of(Optional.empty(), "nothing", Optional.empty()), waits.value());
        sleepy.resume("wake up");
        assertEquals("wake up", sleepy.value());
    }
}
