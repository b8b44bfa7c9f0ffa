package com.acme.coro.scheduler.core;

import com.acme.coro.api.Wait;
import com.acme.coro.api.spi.Waiter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Waits for several things: looks whether one has come about, and if none has, is told by whichever does first. */
final class Several {
    private Several() {}

    static Wait.Done first(LocalCoro c, Wait... waits) {
        check(waits);
        c.throwDueBeforeLooking();
        return first(c, deadlines(c, waits), new boolean[waits.length], new ArrayDeque<>(), waits);
    }

    static List<Wait.Done> all(LocalCoro c, Wait... waits) {
        check(waits);
        long[] deadlines = deadlines(c, waits);
        var done = new Wait.Done[waits.length];
        var over = new boolean[waits.length];
        var taken = new ArrayDeque<Mailbox.Taken>();
        boolean complete = false;
        c.throwDueBeforeLooking();
        try {
            for (int n = 0; n < waits.length; n++) {
                Wait.Done d = first(c, deadlines, over, taken, waits);
                done[d.index()] = d;
                over[d.index()] = true;
            }
            complete = true;
        } finally {
            // the last first, so that each finds its place
            while (!complete && !taken.isEmpty()) c.putBack(taken.removeLast());
        }
        return Arrays.asList(done);
    }

    private static void check(Wait... waits) {
        Objects.requireNonNull(waits, "waits");
        if (waits.length == 0) throw new IllegalArgumentException("there must be at least one thing to wait for");
        for (Wait w : waits) {
            Objects.requireNonNull(w, "wait");
            if (w instanceof Wait.OfThing t && !(t.thing() instanceof Attachable)) {
                throw new IllegalArgumentException("this cannot be waited for: " + t.thing());
            }
        }
    }

    private static long[] deadlines(LocalCoro c, Wait... waits) {
        long now = c.engine.time.nanos();
        var deadlines = new long[waits.length];
        for (int i = 0; i < waits.length; i++) {
            if (waits[i] instanceof Wait.OfTime t) deadlines[i] = now + Times.nanos(t.time());
        }
        return deadlines;
    }

    /** Those that are over are passed by; a message is added to those taken. */
    private static Wait.Done first(
            LocalCoro c, long[] deadlines, boolean[] over, Deque<Mailbox.Taken> taken, Wait... waits) {
        for (; ; ) {
            var waiter = new CoroWait<Object>("the first of " + waits.length, c);
            waiter.swapPoint = true;
            int mail = c.mail();
            // attach first and look then: what comes about in between is told
            var attached = new ArrayList<Runnable>(waits.length);
            try {
                for (int i = 0; i < waits.length; i++) {
                    if (!over[i]) attach(i, waits[i], waiter, attached);
                }
                Wait.Done now = look(c, deadlines, over, taken, waits);
                if (now != null) return now;
                waiter.watchesMail = Arrays.stream(waits).anyMatch(Wait.OfMessage.class::isInstance);
                waiter.mailSeen = mail; // more than that came while we looked
                Object got = waiter.awaitUntil(untilNext(c, deadlines, over, waits), () -> {});
                if (got instanceof Wait.Done d) return settled(d);
            } finally {
                attached.forEach(Runnable::run);
            }
        }
    }

    private static void attach(int i, Wait wait, CoroWait<Object> waiter, List<Runnable> attached) {
        switch (wait) {
            case Wait.OfThing t -> {
                var thing = (Attachable) t.thing();
                var one = new Callback<Object>("one of several", tell(i, waiter));
                if (thing.attach(one)) attached.add(() -> thing.detach(one));
            }
            case Wait.OfStage s -> {
                var one = new Callback<Stages.Done>("one of several", tell(i, waiter)::accept);
                Stages.attach(s.stage(), one);
                attached.add(one::claim);
            }
            case Wait.OfTime t -> {}
            case Wait.OfMessage m -> {}
        }
    }

    private static Consumer<Object> tell(int i, Waiter<Object> waiter) {
        return value -> waiter.complete(new Wait.Done(i, value));
    }

    /** What has come about already and stands first; null if nothing has. */
    private static Wait.Done look(
            LocalCoro c, long[] deadlines, boolean[] over, Deque<Mailbox.Taken> taken, Wait... waits) {
        for (int i = 0; i < waits.length; i++) {
            if (over[i]) continue;
            switch (waits[i]) {
                case Wait.OfMessage m -> {
                    Mailbox.Taken message = c.search(m.wanted());
                    if (message != null) {
                        taken.add(message);
                        return new Wait.Done(i, message.message());
                    }
                }
                case Wait.OfTime t -> {
                    if (c.engine.time.nanos() - deadlines[i] >= 0) return new Wait.Done(i, true);
                }
                case Wait.OfThing t -> {
                    Optional<Object> value = ((Attachable) t.thing()).now();
                    if (value.isPresent()) return new Wait.Done(i, value.get());
                }
                case Wait.OfStage s -> {
                    var future = s.stage().toCompletableFuture();
                    if (future.isDone()) {
                        return settled(
                                new Wait.Done(i, future.handle(Stages.Done::new).join()));
                    }
                }
            }
        }
        return null;
    }

    /** What a stage brought, as its value or thrown. */
    private static Wait.Done settled(Wait.Done d) {
        return d.value() instanceof Stages.Done s ? new Wait.Done(d.index(), s.getUnchecked()) : d;
    }

    private static long untilNext(LocalCoro c, long[] deadlines, boolean[] over, Wait... waits) {
        long now = c.engine.time.nanos();
        long least = Timers.NEVER;
        for (int i = 0; i < waits.length; i++) {
            if (!over[i] && waits[i] instanceof Wait.OfTime) least = Math.min(least, Math.max(1, deadlines[i] - now));
        }
        return least;
    }
}
