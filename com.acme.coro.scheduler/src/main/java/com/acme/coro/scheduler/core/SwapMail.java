package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.SwapControl;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Converts what is in a mailbox that nobody takes from: its coroutine is between versions, or this is its own thread.
 * Conversion runs outside the lock; messages that come meanwhile are behind, and are converted too.
 */
final class SwapMail {
    /** A message that could not be converted. */
    record Misfit(LocalCoro coro, Object message, String reason) {
        void report(CoreRuntime runtime) {
            runtime.events.deadLetter(coro, message, Reason.NOT_TRANSFERABLE, reason);
        }

        SwapControl.Unfit asUnfit() {
            return new SwapControl.Unfit(coro, message.getClass().getName(), reason);
        }
    }

    private SwapMail() {}

    /** What could not be converted, were it tried now. */
    static List<Misfit> tryOut(LocalCoro c, Conversion conversion) {
        if (conversion == Conversion.NONE) return List.of();
        var misfits = new ArrayList<Misfit>(0);
        c.lock();
        List<Object> all = c.mailbox == null ? List.of() : c.mailbox.from(0);
        c.unlock();
        for (Object m : all) one(c, m, x -> conversion.attach(conversion.detach(x)), misfits::add);
        return misfits;
    }

    /** Converts all; those that cannot be are taken out, and told. */
    static void convert(LocalCoro c, UnaryOperator<Object> by, Consumer<Misfit> misfit) {
        var done = new ArrayList<Object>();
        int looked = 0;
        boolean changed = false;
        for (; ; ) {
            c.lock();
            Mailbox box = c.mailbox;
            List<Object> more = box == null ? List.of() : box.from(looked);
            if (more.isEmpty()) {
                List<ParkedWait<?>> admitted = changed ? box.replace(done) : List.of();
                c.unlock();
                for (ParkedWait<?> a : admitted) a.finish(com.acme.coro.api.SendResult.ACCEPTED);
                return;
            }
            c.unlock();
            looked += more.size();
            for (Object m : more) {
                Object now = one(c, m, by, misfit);
                if (now != null) done.add(now);
                changed |= now != m;
            }
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
