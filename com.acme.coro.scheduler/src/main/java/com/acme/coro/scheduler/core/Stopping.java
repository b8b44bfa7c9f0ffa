package com.acme.coro.scheduler.core;

import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Ends coroutines that must go: asks them, interrupts those that do not go within the grace, and cuts off those that do
 * not go within it again. The graces are of real time: this waits for threads.
 */
final class Stopping {
    private static final SystemTime CLOCK = new SystemTime();
    private static final String WHAT = "coroutines to end";

    private Stopping() {}

    /** Returns when all have their outcome. A calling coroutine gives up the baton; if it must go itself, it is cut off. */
    static void end(CoreRuntime runtime, Predicate<LocalCoro> which, Outcome how, String reason) {
        var left = new ArrayList<LocalCoro>();
        for (Engine e : runtime.engines()) {
            for (LocalCoro c : CoreRuntime.all(e)) if (which.test(c)) left.add(c);
        }
        end(runtime, left, how, reason);
    }

    static void end(CoreRuntime runtime, List<LocalCoro> all, Outcome how, String reason) {
        LocalCoro caller = runtime.cutOffCaller() ? null : runtime.currentCoro();
        var left = new ArrayList<>(all);
        if (left.remove(caller)) runtime.detach(caller, how);
        for (LocalCoro c : left) c.end(how, reason);
        left.removeIf(c -> c.outcome() != null);
        if (left.isEmpty()) return;
        long grace = left.stream()
                .map(c -> c.engine.settings.stopGrace())
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .toNanos();
        awaitAll(runtime, left, grace);
        left.forEach(LocalCoro::interruptToEnd);
        awaitAll(runtime, left, grace);
        for (LocalCoro c : left) {
            // one that never ran has no code to be cut off from
            if (c.thread == null) runtime.detach(c, how);
            else runtime.detach(c, new Outcome.Detached(reason + ", and it went on at " + where(c)));
        }
    }

    /** Where a coroutine is, for people. */
    static String where(LocalCoro c) {
        Thread t = c.thread;
        StackTraceElement[] stack = t == null ? new StackTraceElement[0] : t.getStackTrace();
        return Arrays.stream(stack)
                .dropWhile(e -> e.getModuleName() != null && e.getModuleName().startsWith("java."))
                .limit(3)
                .map(StackTraceElement::toString)
                .reduce((a, b) -> a + " < " + b)
                .orElse("an unknown place");
    }

    /**
     * Waits until all have ended, removing those that have. Nothing cuts this short: what is raised in a calling
     * coroutine meanwhile is due at its next wait.
     */
    private static void awaitAll(CoreRuntime runtime, List<LocalCoro> left, long nanos) {
        if (left.isEmpty()) return;
        await(runtime, nanos, done -> {
            var count = new AtomicInteger(left.size());
            for (LocalCoro c : left) {
                c.whenEnded(new Callback<Outcome>("the end", how -> {
                    if (count.decrementAndGet() == 0) done.complete(true);
                }));
            }
        });
        left.removeIf(c -> c.outcome() != null);
    }

    /**
     * Waits for what coroutines are to do, within a call of the framework. A calling coroutine gives up the baton;
     * nothing cuts this short.
     *
     * @param arm is given what to complete when it is done; may be called again, with another one
     */
    static void await(CoreRuntime runtime, long nanos, Consumer<ParkedWait<Boolean>> arm) {
        LocalCoro caller = runtime.cutOffCaller() ? null : runtime.currentCoro();
        if (caller == null) {
            await(new ThreadWait<>(WHAT, CLOCK), nanos, arm);
            return;
        }
        caller.engine.stoppers.add(caller);
        long from = CLOCK.nanos();
        try {
            await(new CoroWait<>(WHAT, caller), nanos, arm);
        } catch (DetachedException cutOff) {
            // by the watchdog, see Engine.stoppers: what was begun is done all the same
            await(new ThreadWait<>(WHAT, CLOCK), Math.max(1, nanos - (CLOCK.nanos() - from)), arm);
        } finally {
            caller.engine.stoppers.remove(caller);
        }
    }

    private static void await(ParkedWait<Boolean> done, long nanos, Consumer<ParkedWait<Boolean>> arm) {
        done.deaf = true;
        arm.accept(done);
        done.awaitUntil(nanos, () -> {});
    }
}
