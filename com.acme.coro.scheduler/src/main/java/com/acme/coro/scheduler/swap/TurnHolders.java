package com.acme.coro.scheduler.swap;

import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The coroutines that keep their scheduler's turn while others, which are to leave their code, wait for one. Each is
 * named by a warning at once. It is interrupted, and then detached: one of the bundle that is updated when the time for
 * quiescing is over, any other when the limit is reached. Confined to the thread that waits for all to leave.
 */
public final class TurnHolders {
    /** A turn that lasts so long holds the scheduler. */
    private static final long STUCK_NANOS = 100_000_000;
    /** For the turns after that of the holder. */
    private static final long FURTHER_NANOS = 1_000_000_000;

    private final CoreRuntime runtime;
    private final List<OfferedFunction> functions;
    /** Is told of a holder of the bundle before that ends. */
    private final Consumer<LocalCoro> ends;

    private final Map<LocalScheduler, Watch> watched = new IdentityHashMap<>();
    private final Set<LocalScheduler> wanted = new HashSet<>();
    private final List<String> texts = new ArrayList<>();

    /** The present turn of one scheduler. */
    private static final class Watch {
        long turns = -1;
        LocalCoro holder;
        /** When this turn was seen first. */
        long since;
        /** What was said of it; empty for nothing. */
        String text = "";
        /** Where that stands among the texts. */
        int place;
        /** When it was interrupted; 0 for not yet. */
        long interruptedAt;

        boolean stuck;
    }

    TurnHolders(CoreRuntime runtime, List<OfferedFunction> functions, Consumer<LocalCoro> ends) {
        this.ends = ends;
        this.runtime = runtime;
        this.functions = functions;
    }

    /** A coroutine of a scheduler waits for its turn, at the time of the next {@link #look}. */
    void keepsWaiting(LocalScheduler e) {
        wanted.add(e);
    }

    /** Whether a coroutine held the scheduler at the last look. */
    boolean stuck(LocalScheduler e) {
        Watch w = watched.get(e);
        return w != null && w.stuck;
    }

    void look(long now, long ownUntil, long othersUntil) {
        for (LocalScheduler e : runtime.schedulers()) {
            Watch w = watched.computeIfAbsent(e, k -> new Watch());
            LocalCoro c = e.current();
            long turns = e.engine.turnsGiven();
            if (c == null || c != w.holder || turns != w.turns) {
                begin(w, c, turns, now);
                continue;
            }
            w.stuck = now - w.since >= STUCK_NANOS;
            if (!w.stuck || !wanted.contains(e)) continue;
            tell(e, w, c, now);
            if (now - (ofTheBundle(c) ? ownUntil : othersUntil) >= 0) free(e, w, c, now);
        }
        wanted.clear();
    }

    private static void begin(Watch w, LocalCoro c, long turns, long now) {
        w.holder = c;
        w.turns = turns;
        w.since = now;
        w.text = "";
        w.interruptedAt = 0;
        w.stuck = false;
    }

    private void tell(LocalScheduler e, Watch w, LocalCoro c, long now) {
        long ms = (now - w.since) / 1_000_000;
        if (w.text.isEmpty()) {
            w.place = texts.size();
            texts.add("");
            Thread t = c.thread;
            StackTraceElement[] stack = t == null ? new StackTraceElement[0] : t.getStackTrace();
            runtime.events.longTurn(c, Duration.ofMillis(ms), stack);
            w.text = c.name + " of " + runtime.bundleOf(c) + " held scheduler " + e.name + " at " + Snapshots.where(c);
            runtime.logs
                    .logger("com.acme.coro.scheduler")
                    .warn("an update waits for a scheduler: functions={}, as {}", names(), w.text);
        }
        texts.set(w.place, w.text + " for " + ms + " ms");
    }

    private List<String> names() {
        return functions.stream().map(OfferedFunction::name).distinct().toList();
    }

    private void free(LocalScheduler e, Watch w, LocalCoro c, long now) {
        String reason = "it held scheduler " + e.name + " while "
                + functions.stream().map(OfferedFunction::bundle).findFirst().orElse("a bundle") + " was updated";
        if (w.interruptedAt == 0) {
            w.interruptedAt = now;
            if (ofTheBundle(c)) {
                ends.accept(c);
                c.end(new Outcome.CodeGone(reason), reason);
            }
            c.interruptToEnd();
        } else if (now - w.interruptedAt >= e.settings.stopGrace().toNanos()) {
            w.interruptedAt = now;
            texts.set(w.place, texts.get(w.place) + ", and was detached");
            runtime.detached().detach(c, new Outcome.Detached(reason + ", and it went on at " + Snapshots.where(c)));
        }
    }

    private boolean ofTheBundle(LocalCoro c) {
        FunctionOffer f = c.function();
        for (OfferedFunction g : functions) {
            boolean same = f != null
                    ? f.bundleId() == g.bundleId()
                    : g.bundleId() != 0 && g.bundle().startsWith(c.group.owner() + " ");
            if (same) return true;
        }
        return false;
    }

    /** How long it may take, once the limit is reached, to free all schedulers. */
    long timeToFree() {
        long most = 0;
        for (LocalScheduler e : runtime.schedulers())
            most = Math.max(most, e.settings.stopGrace().toNanos());
        return 4 * most + FURTHER_NANOS;
    }

    /** Why a coroutine had no turn, for display. */
    String because(LocalScheduler e) {
        Watch w = watched.get(e);
        return w == null || w.text.isEmpty() ? ": scheduler " + e.name + " was busy" : ": " + w.text;
    }

    /** All that held a scheduler, for display. */
    List<String> texts() {
        return List.copyOf(texts);
    }
}
