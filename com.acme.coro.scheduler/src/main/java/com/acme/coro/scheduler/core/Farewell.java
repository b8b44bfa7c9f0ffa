package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.Exit;
import com.acme.coro.api.LinkedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SendResult;

/** Tells everybody that a coroutine has ended. */
final class Farewell {
    private Farewell() {}

    /** Everybody but those who join; undelivered messages are dead letters. Nobody changes the extras any more. */
    static void say(LocalCoro c, Outcome how, Mailbox left, Object undelivered, Extras x, Object work) {
        CoreRuntime runtime = c.engine.runtime;
        runtime.events.ended(c, how);
        runtime.endings.add(c, how, work, x);
        if (undelivered != null && isMessage(undelivered)) runtime.events.deadLetter(c, undelivered, Reason.UNREAD);
        if (left != null) {
            for (ParkedWait<?> room; (room = left.evict()) != null; )
                room.finish(new SendResult.Gone(c + " has ended"));
            while (left.size() > 0) runtime.events.deadLetter(c, left.take(), Reason.UNREAD);
        }
        if (x != null && x.swap != null) {
            boolean madeWay = x.swap.signal != null;
            if (x.swap.asked != null) x.swap.asked.refused(c.name + " has ended");
            if (x.swap.taken != null && madeWay) x.swap.taken.failed(c.name + " has ended");
            else if (x.swap.taken != null) x.swap.taken.refused(c.name + " has ended");
        }
        if (x != null) {
            for (String name : x.names) runtime.names.ended(name, c);
            if (!x.monitors.isEmpty()) {
                var exit = new Exit(c, how);
                for (Coro m : x.monitors) CoroReference.deliverExit(m, exit);
            }
            for (Coro other : x.links) {
                runtime.unlink(other, c);
                if (!how.normal()) other.raise(new LinkedException(new Exit(c, how)));
            }
        }
        runtime.exposed.remove(c);
        Group.removeEnded(c);
    }

    /** What a wait brings is a message, save for our own marks. */
    private static boolean isMessage(Object brought) {
        return !(brought instanceof Raised) && brought != LocalCoro.TIME_UP && brought != LocalCoro.LOOK_AGAIN;
    }
}
