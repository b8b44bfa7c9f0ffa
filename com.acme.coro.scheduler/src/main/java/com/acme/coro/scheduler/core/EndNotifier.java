package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Exit;
import com.acme.coro.api.LinkedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SendResult;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.Iterator;
import java.util.function.Consumer;

/**
 * What follows the end of a coroutine: its resources are closed, and everything is told. Each step is independent of what
 * the others throw. By the coroutine's own thread in its turn, where there are many to tell in several turns; by another
 * thread for a coroutine that was cut off.
 */
final class EndNotifier implements Runnable {
    /** After so many are told in one turn, others have theirs. */
    private static final int A_TURN = 256;

    private final LocalCoro c;
    private final CoreRuntime runtime;
    private final Outcome how;
    /** Not changed any more, save for resources and joiners. */
    private RareState extras;

    private Mailbox left;
    private Object undelivered;
    private int told;

    /** Made before the coroutine ends: from then on nothing may be missing. */
    EndNotifier(LocalCoro c, Outcome how) {
        this.c = c;
        this.runtime = c.runtime();
        this.how = how;
    }

    Outcome outcome() {
        return how;
    }

    /** With the coroutine's lock held, as it ends. */
    void of(Mailbox unread, Object brought, RareState rest) {
        left = unread;
        undelivered = brought;
        extras = rest;
    }

    @Override
    public void run() {
        for (int part = 0; part <= LAST; part++) {
            try {
                say(part);
            } catch (Throwable t) {
                report(c, t);
            }
        }
    }

    private static final int LAST = 11;

    private void say(int part) {
        switch (part) {
            case 0 -> BodyCompletion.closeResources(c);
            case 1 -> runtime.events.ended(c, how);
            case 2 -> runtime.endings.add(c, how, c.work, extras);
            case 3 -> evict();
            case 4 -> deadLetters();
            case 5 -> refuseSwaps();
            case 6 -> tellMonitors();
            case 7 -> tellLinks();
            case 8 -> runtime.exposed.remove(c);
            case 9 -> BundleGroup.removeEnded(c);
            case 10 -> c.tellJoiners(how);
            case LAST -> runtime.released(c.takeWork());
            default -> throw new IllegalStateException("there is no such part: " + part);
        }
    }

    private void evict() {
        if (left == null) return;
        for (ParkedWait<?> room; (room = left.evict()) != null; )
            each(r -> r.finish(new SendResult.Gone(c + " has ended")), room);
    }

    private void deadLetters() {
        if (undelivered != null && isMessage(undelivered)) unread(undelivered);
        while (left != null && left.size() > 0) unread(left.take());
    }

    private void unread(Object message) {
        each(m -> runtime.events.deadLetter(c, m, Reason.UNREAD), message);
    }

    private void refuseSwaps() {
        SwapState seat = extras == null ? null : extras.swap;
        if (seat == null) return;
        String reason = c.name + " has ended";
        if (seat.asked != null) step(c, () -> seat.asked.refused(reason));
        if (seat.taken == null) return;
        if (seat.signal != null) seat.taken.failed(reason);
        else seat.taken.refused(reason);
    }

    private void tellMonitors() {
        if (extras == null) return;
        for (String name : extras.names) each(n -> runtime.names.ended(n, c), name);
        if (extras.monitors.isEmpty()) return;
        var exit = new Exit(c, how);
        all(extras.monitors.iterator(), m -> CoroReference.deliverExit(m, exit));
    }

    private void tellLinks() {
        if (extras == null || extras.links.isEmpty()) return;
        all(extras.links.iterator(), other -> {
            runtime.unlink(other, c);
            if (!how.normal()) other.raise(new LinkedException(new Exit(c, how)));
        });
    }

    private void all(Iterator<Coro> coros, Consumer<Coro> one) {
        while (coros.hasNext()) each(one, coros.next());
    }

    private <T> void each(Consumer<T> one, T to) {
        try {
            one.accept(to);
            if (++told % A_TURN == 0) pause();
        } catch (Throwable t) {
            report(c, t);
        }
    }

    /** Others have a turn, if this is one. */
    private void pause() {
        if (!c.running()) return;
        c.engine.ready(c);
        c.engine.relinquish(c);
    }

    /** Does one step of what follows an end; what it throws is logged, and goes no further. */
    static void step(LocalCoro c, Foreign.Action action) {
        Throwable t = Foreign.thrownBy(action);
        if (t != null) report(c, t);
    }

    static void report(LocalCoro c, Throwable t) {
        if (t instanceof CoroSignal || t instanceof DetachedException) return;
        var unused = Foreign.thrownBy(() -> c.runtime().events.cleanupFailed(c, BodyCompletion.failure(t)));
    }

    /** What a wait brings is a message, save for our own marks. */
    private static boolean isMessage(Object brought) {
        return !(brought instanceof InjectedThrowable)
                && brought != LocalCoro.TIME_UP
                && brought != LocalCoro.LOOK_AGAIN;
    }
}
