package com.acme.coro.scheduler.observe;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.scheduler.core.BundleGroup;
import com.acme.coro.scheduler.core.CoreRuntime;
import com.acme.coro.scheduler.core.CoroTask;
import com.acme.coro.scheduler.core.FunctionRegistry;
import com.acme.coro.scheduler.core.GroupScheduler;
import com.acme.coro.scheduler.core.LocalCoro;
import com.acme.coro.scheduler.core.LocalScheduler;
import com.acme.coro.scheduler.core.Snapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A readable snapshot of the schedulers and their coroutines. */
public final class Introspection implements Coroutines {
    private final CoreRuntime runtime;

    /**
     * Looks at a runtime.
     *
     * @param runtime which
     */
    public Introspection(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    private List<LocalCoro> coros() {
        var all = new ArrayList<LocalCoro>();
        for (LocalScheduler e : runtime.schedulers()) all.addAll(e.all());
        all.sort(Comparator.comparingLong(c -> c.sequence));
        return all;
    }

    @Override
    public List<CoroSnapshot> all() {
        return coros().stream()
                .map(Snapshots::of)
                .filter(s -> s.state() != CoroState.ENDED)
                .toList();
    }

    @Override
    public List<Coro> find(String what) {
        List<LocalCoro> all = coros();
        Optional<Coro> registered = runtime.names.find(what);
        if (registered.isPresent()) return List.of(registered.get());
        List<Coro> byId = all.stream()
                .filter(c -> c.id().toString().equals(what)
                        || Long.toString(c.sequence).equals(what))
                .<Coro>map(c -> c)
                .toList();
        return byId.isEmpty()
                ? all.stream()
                        .filter(c -> c.name.equals(what))
                        .<Coro>map(c -> c)
                        .toList()
                : byId;
    }

    @Override
    public Optional<CoroSnapshot> status(Coro coro) {
        return local(coro).filter(LocalCoro::alive).map(Snapshots::of);
    }

    @Override
    public List<StackTraceElement> stack(Coro coro) {
        return local(coro)
                .filter(LocalCoro::alive)
                .map(c -> c.thread)
                .map(Thread::getStackTrace)
                .map(Arrays::asList)
                .orElse(List.of());
    }

    /** The coroutine of this process that a reference, whatever way it goes, refers to. */
    private Optional<LocalCoro> local(Coro coro) {
        return Objects.requireNonNull(coro, "coro") instanceof LocalCoro c
                ? Optional.of(c)
                : coros().stream().filter(coro::equals).findFirst();
    }

    @Override
    public List<Ended> ended() {
        return runtime.endings.all();
    }

    @Override
    public Coro start(String scheduler, Spawn how, String function, Object... args) {
        Objects.requireNonNull(scheduler, "scheduler");
        Objects.requireNonNull(how, "how");
        LocalScheduler engine = Arrays.stream(runtime.schedulers())
                .filter(e -> e.name.equals(scheduler))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no scheduler called " + scheduler
                        + ": there are "
                        + schedulers().stream().map(SchedulerStatus::name).toList()));
        CoroTask work = runtime.functions.work(function, args);
        BundleGroup home;
        try {
            home = work.function().home(engine);
        } catch (RuntimeException stopped) {
            runtime.released(work);
            throw stopped;
        }
        return new GroupScheduler(home == null ? engine.groups.getFirst() : home).spawn(how, work, null);
    }

    @Override
    public String dump(boolean stacks) {
        return new Dump(coros(), stacks).text();
    }

    @Override
    public List<SchedulerStatus> schedulers() {
        return Arrays.stream(runtime.schedulers())
                .<SchedulerStatus>map(e -> new SchedulerRecord(
                        e.name,
                        e.engine.carrier(),
                        e.groups.stream().mapToInt(BundleGroup::size).sum(),
                        e.engine.ready(),
                        e.engine.idle(),
                        e.engine.turnsGiven(),
                        e.engine.spares(),
                        turn(e)))
                .sorted(Comparator.comparing(SchedulerStatus::name))
                .toList();
    }

    /** The turn that goes on; racy, so that what was read may be over. */
    private static Optional<Turn> turn(LocalScheduler e) {
        LocalCoro c = e.current();
        if (c == null) return Optional.empty();
        return Optional.of(new TurnRecord(c.id(), c.name, Snapshots.codeOf(c, c.function()), e.engine.turnLasting()));
    }

    @Override
    public boolean settled() {
        return WarmUp.over();
    }

    @Override
    public List<FunctionStatus> functions() {
        List<LocalCoro> all = coros();
        return runtime.functions.all().stream()
                .<FunctionStatus>map(f -> new FunctionRecord(f.name(), f.bundle(), f.parameters(), (int)
                        all.stream().filter(c -> FunctionRegistry.runs(c, f)).count()))
                .toList();
    }

    private record SchedulerRecord(
            String name,
            String carrier,
            int coroutines,
            int ready,
            boolean idle,
            long turns,
            long spares,
            Optional<Turn> turn)
            implements SchedulerStatus {}

    private record TurnRecord(CoroId coroutine, String name, String bundle, Duration lasting) implements Turn {}

    private record FunctionRecord(String name, String bundle, Optional<List<String>> parameters, int running)
            implements FunctionStatus {}
}
