package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.testkit.CoroTest;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Waits at a great depth of calls")
class DepthTest {
    private static void works(Scheduler coros) {
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "works",
                    coros.spawn("another", self -> {
                                self.sleep(millis(1));
                                return "works";
                            })
                            .value(SOON));
        }
    }

    private static Object receiveAt(Self self, int depth) {
        if (depth == 0) return self.receive();
        Object got = receiveAt(self, depth - 1);
        return got == self ? null : got; // not a tail call
    }

    @CoroTest(carriers = Carrier.OWN)
    @DisplayName("a wait works below ten thousand calls")
    void shouldWaitBelowTenThousandCalls(Scheduler coros) {
        Coro c = coros.spawn("deep", self -> receiveAt(self, 10_000));
        Soon.allHadATurn(coros);
        c.send("got");
        assertEquals("got", c.value(SOON));
        works(coros);
    }

    @CoroTest(longTurn = "PT30S")
    @DisplayName("a coroutine that waits at a depth that cannot be kept fails, and no other one")
    void shouldFailOneThatWaitsTooDeep(Scheduler coros) {
        for (int depth : new int[] {2_000, 20_000, 80_000, 160_000, 1_000_000}) {
            Coro c = coros.spawn("deep", self -> {
                try {
                    return receiveAt(self, depth);
                } catch (StackOverflowError caught) {
                    self.yield(); // refused if it was the wait that failed
                    return "the calls were too many";
                }
            });
            works(coros);
            c.send("got");
            Outcome how = ended(c);
            boolean waited = how.equals(new Outcome.Returned("got"));
            boolean tooManyCalls = how.equals(new Outcome.Returned("the calls were too many"));
            boolean failed =
                    how instanceof Outcome.Failed f && f.failure().type().equals(StackOverflowError.class.getName());
            assertTrue(waited || tooManyCalls || failed, depth + ": " + how);
            works(coros);
        }
    }
}
