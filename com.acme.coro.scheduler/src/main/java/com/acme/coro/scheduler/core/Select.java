package com.acme.coro.scheduler.core;

import com.acme.coro.api.Wait;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.StageResult;
import com.acme.coro.scheduler.wait.StageWaiters;
import com.acme.coro.support.time.Timeouts;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Waits for several things: looks whether one has come about, and if none has, is told by whichever does first. */
final class Select {
    private Select() {}

    /**
     * What came about.
     *
     * @param index place of the wait among the arguments
     * @param value what it brought
     */
    record Done(int index, Object value) {}

    static Done first(LocalCoro c, WaitKind... waits) {
        c.mayWait(true);
        return first(c, new Progress(c, waits), waits);
    }

    static List<Object> all(LocalCoro c, WaitKind... waits) {
        var progress = new Progress(c, waits);
        var done = new Done[waits.length];
        boolean complete = false;
        c.mayWait(true);
        try {
            for (int n = 0; n < waits.length; n++) {
                Done d = first(c, progress, waits);
                done[d.index()] = d;
                progress.over[d.index()] = true;
            }
            complete = true;
        } finally {
            // the last first, so that each finds its place
            while (!complete && !progress.taken.isEmpty()) c.putBack(progress.taken.removeLast());
        }
        var values = new ArrayList<Object>(done.length);
        for (Done d : done) values.add(d.value());
        return Collections.unmodifiableList(values);
    }

    /** The kinds of a program's waits. */
    static WaitKind[] of(List<? extends Wait<?>> waits) {
        if (waits.isEmpty()) throw new IllegalArgumentException("there must be at least one thing to wait for");
        return waits.stream().map(WaitKind::of).toArray(WaitKind[]::new);
    }

    /** Passes by those that are over; adds a message to those taken. */
    private static Done first(LocalCoro c, Progress progress, WaitKind... waits) {
        boolean mail = Arrays.stream(waits).anyMatch(WaitKind.Message.class::isInstance);
        for (; ; ) {
            var waiter = new CoroWait<Object>("the first of ", waits.length, c);
            waiter.asSwapPoint();
            long mailEnd = c.mailEnd();
            // attach first and look then: what comes about in between is told
            var attached = new ArrayList<Runnable>(waits.length);
            try {
                for (int i = 0; i < waits.length; i++) {
                    if (!progress.over[i]) attach(i, waits[i], waiter, progress, attached);
                }
                Done now = look(c, progress, waits);
                if (now != null) return now;
                waiter.watchesMail = mail;
                waiter.mailSeen = mailEnd; // more than that came while we looked
                Object got = waiter.awaitUntil(progress.untilNext(waits), () -> {});
                if (got instanceof Done d) return settled(d);
            } finally {
                attached.forEach(Runnable::run);
            }
        }
    }

    private static void attach(
            int i, WaitKind wait, CoroWait<Object> waiter, Progress progress, List<Runnable> attached) {
        switch (wait) {
            case WaitKind.Thing t -> {
                var thing = t.thing();
                var one = new Callback<Object>("one of several", tell(i, waiter));
                if (thing.attach(one)) attached.add(() -> thing.detach(one));
            }
            case WaitKind.Stage s -> {
                var one = new Callback<StageResult>("one of several", tell(i, waiter)::accept);
                StageWaiters waiters = progress.waiters(i, s.stage());
                waiters.attach(one);
                attached.add(() -> waiters.detach(one));
            }
            case WaitKind.Time t -> {}
            case WaitKind.Message m -> {}
        }
    }

    private static Consumer<Object> tell(int i, Waiter<Object> waiter) {
        return value -> waiter.complete(new Done(i, value));
    }

    /** What has come about already and stands first; null if nothing has. */
    private static Done look(LocalCoro c, Progress progress, WaitKind... waits) {
        for (int i = 0; i < waits.length; i++) {
            if (progress.over[i]) continue;
            switch (waits[i]) {
                case WaitKind.Message m -> {
                    Mailbox.Taken message = c.search(m.wanted(), progress.looked(i));
                    if (message != null) {
                        progress.taken.add(message);
                        return new Done(i, message.message());
                    }
                }
                case WaitKind.Time t -> {
                    if (c.engine.time.nanos() - progress.deadlines[i] >= 0) return new Done(i, t.time());
                }
                case WaitKind.Thing t -> {
                    Optional<Object> value = (t.thing()).now();
                    if (value.isPresent()) return new Done(i, value.get());
                }
                case WaitKind.Stage s -> {
                    StageResult done = progress.waiters(i, s.stage()).done();
                    if (done != null) return settled(new Done(i, done));
                }
            }
        }
        return null;
    }

    /** What a stage brought, as its value or thrown. */
    private static Done settled(Done d) {
        return d.value() instanceof StageResult s ? new Done(d.index(), s.getUnchecked()) : d;
    }

    /** How far a call has come. */
    private static final class Progress {
        final LocalCoro c;
        final long[] deadlines;
        /** Which of the waits are over. */
        final boolean[] over;
        /** Up to where each wait for a message has looked, so that it looks at each message once; null for nowhere. */
        private final Mailbox.Cursor[] looked;

        private final StageWaiters[] waiters;
        /** The messages taken so far. */
        final Deque<Mailbox.Taken> taken = new ArrayDeque<>();

        Progress(LocalCoro c, WaitKind... waits) {
            this.c = c;
            deadlines = new long[waits.length];
            over = new boolean[waits.length];
            looked = new Mailbox.Cursor[waits.length];
            waiters = new StageWaiters[waits.length];
            long now = c.engine.time.nanos();
            for (int i = 0; i < waits.length; i++) {
                if (waits[i] instanceof WaitKind.Time t) deadlines[i] = now + Timeouts.nanos(t.time());
            }
        }

        Mailbox.Cursor looked(int i) {
            if (looked[i] == null) looked[i] = new Mailbox.Cursor();
            return looked[i];
        }

        StageWaiters waiters(int i, CompletionStage<?> stage) {
            if (waiters[i] == null) waiters[i] = c.runtime().stages.of(stage);
            return waiters[i];
        }

        long untilNext(WaitKind... waits) {
            long now = c.engine.time.nanos();
            long least = Timers.NEVER;
            for (int i = 0; i < waits.length; i++) {
                if (!over[i] && waits[i] instanceof WaitKind.Time)
                    least = Math.min(least, Math.max(1, deadlines[i] - now));
            }
            return least;
        }
    }
}
