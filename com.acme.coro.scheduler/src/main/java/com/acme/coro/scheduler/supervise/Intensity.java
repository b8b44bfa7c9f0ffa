package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.support.time.Timeouts;
import java.util.ArrayDeque;
import java.util.OptionalLong;

/** How often children had to be started again of late. Of the supervisor's coroutine. */
final class Intensity {
    private final int max;
    private final long period;
    private final long backoff;
    private final long maxBackoff;
    /** When, for those within the period; no more than one above the limit. */
    private final ArrayDeque<Long> recent = new ArrayDeque<>();

    Intensity(SupervisorSpec spec) {
        max = spec.maxRestarts();
        period = Timeouts.nanos(spec.period());
        backoff = Timeouts.nanos(spec.backoff());
        maxBackoff = Timeouts.nanos(spec.maxBackoff());
    }

    /** Counts one; how many nanoseconds to wait before it, or empty if it is one too many. */
    OptionalLong count(long now) {
        while (!recent.isEmpty() && now - recent.peekFirst() >= period) recent.removeFirst();
        recent.addLast(now);
        int n = recent.size();
        return n > max ? OptionalLong.empty() : OptionalLong.of(delay(n));
    }

    /** None before the first, then doubled each time up to the limit. */
    private long delay(int n) {
        if (n == 1 || backoff == 0) return 0;
        int doublings = n - 2;
        boolean countable = doublings < Long.numberOfLeadingZeros(backoff) - 1;
        return countable ? Math.min(maxBackoff, backoff << doublings) : maxBackoff;
    }
}
