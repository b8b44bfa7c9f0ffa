package com.acme.coro.scheduler.channel;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.TreeSet;

/**
 * Who subscribes to one channel, in order, and who waits for more of them.
 *
 * <p>Senders read an array that is made anew after a change, so that a crowd may subscribe or leave one by one without
 * an array for each.
 */
final class Subscribers {
    /** All of them at one moment. Nobody writes to the arrays. */
    record Now(Coro[] coros, Channel[] channels) {
        static final Now NOBODY = new Now(new Coro[0], new Channel[0]);
    }

    /** Below so many it is not worth looking for those that have ended. */
    private static final int CROWD = 64;

    /** A deliver that waits for n subscribers; the number tells those apart that wait for as many. */
    private record Awaiting(int n, long number, Waiter<Boolean> waiter) {}

    private final Parking parking;

    // guarded by this
    private final LinkedHashSet<Coro> coros = new LinkedHashSet<>();
    private final LinkedHashSet<Channel> channels = new LinkedHashSet<>();
    /** Those that wait for fewest first. */
    private final TreeSet<Awaiting> awaiting =
            new TreeSet<>(Comparator.comparingInt(Awaiting::n).thenComparingLong(Awaiting::number));

    private long numbers;
    /** From so many on it is looked for those that have ended; twice as many as there were then. */
    private int crowd = CROWD;

    private int crowdOfChannels = CROWD;

    /** Null after a change. Written under the lock of this. */
    private volatile Now now = Now.NOBODY;

    /** Written under the lock of this. */
    private volatile boolean closed;

    Subscribers(Parking parking) {
        this.parking = parking;
    }

    boolean closed() {
        return closed;
    }

    Now now() {
        Now read = now;
        return read != null ? read : remake();
    }

    private synchronized Now remake() {
        if (now == null) now = new Now(coros.toArray(new Coro[0]), channels.toArray(new Channel[0]));
        return now;
    }

    boolean add(Coro coro, String channel) {
        prune(crowded());
        synchronized (this) {
            refuseClosed(channel);
            return changed(coros.add(coro));
        }
    }

    boolean add(Channel subscriber, String channel) {
        synchronized (this) {
            refuseClosed(channel);
            if (channels.size() >= crowdOfChannels) {
                dropClosed();
                crowdOfChannels = Math.max(CROWD, 2 * channels.size());
            }
            if (channels.add(subscriber)) return changed(true);
            // a closed one may have left its name to this one, and is equal to it then
            dropClosed();
            return changed(channels.add(subscriber));
        }
    }

    private void refuseClosed(String channel) {
        if (closed) throw new CoroClosedException("the channel is closed: name=" + channel);
    }

    /** With the lock held. */
    private boolean changed(boolean really) {
        if (!really) return false;
        now = null;
        int n = size();
        while (!awaiting.isEmpty() && awaiting.first().n() <= n)
            awaiting.removeFirst().waiter().complete(true);
        return true;
    }

    synchronized boolean remove(Object subscriber) {
        boolean was = coros.remove(subscriber) || channels.remove(subscriber);
        if (was) now = null;
        return was;
    }

    /** How many there are that have not ended. */
    int count() {
        prune(true);
        synchronized (this) {
            return size();
        }
    }

    private int size() {
        return coros.size() + channels.size();
    }

    private synchronized boolean crowded() {
        return coros.size() >= crowd;
    }

    /** Removes those that have ended. Asks them outside the lock. */
    private void prune(boolean really) {
        if (!really) return;
        Now all = now();
        for (Coro coro : all.coros()) {
            if (!coro.alive()) remove(coro);
        }
        synchronized (this) {
            dropClosed();
            crowd = Math.max(CROWD, 2 * coros.size());
        }
    }

    /** Removes channels that are closed. */
    synchronized void dropClosed() {
        if (channels.removeIf(c -> c instanceof LocalChannel local && local.closed())) now = null;
    }

    /** Waits until there are n; false if the time is up before, or the channel is closed. */
    boolean await(int n, Deadline deadline) {
        while (count() < n) {
            Waiter<Boolean> waiter = parking.waiter("subscribers");
            Awaiting mine;
            synchronized (this) {
                if (closed) return false;
                if (size() >= n) continue;
                mine = new Awaiting(n, numbers++, waiter);
                awaiting.add(mine);
            }
            if (waiter.await(deadline.left(), () -> forget(mine)).isEmpty()) return false;
        }
        return !closed;
    }

    private synchronized void forget(Awaiting mine) {
        awaiting.remove(mine);
    }

    /** Drops everybody; false if that was done before. */
    boolean close() {
        List<Awaiting> all;
        synchronized (this) {
            if (closed) return false;
            closed = true;
            coros.clear();
            channels.clear();
            now = Now.NOBODY;
            all = List.copyOf(awaiting);
            awaiting.clear();
        }
        for (Awaiting a : all) a.waiter().complete(false);
        return true;
    }
}
