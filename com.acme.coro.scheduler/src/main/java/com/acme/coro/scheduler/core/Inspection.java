package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.CoroStatus;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Everything as it is now, for people. */
public final class Inspection implements Coroutines {
    private final CoreRuntime runtime;

    /**
     * Looks at a runtime.
     *
     * @param runtime which
     */
    public Inspection(CoreRuntime runtime) {
        this.runtime = runtime;
    }

    private List<LocalCoro> coros() {
        var all = new ArrayList<LocalCoro>();
        for (LocalScheduler e : runtime.schedulers()) all.addAll(e.all());
        all.sort(Comparator.comparingLong(c -> c.sequence));
        return all;
    }

    static CoroStatus status(LocalCoro c) {
        FunctionOffer f = c.function();
        return new CoroStatus(
                c.id(),
                c.name,
                c.engine.name,
                c.group.owner(),
                functionOf(c, f),
                c.parent == 0 ? Optional.empty() : Optional.of(new CoroId(c.runtime().incarnation, c.parent)),
                c.state(),
                c.waitingOn(),
                Optional.ofNullable(c.waiting()),
                c.mail(),
                Duration.ofNanos(c.engine.time.nanos() - c.born),
                c.turns,
                c.daemon(),
                c.shields() > 0,
                c.names(),
                codeOf(c, f),
                c.swappable(),
                c.monitors().stream().map(Coro::toString).toList(),
                c.links().stream().map(Coro::toString).toList());
    }

    private static String codeOf(LocalCoro c, FunctionOffer runs) {
        if (runs != null) return runs.bundle();
        BetweenVersions place = c.place();
        return place == null ? c.group.owner() : place.left().bundle();
    }

    private static Optional<String> functionOf(LocalCoro c, FunctionOffer runs) {
        if (runs != null) return Optional.of(runs.name());
        return Optional.ofNullable(c.place()).map(place -> place.left().name());
    }

    @Override
    public List<CoroStatus> all() {
        return coros().stream()
                .map(Inspection::status)
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
    public Optional<CoroStatus> status(Coro coro) {
        return local(coro).filter(LocalCoro::alive).map(Inspection::status);
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
        Work work = runtime.functions.work(function, args);
        Group home;
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
                .map(e -> new SchedulerStatus(
                        e.name,
                        e.engine.carrier(),
                        e.groups.stream().mapToInt(Group::size).sum(),
                        e.engine.ready(),
                        e.engine.idle(),
                        e.engine.turnsGiven(),
                        e.engine.spares,
                        turn(e)))
                .sorted(Comparator.comparing(SchedulerStatus::name))
                .toList();
    }

    /** The turn that goes on; racy, so that what was read may be over. */
    private static Optional<Turn> turn(LocalScheduler e) {
        LocalCoro c = e.current();
        if (c == null) return Optional.empty();
        return Optional.of(new Turn(c.id(), c.name, codeOf(c, c.function()), e.engine.turnLasting()));
    }

    @Override
    public boolean settled() {
        return WarmUp.over();
    }

    @Override
    public List<FunctionStatus> functions() {
        List<LocalCoro> all = coros();
        return runtime.functions.all().stream()
                .map(f -> new FunctionStatus(f.name(), f.bundle(), f.parameters(), (int)
                        all.stream().filter(c -> FunctionRegistry.runs(c, f)).count()))
                .toList();
    }
}
