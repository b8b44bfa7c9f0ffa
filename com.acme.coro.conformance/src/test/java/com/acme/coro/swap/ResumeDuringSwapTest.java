package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A suspended coroutine that looks at a swap")
class ResumeDuringSwapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int ROUNDS = 10_000;

    @CoroTest
    @DisplayName("is woken by whoever resumes it as soon as the swap was refused")
    void shouldBeResumedAfterARefusedSwap(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            self.swappable(() -> {
                throw new IllegalStateException("no state today");
            });
            int woken = 0;
            while (self.suspend().equals("again")) woken++;
            return woken;
        });
        for (int round = 0; round < ROUNDS; round++) {
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            assertInstanceOf(SwapStatus.Refused.class, c.swap("v2").await(SOON));
            assertEquals(Resumed.WOKEN, c.resume("again"), "round " + round);
        }
        coros.spawn("last in the queue", self -> null).tryJoin(SOON);
        c.resume("enough");
        assertEquals(ROUNDS, c.value(SOON));
    }
}
