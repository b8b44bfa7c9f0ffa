package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.ToIntFunction;

/** What of one message has to wait for room, side by side: each in a coroutine of its own. */
final class Backlog {
    private final Parking parking;
    private final BiFunction<String, CoroBody, Coro> spawn;

    // guarded by this
    private int accepted;
    private int open;
    private int enough;
    /** Completed when enough have taken the message, or nobody is left who might; null if nobody waits for that. */
    private Waiter<Boolean> waiter;

    Backlog(Parking parking, BiFunction<String, CoroBody, Coro> spawn) {
        this.parking = parking;
        this.spawn = spawn;
    }

    /**
     * Sees to the rest of a message.
     *
     * @param name the channel's, for people
     * @param spread what was done already, and what is late
     * @param n after how many to return, 0 for all
     * @param deadline when to stop
     * @return how many took it so far
     */
    int work(String name, Spread spread, int n, Deadline deadline) {
        List<ToIntFunction<Duration>> late = spread.late();
        if (deadline.left().isZero()) {
            int more = 0;
            for (ToIntFunction<Duration> each : late) more += each.applyAsInt(Duration.ZERO);
            return spread.accepted() + more;
        }
        boolean waits = n == 0 || spread.accepted() < n;
        if (waits && late.size() == 1) return spread.accepted() + late.get(0).applyAsInt(deadline.left());
        Waiter<Boolean> mine = waits ? parking.waiter("room in mailboxes") : null;
        synchronized (this) {
            accepted = spread.accepted();
            open = late.size();
            enough = n == 0 ? Integer.MAX_VALUE : n;
            waiter = mine;
        }
        var workers = new ArrayList<Coro>(late.size());
        for (ToIntFunction<Duration> each : late) {
            workers.add(spawn.apply("channel " + name, self -> {
                int took = 0;
                try {
                    took = each.applyAsInt(deadline.left());
                } finally {
                    over(took);
                }
                return null;
            }));
        }
        if (waits) await(mine, workers, deadline);
        synchronized (this) {
            return accepted;
        }
    }

    private static void await(Waiter<Boolean> mine, List<Coro> workers, Deadline deadline) {
        boolean whole = false;
        try {
            mine.await(deadline.left(), () -> {});
            whole = true;
        } finally {
            // raised or terminated: what has not been delivered is withdrawn. When only the time is up they end by
            // themselves, and report what was missed
            if (!whole) workers.forEach(w -> w.terminate("the delivery was given up"));
        }
    }

    private void over(int took) {
        Waiter<Boolean> woken = null;
        synchronized (this) {
            accepted += took;
            open--;
            if (open == 0 || accepted >= enough) woken = waiter;
        }
        if (woken != null) woken.complete(true);
    }
}
