package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Swaps against senders")
class SwapRaceTest {
    private static final int SWAPS = 10_000;
    private static final int SENDERS = 4;

    private record Numbered(int sender, int n) {}

    /** The next number that is expected of each sender. */
    private static Object count(Self self, int[] expected) {
        self.swappable(() -> expected.clone());
        while (true) {
            switch (self.receive()) {
                case Numbered m -> {
                    if (m.n() != expected[m.sender()]++) throw new IllegalStateException(m + " came out of order");
                }
                default -> {
                    return expected;
                }
            }
        }
    }

    @CoroTest
    @DisplayName("10,000 swaps against senders on four threads: none lost, none twice, all in order")
    void shouldLoseNothing(CoroRuntime runtime, Scheduler coros) throws Exception {
        runtime.offer("a", (self, args) -> count(self, self.carried(int[].class).orElseGet(() -> new int[SENDERS])));
        runtime.offer("b", (self, args) -> count(self, self.carried(int[].class).orElseGet(() -> new int[SENDERS])));
        Coro counter = coros.spawn("counter", self -> count(self, new int[SENDERS]));
        var stop = new AtomicBoolean();
        var sent = new int[SENDERS];
        var senders = new ArrayList<Thread>();
        for (int i = 0; i < SENDERS; i++) {
            int me = i;
            senders.add(Thread.ofPlatform().start(() -> {
                while (!stop.get()) {
                    for (int k = 0; k < 20; k++) {
                        if (counter.send(new Numbered(me, sent[me])) == SendResult.ACCEPTED) sent[me]++;
                    }
                    Thread.yield();
                }
            }));
        }
        int applied = 0;
        for (int i = 0; i < SWAPS; i++) {
            if (counter.swap(i % 2 == 0 ? "a" : "b").await(Duration.ofSeconds(20)) instanceof SwapStatus.Applied)
                applied++;
        }
        stop.set(true);
        for (Thread t : senders) t.join();
        counter.send("end");
        var got = (int[]) counter.value(Duration.ofSeconds(60));
        for (int i = 0; i < SENDERS; i++) {
            assertEquals(sent[i], got[i]);
            assertTrue(sent[i] > 0);
        }
        assertEquals(SWAPS, applied);
    }
}
