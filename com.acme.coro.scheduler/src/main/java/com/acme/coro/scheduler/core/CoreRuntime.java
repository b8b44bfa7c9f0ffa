package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroException;
import com.acme.coro.api.NotInCoroutineException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.spi.EventLoop;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.scheduler.engine.PauseFreeClock;
import com.acme.coro.scheduler.engine.SystemTime;
import com.acme.coro.scheduler.engine.VirtualThreads;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.StageWaiters;
import com.acme.coro.scheduler.wait.ThreadWait;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.osgi.service.log.Logger;

/** What the schedulers of one process share: identity, time, names, functions, events, service threads. */
public final class CoreRuntime implements Parking, AutoCloseable {
    /** What the core uses without knowing it: each is made for one runtime. */
    public interface Parts {
        Watch watch(CoreRuntime runtime);

        Ender ender(CoreRuntime runtime);

        Swapper swapper(CoreRuntime runtime);
    }

    /** Ends coroutines. */
    public interface Ender {
        /**
         * Asks coroutines to end, interrupts those that do not, detaches those that do not even then. Returns when all have their outcome.
         */
        void end(List<LocalCoro> coros, Outcome outcome, String reason);
    }

    /** Swaps single coroutines. */
    public interface Swapper {
        /** See {@link Coro#swap(String, Object...)}. */
        SwapRequest ask(LocalCoro coro, String function, Object... args);
    }

    /** Looks at the schedulers of a runtime again and again. */
    public interface Watch extends AutoCloseable {
        /** Begins; without effect when it has begun. */
        void start();

        @Override
        void close();
    }

    /** As how many receives a call outside the core counts: many of them are system calls. */
    private static final int COST_OUTSIDE = 16;

    public final TimeSource time;

    /** Real time without the pauses of the process; read by the watchdog at each tick. */
    public final PauseFreeClock processTime = new PauseFreeClock();

    /** For the runtime itself: never throws, and keeps text only. */
    public final Loggers logs;

    /** For the lines of coroutines. */
    final Loggers programLogs;

    public final long incarnation;

    public final Events events;

    public final NameDirectory names;

    final ExportedCoros exposed = new ExportedCoros(this);

    final StageWaiters.Directory stages = new StageWaiters.Directory();

    public final EndHistory endings = new EndHistory();

    public final FunctionRegistry functions;

    private final FunctionLifecycle changes = new FunctionLifecycle(this);
    private final DetachedThreads detached = new DetachedThreads(this);
    private final AtomicLong sequences = new AtomicLong();

    private final Watch watch;
    private final Ender ender;
    final Swapper swapper;

    /** What messages go through, in tests; null otherwise. Not written any more once there are coroutines. */
    private UnaryOperator<Object> passage;

    /** One thread, so that what one coroutine causes happens in order. */
    private final ExecutorService service;

    /** Never shut down: a straggler may be in a call of the framework, with locks that are to be given back. */
    private final Executor stragglers;

    /** Threads that drive the ends of coroutines for a coroutine that waits for them. Never shut down, as above. */
    private final Executor shutdowns;

    private final AtomicBoolean carrierTold = new AtomicBoolean();

    private volatile BiConsumer<String, Coro> publisher = (name, coro) -> {};

    /** Replaced as a whole under this. */
    private volatile LocalScheduler[] schedulers = {};

    /**
     * Opens a runtime without schedulers.
     *
     * @param time its time
     * @param logs makes its loggers
     * @param parts makes what the core does not know
     */
    public CoreRuntime(TimeSource time, Loggers logs, Parts parts) {
        this.time = Objects.requireNonNull(time, "time");
        this.programLogs = Objects.requireNonNull(logs, "logs");
        this.logs = new GuardedLoggers(logs);
        this.incarnation = time.random();
        this.events = new Events(this.logs, time);
        this.names = new NameDirectory(this);
        this.functions = new FunctionRegistry(this);
        this.service = ServiceThreads.oneAtATime("coro-service");
        this.stragglers = ServiceThreads.onDemand("coro-straggler");
        this.shutdowns = ServiceThreads.onDemand("coro-shutdown");
        this.watch = parts.watch(this);
        this.ender = parts.ender(this);
        this.swapper = parts.swapper(this);
    }

    /** What messages go through from now on; said before there are coroutines. */
    public void passMessages(UnaryOperator<Object> through) {
        passage = through;
    }

    /** A message as it arrives. */
    Object passed(Object message) {
        UnaryOperator<Object> p = passage;
        return p == null ? message : p.apply(message);
    }

    /** Starts a scheduler. */
    public LocalScheduler open(String name, RuntimeSettings settings) {
        boolean own = settings.carrier() != Carrier.JVM && VirtualThreads.ownCarriers();
        tellCarrier(name, settings.carrier());
        var scheduler = new LocalScheduler(this, name, settings, own);
        scheduler.engine.start();
        synchronized (this) {
            var all = new ArrayList<>(List.of(schedulers));
            all.add(scheduler);
            schedulers = all.toArray(LocalScheduler[]::new);
        }
        watch.start();
        return scheduler;
    }

    private void tellCarrier(String name, Carrier wanted) {
        Optional<String> obstacle = VirtualThreads.obstacle();
        Logger log = logs.logger("com.acme.coro.scheduler");
        if (wanted == Carrier.OWN && obstacle.isPresent()) {
            log.warn(
                    "scheduler {} uses the JVM's carriers, although carrier=OWN, which takes --add-opens"
                            + " java.base/java.lang=ALL-UNNAMED: {}",
                    name,
                    obstacle.get());
        }
        if (wanted != Carrier.AUTO || !carrierTold.compareAndSet(false, true)) return;
        if (obstacle.isEmpty()) log.info("carrier=AUTO: schedulers carry their coroutines on threads of their own");
        else log.info("carrier=AUTO: schedulers use the JVM's carriers, since {}", obstacle.get());
    }

    /** Ends a scheduler and its coroutines. */
    public void close(LocalScheduler scheduler, Outcome how, String reason) {
        scheduler.closing = true;
        stop(scheduler.groups, how, reason);
        scheduler.engine.close();
        synchronized (this) {
            var all = new ArrayList<>(List.of(schedulers));
            all.remove(scheduler);
            schedulers = all.toArray(LocalScheduler[]::new);
        }
    }

    /** At the same time, so that a group's coroutines do not wait for a turn of one that has not been asked to end. */
    private void stop(List<BundleGroup> groups, Outcome how, String reason) {
        var closed = new ArrayList<BundleGroup>();
        var coros = new ArrayList<LocalCoro>();
        for (BundleGroup g : groups) {
            if (!g.close()) continue;
            closed.add(g);
            coros.addAll(g.all());
        }
        Foreign.all(() -> end(coros, how, reason), () -> Foreign.each(closed, BundleGroup::stopped));
    }

    /**
     * Ends the coroutines of all schedulers, which start no more of them.
     *
     * @param how their outcome
     * @param reason for the log
     */
    public void stopAll(Outcome how, String reason) {
        var groups = new ArrayList<BundleGroup>();
        for (LocalScheduler e : schedulers) {
            e.closing = true;
            groups.addAll(e.groups);
        }
        stop(groups, how, reason);
    }

    public LocalScheduler[] schedulers() {
        return schedulers;
    }

    long nextSequence() {
        return sequences.incrementAndGet();
    }

    /** The coroutine that runs on this thread; null if none does. */
    public LocalCoro currentCoro() {
        Thread t = Thread.currentThread();
        for (LocalScheduler s : schedulers) {
            LocalCoro c = s.current();
            if (c != null && c.thread == t) return c;
        }
        detached.refuse(t);
        return null;
    }

    /** A wait of the caller. */
    public <T> ParkedWait<T> prepare(String what) {
        return prepare(what, null);
    }

    /** A wait of the caller, for something of an object whose text is made only when it is looked at. */
    public <T> ParkedWait<T> prepare(String what, Object of) {
        LocalCoro c = currentCoro();
        return c == null ? new ThreadWait<>(what, of, time) : new CoroWait<>(what, of, c);
    }

    LocalCoro requireCoro(String what) {
        LocalCoro c = currentCoro();
        if (c == null) {
            throw new NotInCoroutineException("only a coroutine can wait for " + what + ": thread="
                    + Thread.currentThread().getName());
        }
        return c;
    }

    @Override
    public Optional<Coro> current() {
        return Optional.ofNullable(currentCoro());
    }

    @Override
    public <T> Waiter<T> waiter(String what) {
        return prepare(Objects.requireNonNull(what, "what"));
    }

    @Override
    public <T> Waiter<T> coroutineWaiter(String what) {
        return new CoroWait<>(what, null, requireCoro(Objects.requireNonNull(what, "what")));
    }

    @Override
    public boolean own(AutoCloseable resource) {
        return own(resource, resource);
    }

    @Override
    public boolean own(AutoCloseable resource, Object handle) {
        Objects.requireNonNull(resource, "resource");
        Objects.requireNonNull(handle, "handle");
        LocalCoro c = currentCoro();
        if (c != null) c.own(resource, handle);
        return c != null;
    }

    @Override
    public boolean putOff(AutoCloseable resource, Runnable release) {
        LocalCoro c = currentCoro();
        return c != null && SwapProtocol.putOff(c, resource, release);
    }

    @Override
    public boolean disown(AutoCloseable resource) {
        Objects.requireNonNull(resource, "resource");
        LocalCoro c = currentCoro();
        return c != null && c.disown(resource);
    }

    @Override
    public void giveWay() {
        LocalCoro c = currentCoro();
        if (c != null) c.giveWay(true);
    }

    @Override
    public void mayWait(boolean swapPoint) {
        LocalCoro c = currentCoro();
        if (c != null) c.mayWait(swapPoint, COST_OUTSIDE);
    }

    @Override
    public Optional<EventLoop> eventLoop() {
        LocalCoro c = currentCoro();
        return c == null ? Optional.empty() : c.engine.eventLoop();
    }

    /** What to throw at who calls on something that is not its own. */
    CoroException wrongCoroutine(String message) {
        LocalCoro c = currentCoro();
        return new WrongCoroutineException(message + ", called by "
                + (c == null ? "thread " + Thread.currentThread().getName() : c.toString()));
    }

    Executor stragglers() {
        return stragglers;
    }

    public Executor shutdowns() {
        return shutdowns;
    }

    /** Runs something that calls other people's code, outside every turn, in order. */
    public void service(Runnable action) {
        Runnable guarded = () -> Foreign.run(
                action::run,
                failure -> logs.logger("com.acme.coro.scheduler")
                        .error("a call outside of turns failed", failure.toThrowable()));
        try {
            service.execute(guarded);
        } catch (RejectedExecutionException closed) {
            guarded.run(); // the last ones, while this ends
        }
    }

    /** A coroutine lets go of the function it ran. */
    public void released(Object work) {
        if (work instanceof CoroTask w) service(w::release);
    }

    /** Whose code a coroutine runs, for display. */
    public String bundleOf(LocalCoro c) {
        FunctionOffer f = c.function();
        return f == null ? c.group.owner() : f.bundle();
    }

    /** Makes an end of a link forget the other. */
    void unlink(Coro from, Coro gone) {
        if (from instanceof LocalCoro local) local.removeLink(gone);
        else if (from instanceof RemoteCoro remote) remote.route().unlink(remote.id(), gone);
    }

    /** Makes a registered name known outside, as whoever is set for that does it. */
    void publish(String name, Coro coro) {
        publisher.accept(name, coro);
    }

    /**
     * Sets who publishes names.
     *
     * @param by is told of a name that is registered and to be published; must not block
     */
    public void publishBy(BiConsumer<String, Coro> by) {
        publisher = by;
    }

    /** Asks coroutines to end, interrupts those that do not, cuts off those that do not even then. Waits for all that. */
    public void end(Predicate<LocalCoro> which, Outcome how, String reason) {
        var chosen = new ArrayList<LocalCoro>();
        for (LocalScheduler s : schedulers) {
            for (LocalCoro c : s.all()) if (which.test(c)) chosen.add(c);
        }
        end(chosen, how, reason);
    }

    void end(List<LocalCoro> coros, Outcome how, String reason) {
        ender.end(coros, how, reason);
    }

    /**
     * The clock.
     *
     * @return the time source
     */
    public TimeSource time() {
        return time;
    }

    /**
     * The clock of graces: {@link #time}, without the pauses of the process where that is the system's.
     *
     * @return nanoseconds
     */
    public long graceNanos() {
        long now = time.nanos();
        return time instanceof SystemTime ? now - processTime.paused() : now;
    }

    /**
     * Whether there is a scheduler of that name.
     *
     * @param name the name
     * @return true if there is
     */
    public boolean hasScheduler(String name) {
        for (LocalScheduler e : schedulers) if (e.name.equals(name)) return true;
        return false;
    }

    /**
     * Loggers for the runtime itself: they never throw, and the log gets text only.
     *
     * @return makes them
     */
    public Loggers logs() {
        return logs;
    }

    public Events events() {
        return events;
    }

    public NameDirectory names() {
        return names;
    }

    public FunctionRegistry functions() {
        return functions;
    }

    public ExportedCoros exposed() {
        return exposed;
    }

    /** Ends the threads; the schedulers have been ended. */
    @Override
    public void close() {
        String reason = "the scheduler ended";
        var gone = new Outcome.CodeGone(reason);
        Foreign.all(
                () -> stopAll(gone, reason),
                () -> Foreign.each(List.of(schedulers), e -> close(e, gone, reason)),
                watch::close,
                service::shutdown,
                events::close);
    }

    /** What follows when functions go and come. */
    public FunctionLifecycle changes() {
        return changes;
    }

    /** The coroutines that were cut off. */
    public DetachedThreads detached() {
        return detached;
    }
}
