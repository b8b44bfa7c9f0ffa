package com.acme.coro.scheduler.core;

import com.acme.coro.scheduler.engine.Engine;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Schedules of the baton of a scheduler on the JVM's carriers, its coroutines being plain threads. */
@EnabledIfSystemProperty(named = "coro.schedules.all", matches = "true", disabledReason = "takes minutes")
class BatonSchedulesTest {
    /** Counts one after the other. */
    public static class Counter {
        private int count;

        public int turn() {
            return count++;
        }
    }

    private static LocalCoro begin(LocalScheduler scheduler) {
        Engine engine = scheduler.engine;
        LocalCoro c = Schedules.coro(scheduler, 1);
        c.thread = Thread.currentThread();
        engine.ready(c);
        while (engine.current != c && !c.cutOff) LockSupport.park();
        return c;
    }

    private static void atRest(Engine engine) {
        if (!engine.idle() || engine.current != null || engine.ready() != 0) {
            throw new IllegalStateException("the baton does not lie, though all have ended: idle=" + engine.idle()
                    + ", current=" + engine.current + ", ready=" + engine.ready());
        }
    }

    @Test
    void shouldRunOneCoroutineAtATimeAndEachInTheEnd() {
        Schedules.check(Turns.class, Counter.class, 2, 3);
    }

    /** Each operation is the life of a coroutine that has one turn. */
    public static class Turns {
        private final LocalScheduler scheduler = Schedules.scheduler();
        private final Engine engine = scheduler.engine;
        /** Of the holder of the baton. */
        private int count;

        @Operation
        public int turn() {
            LocalCoro c = begin(scheduler);
            int now = count;
            count = now + 1;
            engine.ended(c);
            return now;
        }

        @Validate
        public void shouldBeAtRest() {
            atRest(engine);
        }
    }

    @Test
    void shouldPassTheBatonOnToEachThatGivesWay() {
        Schedules.check(Ways.class, 2, 3);
    }

    /** Each operation is the life of a coroutine that gives way in the middle. */
    public static class Ways {
        private final LocalScheduler scheduler = Schedules.scheduler();
        private final Engine engine = scheduler.engine;
        private final AtomicInteger expected = new AtomicInteger();
        /** Of the holder of the baton. */
        private int count;

        @Operation
        public void giveWay() {
            LocalCoro c = begin(scheduler);
            int now = count;
            expected.incrementAndGet();
            count = now + 1;
            engine.ready(c);
            engine.relinquish(c);
            now = count;
            expected.incrementAndGet();
            count = now + 1;
            engine.ended(c);
        }

        @Validate
        public void shouldBeAtRest() {
            atRest(engine);
            if (count != expected.get()) throw new IllegalStateException("two had the baton at once: " + count);
        }
    }

    @Test
    void shouldWakeACoroutineOfAnotherSchedulerThatWaitsForALock() {
        Schedules.check(Across.class, Counter.class, 2, 3);
    }

    /** Each operation is a coroutine of a scheduler of its own that takes a lock which all share. */
    public static class Across {
        private final ArrayDeque<ParkedWait<Boolean>> waiting = new ArrayDeque<>();
        private boolean held;
        /** Of the holder of the lock. */
        private int count;

        @Operation
        public int turn() {
            LocalScheduler scheduler = Schedules.scheduler();
            Engine engine = scheduler.engine;
            LocalCoro c = begin(scheduler);
            acquire(new CoroWait<>("a lock", null, c));
            int now = count;
            count = now + 1;
            release();
            engine.ended(c);
            atRest(engine);
            return now;
        }

        private void acquire(ParkedWait<Boolean> wait) {
            synchronized (this) {
                if (!held) {
                    held = true;
                    return;
                }
                waiting.add(wait);
            }
            wait.await(() -> {});
        }

        private synchronized void release() {
            for (ParkedWait<Boolean> next; (next = waiting.poll()) != null; ) if (next.complete(true)) return;
            held = false;
        }
    }
}
