package com.acme.coro.scheduler.supervise;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/** A supervisor as others see it: hands what they want to its coroutine. */
final class LocalSupervisor implements Supervisor {
    private static final Duration NO_LIMIT = Duration.ofSeconds(Long.MAX_VALUE);

    private final CoreRuntime runtime;
    private final LocalCoro coro;
    private final Supervision supervision;
    private final AtomicBoolean shutdown = new AtomicBoolean();

    LocalSupervisor(CoreRuntime runtime, LocalCoro coro, Supervision supervision) {
        this.runtime = runtime;
        this.coro = coro;
        this.supervision = supervision;
    }

    /** Waits until the children were started; if they cannot be, or the wait is broken off, nothing of it stays. */
    void begin() {
        Object answer;
        try {
            answer = ask(SupervisorCommand.Begin::new);
        } catch (RuntimeException | Error e) {
            coro.terminate("it was not started");
            throw e;
        }
        if (answer instanceof SupervisorCommand.Refused refused) {
            coro.join(); // this is its last turn
            throw refused.why();
        }
    }

    @Override
    public Coro coro() {
        return coro;
    }

    @Override
    public Coro add(ChildSpec child) {
        Objects.requireNonNull(child, "child");
        return (Coro) granted(replyTo -> new SupervisorCommand.Add(child, replyTo));
    }

    @Override
    public boolean remove(String id) {
        Objects.requireNonNull(id, "id");
        return (boolean) granted(replyTo -> new SupervisorCommand.Remove(id, replyTo));
    }

    private Object granted(Function<Coro, Object> request) {
        if (supervision.closing() || !coro.alive()) throw supervision.closed();
        Object answer = ask(request);
        if (answer instanceof SupervisorCommand.Refused refused) throw refused.why();
        return answer;
    }

    private Object ask(Function<Coro, Object> request) {
        if (runtime.current().filter(coro::equals).isPresent()) {
            throw new IllegalStateException("a supervisor's coroutine cannot wait for itself: " + coro);
        }
        try {
            return coro.ask(request, NO_LIMIT);
        } catch (CoroEndedException e) {
            if (coro.equals(e.coro())) throw supervision.closed();
            throw e;
        }
    }

    @Override
    public Optional<Coro> child(String id) {
        Objects.requireNonNull(id, "id");
        checkAlive();
        return supervision.children().find(id).flatMap(Child::coro).map(Coro.class::cast);
    }

    @Override
    public List<String> children() {
        checkAlive();
        return supervision.children().ids();
    }

    private void checkAlive() {
        if (!coro.alive()) throw supervision.closed();
    }

    void askToShutDown() {
        if (shutdown.compareAndSet(false, true) && coro.alive()) coro.send(new SupervisorCommand.Shutdown());
    }

    @Override
    public void shutdown() {
        askToShutDown();
        coro.join();
    }

    @Override
    public boolean tryShutdown(Duration timeout) {
        Timeouts.nanos(timeout); // refuses what makes no sense, before anything happens
        askToShutDown();
        return coro.tryJoin(timeout).isPresent();
    }
}
