package com.acme.coro.scheduler.shutdown;

import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroWait;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.engine.SystemTime;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.ThreadWait;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Waits of calls that end coroutines. Their times are of threads, so they are real ones without the process's pauses. */
public final class ShutdownWaits {
    private static final SystemTime CLOCK = new SystemTime();
    private static final String WHAT = "coroutines to end";

    private ShutdownWaits() {}

    /** Returns when all have their outcome. A calling coroutine gives up the baton; if it must go itself, it is cut off. */
    public static void end(CoreRuntime runtime, List<LocalCoro> all, Outcome how, String reason) {
        LocalCoro caller = caller(runtime);
        var left = new ArrayList<>(all);
        boolean itself = left.remove(caller);
        if (itself) runtime.detached().detach(caller, how);
        var shutdown = new Shutdown(runtime, left, how, reason);
        if (!shutdown.request()) return;
        if (caller == null || itself) shutdown.drive();
        else driveElsewhere(runtime, shutdown);
    }

    /** The calling coroutine would need turns to drive it, and one of those that must go may keep its own. */
    private static void driveElsewhere(CoreRuntime runtime, Shutdown shutdown) {
        try {
            runtime.shutdowns().execute(shutdown::driveForOther);
        } catch (OutOfMemoryError noThread) {
            shutdown.drive();
            return;
        }
        shutdown.awaitDone();
    }

    /** The calling coroutine; null for a thread, and for one that was cut off. */
    private static LocalCoro caller(CoreRuntime runtime) {
        return runtime.detached().isCaller() ? null : runtime.currentCoro();
    }

    /**
     * Waits for what coroutines are to do, within a call of the framework. A calling coroutine gives up the baton;
     * nothing cuts this short.
     *
     * @param nanos for how long; pauses of the process do not count
     * @param arm is given what to complete when it is done; may be called again, with another one
     */
    public static void await(CoreRuntime runtime, long nanos, Consumer<ParkedWait<Boolean>> arm) {
        LocalCoro caller = caller(runtime);
        if (caller == null) {
            await(runtime, null, nanos, arm);
            return;
        }
        caller.scheduler().stoppers.add(caller);
        long from = runtime.processTime.nanos();
        try {
            await(runtime, caller, nanos, arm);
        } catch (DetachedException cutOff) {
            // by the watchdog, see LocalScheduler.stoppers: what was begun is done all the same
            long used = nanos == Timers.NEVER ? 0 : runtime.processTime.nanos() - from;
            await(runtime, null, Math.max(1, nanos - used), arm);
        } finally {
            caller.scheduler().stoppers.remove(caller);
        }
    }

    private static void await(CoreRuntime runtime, LocalCoro caller, long nanos, Consumer<ParkedWait<Boolean>> arm) {
        long until = runtime.processTime.nanos() + Math.min(nanos, Long.MAX_VALUE / 2);
        for (long left = nanos; ; left = until - runtime.processTime.nanos()) {
            ParkedWait<Boolean> done =
                    caller == null ? new ThreadWait<>(WHAT, null, CLOCK) : new CoroWait<>(WHAT, null, caller);
            done.asDeaf();
            arm.accept(done);
            if (done.awaitUntil(left, () -> {}) != null || nanos == Timers.NEVER) return;
            if (until - runtime.processTime.nanos() <= 0) return;
        }
    }
}
