package com.acme.coro.testkit;

import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.standalone.CoroRuntime;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Time that moves only when a test says so, and randomness that a test can repeat.
 *
 * <pre>{@code
 * VirtualTime time = new VirtualTime();
 * try (CoroRuntime runtime = provider.open(RuntimeSettings.DEFAULT, time)) {
 *     time.attach(runtime);
 *     Coro sleeper = runtime.scheduler("default").spawn("sleeper", self -> self.sleep(Duration.ofHours(1)));
 *     time.advance(Duration.ofHours(1));
 *     assertFalse(sleeper.alive());
 * }
 * }</pre>
 *
 * <p>{@link #advance} stops at every time at which somebody wants to be woken, in order, and goes on when the
 * coroutines of the attached runtimes have nothing left to do. The clock starts just below the largest {@code long},
 * so that it overflows in most tests, which nobody may notice.
 *
 * <p>For plain threads; a coroutine that moved the clock would wait for itself.
 */
public final class VirtualTime implements TimeSource {
    private static final Duration BEFORE_OVERFLOW = Duration.ofSeconds(2);
    private static final Duration LIMIT_OF_DURING = Duration.ofDays(1);
    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final long GLANCE_NANOS = 50_000;

    private final long seed;

    private final Object randomLock = new Object();
    // Guarded by randomLock.
    private final SplittableRandom random;

    private final long origin = Long.MAX_VALUE - BEFORE_OVERFLOW.toNanos();
    // Written by the holder of moving alone.
    private volatile long now = origin;

    private final Sleepers sleepers = new Sleepers();
    private final List<CoroRuntime> runtimes = new CopyOnWriteArrayList<>();

    // Held by whoever moves the clock.
    private final ReentrantLock moving = new ReentrantLock();

    /** Time with a seed of its own; the system property {@code coro.seed} sets it, to repeat what was seen. */
    public VirtualTime() {
        this(Optional.ofNullable(Long.getLong("coro.seed")).orElseGet(ThreadLocalRandom.current()::nextLong));
    }

    /**
     * Time with a given seed.
     *
     * @param seed what all random numbers follow from
     */
    public VirtualTime(long seed) {
        this.seed = seed;
        this.random = new SplittableRandom(seed);
    }

    /**
     * Makes this time wait for a runtime's coroutines whenever it moves.
     *
     * @param runtime one that was opened with this time
     */
    public void attach(CoroRuntime runtime) {
        runtimes.add(Objects.requireNonNull(runtime, "runtime"));
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public void parkUntil(long deadlineNanos) {
        sleepers.park(deadlineNanos, this::nanos);
    }

    @Override
    public long random() {
        synchronized (randomLock) {
            return random.nextLong();
        }
    }

    /**
     * How far the clock was moved so far.
     *
     * @return the sum of all advances
     */
    public Duration elapsed() {
        return Duration.ofNanos(now - origin);
    }

    /**
     * Moves the clock, from one awaited time to the next, and lets the coroutines do all they can at each.
     *
     * @param by how far, not negative
     * @throws IllegalStateException in a coroutine, or if the coroutines do not come to rest; it has the dump
     */
    public void advance(Duration by) {
        if (by.isNegative()) throw new IllegalArgumentException("time must not be set back: by=" + by);
        move(() -> {
            var rest = new Quiescence(sleepers, runtimes);
            long target = now + by.toNanos();
            for (var next = rest.await(this); within(next, target); next = rest.await(this)) step(next.get());
            step(target);
            rest.await(this);
        });
    }

    /**
     * Lets the coroutines do all they can without the clock being moved.
     *
     * @throws IllegalStateException in a coroutine, or if the coroutines do not come to rest; it has the dump
     */
    public void settle() {
        advance(Duration.ZERO);
    }

    /**
     * Makes a call that waits, and moves the clock from one awaited time to the next until it is done.
     *
     * @param <T> type of its result
     * @param call what to do, on a thread of its own
     * @return its result
     * @throws IllegalStateException if it waits for longer than a day, or for nothing that time brings
     * @throws Exception what it throws
     */
    public <T> T during(Callable<T> call) throws Exception {
        return during(call, new Quiescence(sleepers, runtimes));
    }

    /** Closes a runtime. Coroutines that keep their scheduler's turn do not stop the clock, so that graces pass. */
    void close(CoroRuntime runtime) throws Exception {
        during(
                () -> {
                    runtime.close();
                    return true;
                },
                new Quiescence(sleepers, runtimes).impatient());
        runtimes.remove(runtime);
    }

    private <T> T during(Callable<T> call, Quiescence rest) throws Exception {
        var task = new FutureTask<>(call);
        var caller = new Thread(task, "during");
        caller.setDaemon(true);
        sleepers.watch(caller);
        caller.start();
        move(() -> {
            long limit = now + LIMIT_OF_DURING.toNanos();
            long idleSince = System.nanoTime();
            for (var next = rest.await(this); !task.isDone(); next = rest.await(this)) {
                if (within(next, limit)) {
                    step(next.get());
                    idleSince = System.nanoTime();
                } else if (System.nanoTime() - idleSince > PATIENCE.toNanos()) {
                    throw new IllegalStateException(rest.describe("the call waits in vain", this));
                } else {
                    LockSupport.parkNanos(GLANCE_NANOS); // for threads, maybe, which have their own time
                }
            }
        });
        caller.join();
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Exception x) throw x;
            if (e.getCause() instanceof Error x) throw x;
            throw e;
        }
    }

    private void move(Runnable steps) {
        for (var runtime : runtimes) {
            runtime.parking().current().ifPresent(coro -> {
                throw new IllegalStateException(
                        "a coroutine must not move the clock, it would wait for itself: " + coro);
            });
        }
        moving.lock();
        try {
            steps.run();
        } finally {
            moving.unlock();
        }
    }

    private void step(long to) {
        now = to;
        sleepers.wake(to);
    }

    private static boolean within(Optional<Long> deadline, long limit) {
        return deadline.isPresent() && limit - deadline.get() >= 0;
    }

    /** With the seed, to repeat what was seen. */
    @Override
    public String toString() {
        return "virtual time " + elapsed() + " (-Dcoro.seed=" + seed + ")";
    }
}
