package com.acme.coro.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.spi.References;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Loopback;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The rules of references. */
class ReferencesTest {
    @CoroTest
    void shouldBeEqualWhereverTheyLead(Scheduler coros, References references) {
        Coro here = coros.spawn("echo", self -> self.receive());
        // snippet: equality
        Coro asIfElsewhere = new Loopback(references).of(here); // every call on it goes through a route
        assertEquals(here, asIfElsewhere);
        assertEquals(here.id(), asIfElsewhere.id()); // this is why: the id, never used twice
        Map<Coro, String> owners = Map.of(here, "ada");
        assertEquals("ada", owners.get(asIfElsewhere));
        // end
        assertNotSame(here, asIfElsewhere);
        here.send("done");
        here.join();
    }

    private record Query(Coro replyTo) {}

    // snippet: remote-ready
    private static String report(Coro meter) {
        try {
            return "it says " + meter.ask(Query::new, Duration.ofSeconds(1)); // takes a time
        } catch (CoroTimeoutException late) {
            return "no answer";
        }
    }

    private static String stop(Coro meter) {
        return switch (meter.terminate("not needed")) { // returns what became of it
            case SignalResult.Accepted accepted -> "it will end";
            case SignalResult.Gone gone -> "it has ended, or cannot be reached: " + gone.reason();
        };
    }
    // end

    @CoroTest
    void shouldBehaveAlikeWhereverTheyLead(Scheduler coros, VirtualTime time, Refs refs) throws Exception {
        Coro meter = refs.ref(coros.spawn("meter", self -> {
            while (true)
                if (self.receive() instanceof Query query) query.replyTo().send(42);
        }));
        assertEquals("it says 42", time.during(() -> report(meter)));
        assertEquals("it will end", stop(meter));
        assertEquals(
                Optional.of(new Outcome.Terminated("not needed")),
                time.during(() -> meter.tryJoin(Duration.ofSeconds(1))));
    }
}
