package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.Restart;
import java.util.concurrent.TimeUnit;

/**
 * When a coroutine that was started together with its function begins anew, and how long it rests before.
 *
 * @param restart after which outcomes
 * @param backoff before the second restart in a row, in milliseconds; doubled each time
 * @param maxBackoff limit of that, in milliseconds; a run that lasts as long ends the row
 */
public record RestartRule(Restart restart, long backoff, long maxBackoff) {
    /** It ends. */
    public static final RestartRule NEVER = new RestartRule(Restart.TEMPORARY, 0, 0);

    /** One that was terminated or cut off, or whose code has gone, has ended: somebody wanted that. */
    boolean startsAfter(Outcome how) {
        return switch (how) {
            case Outcome.Failed failed -> restart != Restart.TEMPORARY;
            case Outcome.Returned returned -> restart == Restart.PERMANENT;
            default -> false;
        };
    }

    long maxBackoffNanos() {
        return TimeUnit.MILLISECONDS.toNanos(maxBackoff);
    }

    /** None before the first of a row, then doubled each time up to the limit. */
    long delayNanos(int before) {
        if (before == 0) return 0;
        int doublings = before - 1;
        boolean countable = backoff > 0 && doublings < Long.numberOfLeadingZeros(backoff) - 1;
        return TimeUnit.MILLISECONDS.toNanos(
                backoff == 0 ? 0 : countable ? Math.min(maxBackoff, backoff << doublings) : maxBackoff);
    }
}
