package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Spawn;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroWait;
import com.acme.coro.scheduler.core.FunctionOffer;
import com.acme.coro.scheduler.core.FunctionRegistry;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.RestartPolicy;
import com.acme.coro.scheduler.core.SwapProtocol;
import java.util.ArrayList;
import java.util.function.Function;

/**
 * Runs the body of a coroutine again that was started together with its function: in the same coroutine, so that id, name,
 * mailbox and monitors stay. Between two runs it rests; a swap ends the rest, and has the next version begin at once.
 *
 * <pre>
 * runs --fails--> rests --time--> runs, with a new function object
 *                   |
 *                   +--swap--> runs the next version
 * </pre>
 */
public final class StartedFunction implements RestartPolicy {
    private final CoreRuntime runtime;
    private final String name;
    /** The rule of each offer: that of the version that runs counts. */
    private final Function<FunctionOffer, RestartRule> rules;

    // of the coroutine's thread
    private int failures;
    private long began;

    private StartedFunction(CoreRuntime runtime, String name, Function<FunctionOffer, RestartRule> rules) {
        this.runtime = runtime;
        this.name = name;
        this.rules = rules;
        this.began = runtime.time().nanos();
    }

    /** Starts a coroutine of one offer. */
    public static void start(
            CoreRuntime runtime,
            GroupScheduler on,
            Spawn how,
            FunctionOffer offer,
            Function<FunctionOffer, RestartRule> rules) {
        var work = new ChildTask(runtime, FunctionRegistry.work(offer));
        on.spawn(how, work, new StartedFunction(runtime, how.name(), rules));
    }

    @Override
    public boolean again(LocalCoro coro, Outcome outcome) {
        if (!(coro.work() instanceof ChildTask work)) return false;
        RestartRule rule = rules.apply(work.function());
        if (!rule.startsAfter(outcome)) return false;
        SwapProtocol.beginAnew(coro);
        releaseNames(coro);
        long now = runtime.time().nanos();
        if (now - began >= rule.maxBackoffNanos()) failures = 0;
        for (Outcome last = outcome; ; ) {
            report(coro, last);
            if (!rest(coro, rule.delayNanos(failures++))) return false;
            began = runtime.time().nanos();
            if (SwapProtocol.comesFirst(coro)) return true;
            try {
                work.renew();
                return true;
            } catch (CoroException | LinkageError e) { // no function object: its component failed, say
                last = new Outcome.Failed(Failure.of(e));
            }
        }
    }

    private void report(LocalCoro coro, Outcome outcome) {
        if (outcome instanceof Outcome.Failed failed) runtime.events().restarted(coro, failed.failure());
        else
            runtime.logs().logger("com.acme.coro.scheduler").info("coroutine returned and starts again: coro={}", coro);
    }

    /** Those that the body took: it will take them again. The one that it was started under stays. */
    private void releaseNames(LocalCoro coro) {
        for (String taken : coro.names()) {
            if (!taken.equals(name)) runtime.names().unregister(taken, coro);
        }
    }

    /** What is raised in it meanwhile is kept for the next run of its body. False if it was cut off. */
    private boolean rest(LocalCoro coro, long nanos) {
        if (nanos == 0) return true;
        long until = runtime.time().nanos() + nanos;
        var raised = new ArrayList<RuntimeException>(0);
        for (long left = nanos; left > 0; left = until - runtime.time().nanos()) {
            try {
                new CoroWait<>("its time to start again", null, coro)
                        .asSwapPoint()
                        .awaitUntil(left, () -> {});
                if (SwapProtocol.comesFirst(coro)) break;
            } catch (DetachedException cutOff) {
                return false;
            } catch (RuntimeException e) {
                raised.add(e);
            }
        }
        raised.forEach(((Coro) coro)::raise);
        return true;
    }
}
