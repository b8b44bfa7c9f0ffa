package com.acme.coro.scheduler.swap;

import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Converts what is in a mailbox that nobody takes from: its coroutine is between versions, or this is its own thread.
 * Conversion runs outside the lock; messages that come meanwhile are behind, and are converted too.
 */
public final class MailboxConversion {
    /** A message that could not be converted. */
    record Misfit(LocalCoro coro, Object message, String reason) {
        void report(CoreRuntime runtime) {
            runtime.events.deadLetter(coro, message, Reason.NOT_TRANSFERABLE, reason);
        }

        SwapControl.Unfit asUnfit() {
            return new SwapControl.Unfit(coro, message.getClass().getName(), reason);
        }
    }

    private MailboxConversion() {}

    /** What could not be converted, were it tried now. */
    static List<Misfit> tryOut(LocalCoro c, Conversion conversion) {
        if (conversion == Conversion.NONE) return List.of();
        var misfits = new ArrayList<Misfit>(0);
        for (Object m : messages(c, 0)) one(c, m, x -> conversion.attach(conversion.detach(x)), misfits::add);
        return misfits;
    }

    /** Converts all; those that cannot be are taken out, and told. */
    static void convert(LocalCoro c, UnaryOperator<Object> by, Consumer<Misfit> misfit) {
        var done = new ArrayList<Object>();
        int looked = 0;
        boolean changed = false;
        for (; ; ) {
            List<Object> more = messages(c, looked);
            if (more.isEmpty()) {
                if (changed && !replaced(c, looked, done)) continue;
                c.admitAll();
                return;
            }
            looked += more.size();
            for (Object m : more) {
                Object now = one(c, m, by, misfit);
                if (now != null) done.add(now);
                changed |= now != m;
            }
        }
    }

    /** What is in the mailbox from a place on. */
    private static List<Object> messages(LocalCoro c, int place) {
        c.lock();
        try { // this takes memory
            return c.mailbox == null ? List.of() : c.mailbox.from(place);
        } finally {
            c.unlock();
        }
    }

    /** Puts others into the place of so many messages, unless more have come. */
    private static boolean replaced(LocalCoro c, int looked, List<Object> others) {
        c.lock();
        try { // likewise
            boolean all = c.mailbox == null || c.mailbox.size() == looked;
            if (all && c.mailbox != null) c.mailbox.replace(others);
            return all;
        } finally {
            c.unlock();
        }
    }

    /** Null if it could not be. */
    private static Object one(LocalCoro c, Object message, UnaryOperator<Object> by, Consumer<Misfit> misfit) {
        try {
            return by.apply(message);
        } catch (RuntimeException | Error e) { // of the user's types, too: nobody waits for ever for what they throw
            String reason = e instanceof CoroException ? String.valueOf(e.getMessage()) : String.valueOf(e);
            misfit.accept(new Misfit(c, message, reason));
            return null;
        }
    }
}
