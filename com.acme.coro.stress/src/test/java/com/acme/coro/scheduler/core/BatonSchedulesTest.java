package com.acme.coro.scheduler.core;

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

    private static LocalCoro begin(Engine engine) {
        LocalCoro c = Schedules.coro(engine, 1);
        c.thread = Thread.currentThread();
        engine.ready(c);
        while (engine.current != c && !c.cutOff) LockSupport.park();
        return c;
    }

    private static void atRest(JvmEngine engine) {
        if (!engine.idle() || engine.current != null || engine.queue.hasInbox() || engine.queue.size() != 0) {
            throw new IllegalStateException("the baton does not lie, though all have ended: idle=" + engine.idle()
                    + ", current=" + engine.current + ", ready=" + engine.queue.size());
        }
    }

    @Test
    void shouldRunOneCoroutineAtATimeAndEachInTheEnd() {
        Schedules.check(Turns.class, Counter.class, 2, 3);
    }

    /** Each operation is the life of a coroutine that has one turn. */
    public static class Turns {
        private final JvmEngine engine = Schedules.engine();
        /** Of the holder of the baton. */
        private int count;

        @Operation
        public int turn() {
            LocalCoro c = begin(engine);
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
        private final JvmEngine engine = Schedules.engine();
        private final AtomicInteger expected = new AtomicInteger();
        /** Of the holder of the baton. */
        private int count;

        @Operation
        public void giveWay() {
            LocalCoro c = begin(engine);
            int now = count;
            expected.incrementAndGet();
            count = now + 1;
            engine.queue.push(c);
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
            JvmEngine engine = Schedules.engine();
            LocalCoro c = begin(engine);
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
