package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.spi.TimeSource;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.scheduler.engine.Engine;
import com.acme.coro.scheduler.guard.Foreign;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.scheduler.wait.ThreadWait;
import com.acme.coro.scheduler.wiring.CoreParts;
import com.acme.coro.support.text.Printable;
import java.lang.reflect.Proxy;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.datastructures.ManagedStrategyGuaranteeKt;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.osgi.service.log.Logger;

/**
 * Runs schedules: Lincheck makes scenarios from the operations of a class, runs each under many interleavings of its
 * threads, chosen by a model checker, and compares the results with those of a sequential specification. Threads that
 * cannot go on are found, too, but not an unpark that is missing: in the model a park may return at any time.
 */
public final class Schedules {
    /** One for all: nothing is opened in it. */
    static final CoreRuntime RUNTIME = new CoreRuntime(new Still(), Schedules::noLogger, new CoreParts());

    static final LocalScheduler SCHEDULER = scheduler();
    static final BundleGroup GROUP = new BundleGroup(SCHEDULER, "schedules");

    private Schedules() {}

    /** Time stands still; whoever waits until a time is woken by others alone. */
    private static final class Still implements TimeSource {
        @Override
        public long nanos() {
            return 0;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            LockSupport.park();
        }

        @Override
        public long random() {
            return 1;
        }
    }

    /** Time passes by one second with each look: a time limit of less is over at the second look. Of one thread. */
    private static final class Passing implements TimeSource {
        private long now;

        @Override
        public long nanos() {
            return now += 1_000_000_000;
        }

        @Override
        public void parkUntil(long deadlineNanos) {
            LockSupport.park();
        }

        @Override
        public long random() {
            return 1;
        }
    }

    private static Logger noLogger(String name) {
        return (Logger) Proxy.newProxyInstance(
                Logger.class.getClassLoader(),
                new Class<?>[] {Logger.class},
                (self, method, args) -> method.getReturnType() == boolean.class ? false : null);
    }

    /** Checks the operations of a class against those of the same names of a specification. */
    public static void check(Class<?> operations, Class<?> specification) {
        check(operations, specification, 2, 3);
    }

    /** The same with a number of threads, and of operations of each. */
    public static void check(Class<?> operations, Class<?> specification, int threads, int each) {
        options(threads, each).sequentialSpecification(specification).check(operations);
    }

    /** Checks a class whose operations return nothing: what it says in its validation. */
    public static void check(Class<?> operations, int threads, int each) {
        options(threads, each).check(operations);
    }

    private static ModelCheckingOptions options(int threads, int each) {
        return new ModelCheckingOptions()
                .iterations(Integer.getInteger("coro.schedules.scenarios", 3))
                .invocationsPerIteration(Integer.getInteger("coro.schedules.each", 500))
                .threads(threads)
                .actorsPerThread(each)
                .actorsBefore(0)
                .actorsAfter(1)
                // no part of what is checked: events have one queue for all invocations, texts are long loops
                .addGuarantee(ManagedStrategyGuaranteeKt.forClasses(
                                Events.class.getName(), Foreign.class.getName(), Printable.class.getName())
                        .allMethods()
                        .ignore());
    }

    /** A scheduler without a clock, which is not started. */
    static LocalScheduler scheduler() {
        return new LocalScheduler(RUNTIME, "schedules", RuntimeSettings.DEFAULT, false);
    }

    /** The engine of such a scheduler. */
    public static Engine engine() {
        return scheduler().engine;
    }

    /** A coroutine of a scheduler, told by a number. */
    static LocalCoro coro(LocalScheduler scheduler, int number) {
        var c = new LocalCoro(scheduler, GROUP, "c" + number, number, 0, null, false, 0);
        c.turns = number;
        return c;
    }

    static LocalCoro coro(int number) {
        return coro(SCHEDULER, number);
    }

    /** A wait of the calling thread, in which a time limit of less than a second is over at once. */
    static <T> ParkedWait<T> threadWait() {
        return new ThreadWait<>("a schedule", null, new Passing());
    }

    /** The same for other packages. */
    public static <T> Waiter<T> waiter() {
        return threadWait();
    }

    /** A coroutine for other packages. */
    public static Coro newCoro() {
        return coro(0);
    }
}
