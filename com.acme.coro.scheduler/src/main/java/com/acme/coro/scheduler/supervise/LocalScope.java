package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.supervise.Scope;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Children of one coroutine, which owns this and calls it; how they end is told by whichever thread ends them. */
final class LocalScope implements Scope {
    private record Failed(Coro child, Outcome how) {
        CoroEndedException exception() {
            return new CoroEndedException(child, how);
        }
    }

    private final String name;
    private final LocalCoro opener;
    private final CoreRuntime runtime;
    private final GroupScheduler scheduler;
    /** What the opener owns: others call it when the opener was cut off. */
    private final AutoCloseable resource = this::openerEnds;

    // guarded by this
    private final Set<LocalCoro> living = new LinkedHashSet<>();
    /** In the order in which they came. */
    private final List<Failed> failures = new ArrayList<>();

    private boolean cancelled;
    private boolean closed;
    /** The opener's, while it waits for the children to end; otherwise null. */
    private Waiter<Boolean> waiter;

    private LocalScope(String name, LocalCoro opener, CoreRuntime runtime) {
        this.name = name;
        this.opener = opener;
        this.runtime = runtime;
        this.scheduler = new GroupScheduler(opener.group());
    }

    /** A scope that ends with its opener, the calling coroutine. */
    static LocalScope open(String name, LocalCoro opener, CoreRuntime runtime) {
        var scope = new LocalScope(name, opener, runtime);
        runtime.own(scope.resource);
        return scope;
    }

    private boolean calledByOpener() {
        return runtime.current().filter(opener::equals).isPresent();
    }

    private void checkCaller() {
        if (calledByOpener()) return;
        throw new WrongCoroutineException("scope " + name + " is of " + opener + " alone, called by "
                + runtime.current()
                        .map(Object::toString)
                        .orElse("thread " + Thread.currentThread().getName()));
    }

    @Override
    public Coro spawn(String child, CoroBody body) {
        return spawn(Spawn.named(child), body);
    }

    @Override
    public Coro spawn(Spawn how, CoroBody body) {
        Objects.requireNonNull(how, "how");
        Objects.requireNonNull(body, "body");
        checkCaller();
        checkOpen();
        var child = (LocalCoro) scheduler.spawn(how, body);
        // it has no turn before the opener waits; but it may have been cut off, and another may have failed of that
        boolean tooLate;
        synchronized (this) {
            living.add(child);
            tooLate = cancelled;
        }
        child.onEnd(outcome -> ended(child, outcome));
        if (tooLate) child.terminate(reason());
        return child;
    }

    private synchronized void checkOpen() {
        if (closed || cancelled) {
            throw new CoroClosedException("the scope is " + (closed ? "closed" : "cancelled") + ": name=" + name);
        }
    }

    private String reason() {
        return "scope " + name + " was cancelled";
    }

    /** On whatever thread ends the child: must not block. */
    private void ended(LocalCoro child, Outcome how) {
        boolean first;
        Waiter<Boolean> waiting;
        synchronized (this) {
            living.remove(child);
            boolean failed = !how.normal() && !(how instanceof Outcome.Terminated);
            first = failed && failures.isEmpty();
            if (failed) failures.add(new Failed(child, how));
            waiting = living.isEmpty() ? waiter : null;
        }
        if (first) cancelAll();
        if (waiting != null) waiting.complete(true);
    }

    @Override
    public void join() {
        checkCaller();
        awaitAll(Optional.empty());
        throwFailure();
    }

    @Override
    public void join(Duration timeout) {
        Timeouts.nanos(timeout); // refuses what makes no sense, before anything happens
        checkCaller();
        boolean inTime = awaitAll(Optional.of(timeout));
        if (!inTime) {
            cancelAll();
            awaitAll(Optional.empty());
        }
        throwFailure();
        if (!inTime) throw new CoroTimeoutException("the children of scope " + name + " did not end within " + timeout);
    }

    private void throwFailure() {
        List<Failed> all;
        synchronized (this) {
            if (failures.isEmpty()) return;
            all = List.copyOf(failures);
        }
        CoroEndedException first = all.get(0).exception();
        for (Failed other : all.subList(1, all.size())) first.addSuppressed(other.exception());
        throw first;
    }

    /** Waits until no child is left; false when the time is up. */
    private boolean awaitAll(Optional<Duration> timeout) {
        Waiter<Boolean> mine = runtime.coroutineWaiter("the children of scope " + name);
        synchronized (this) {
            if (living.isEmpty()) return true;
            waiter = mine;
        }
        if (timeout.isPresent())
            return mine.await(timeout.get(), this::forgetWaiter).isPresent();
        mine.await(this::forgetWaiter);
        return true;
    }

    private synchronized void forgetWaiter() {
        waiter = null;
    }

    @Override
    public void cancel() {
        checkCaller();
        cancelAll();
    }

    private void cancelAll() {
        List<LocalCoro> all;
        synchronized (this) {
            cancelled = true;
            all = List.copyOf(living);
        }
        for (LocalCoro child : all) child.terminate(reason());
    }

    @Override
    public void close() {
        checkCaller();
        synchronized (this) {
            if (closed) return;
            closed = true;
        }
        try {
            endAll();
        } finally {
            runtime.disown(resource);
        }
    }

    /** The opener has unwound without closing this, or somebody cuts it off: then nobody waits. */
    private void openerEnds() {
        synchronized (this) {
            closed = true;
        }
        if (calledByOpener()) endAll();
        else cancelAll();
    }

    /**
     * Cancels the children and waits until they have ended, whatever is raised in the opener: that is thrown then. An
     * opener that is to end waits for as long as its clean-up may.
     */
    private void endAll() {
        cancelAll();
        Throwable thrown = null;
        while (true) {
            try {
                awaitAll(Optional.empty());
                break;
            } catch (DetachedException cutOff) {
                throw cutOff;
            } catch (CoroSignal signal) {
                boolean again = thrown instanceof CoroSignal;
                thrown = signal;
                if (again) break;
            } catch (RuntimeException raised) {
                if (thrown == null) thrown = raised;
                else thrown.addSuppressed(raised);
            }
        }
        if (thrown instanceof CoroSignal signal) throw signal;
        if (thrown instanceof RuntimeException raised) throw raised;
    }
}
