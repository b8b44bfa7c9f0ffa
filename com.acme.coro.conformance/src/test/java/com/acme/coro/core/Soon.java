package com.acme.coro.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import java.time.Duration;

/** How long tests wait for what must come at once: never reached by those that pass. */
final class Soon {
    static final Duration SOON = Duration.ofSeconds(10);
    static final Duration SECOND = Duration.ofSeconds(1);

    private Soon() {}

    /** How a coroutine ended, which it must have done soon. */
    static Outcome ended(Coro c) {
        return c.tryJoin(SOON).orElseThrow(() -> new AssertionError("has not ended: " + c));
    }

    /** Gives all that are ready now a turn, in real time. */
    static void allHadATurn(Scheduler coros) {
        ended(coros.spawn("last in the queue", self -> null));
    }

    static Duration seconds(long n) {
        return Duration.ofSeconds(n);
    }

    static Duration millis(long n) {
        return Duration.ofMillis(n);
    }
}
