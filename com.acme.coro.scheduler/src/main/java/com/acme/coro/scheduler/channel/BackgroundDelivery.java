package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/** Delivers one message to the subscribers of a channel whose mailboxes are full, in the background. */
final class BackgroundDelivery {
    private final String name;
    private final int n;
    private final Deadline deadline;
    private final Parking parking;
    private final BiFunction<String, CoroBody, Coro> spawn;

    // guarded by this
    private int accepted;
    private int open;
    /** Completed when enough have taken the message, or nobody is left who might; null if nobody waits for that. */
    private Waiter<Boolean> waiter;

    /**
     * For one message.
     *
     * @param channel where it was sent
     * @param n how many must have taken it before the sender goes on, 0 for all
     * @param deadline when to stop
     * @param parking suspends the sender
     * @param spawn starts a daemon coroutine
     */
    BackgroundDelivery(
            String channel, int n, Deadline deadline, Parking parking, BiFunction<String, CoroBody, Coro> spawn) {
        this.name = "channel " + channel;
        this.n = n;
        this.deadline = deadline;
        this.parking = parking;
        this.spawn = spawn;
    }

    /** Returns how many took the message, those before included, when they are enough or the time is up. */
    int work(int before, List<PendingDelivery> all) {
        int took = before;
        List<PendingDelivery> late = all;
        if (late.size() > 1 && !enough(took) && !deadline.left().isZero()) {
            // those who only lacked a turn make room now, which is a lot cheaper than what follows
            giveWay();
            late = new ArrayList<>();
            for (PendingDelivery each : all) {
                OptionalInt now = each.now();
                if (now.isPresent()) took += now.getAsInt();
                else late.add(each);
            }
        }
        boolean alone = late.size() == 1 && !enough(took);
        if (!alone && !late.isEmpty() && !deadline.left().isZero()) return sideBySide(took, late);
        for (PendingDelivery each : late) took += each.within(deadline.left());
        return took;
    }

    private boolean enough(int took) {
        return n > 0 && took >= n;
    }

    /** Lets every coroutine that is ready run once. */
    private void giveWay() {
        Waiter<Boolean> turn = parking.waiter("room in mailboxes");
        Coro last = spawn.apply(name, self -> turn.complete(true));
        turn.await(deadline.left(), () -> last.terminate("nobody waits for its turn"));
    }

    /** Each in a coroutine of its own: whichever has room first gets the message first. */
    private int sideBySide(int before, List<PendingDelivery> late) {
        Waiter<Boolean> mine = enough(before) ? null : parking.waiter("room in mailboxes");
        synchronized (this) {
            accepted = before;
            open = late.size();
            waiter = mine;
        }
        var workers = new ArrayList<Coro>(late.size());
        for (PendingDelivery each : late) {
            workers.add(spawn.apply(name, self -> {
                int took = 0;
                try {
                    took = each.within(deadline.left());
                } finally {
                    over(took);
                }
                return null;
            }));
        }
        if (mine != null) await(mine, workers);
        synchronized (this) {
            return accepted;
        }
    }

    private void await(Waiter<Boolean> mine, List<Coro> workers) {
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
            if (open == 0 || enough(accepted)) woken = waiter;
        }
        if (woken != null) woken.complete(true);
    }
}
