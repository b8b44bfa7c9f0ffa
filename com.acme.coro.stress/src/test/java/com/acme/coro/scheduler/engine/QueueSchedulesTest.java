package com.acme.coro.scheduler.engine;

import com.acme.coro.scheduler.core.Schedules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.junit.jupiter.api.Test;

/** Schedules of the queue of those that are ready, and of the timers. */
class QueueSchedulesTest {
    @Test
    void shouldGiveTurnsInTheOrderInWhichCoroutinesBecameReady() {
        Schedules.check(Ready.class, TwoLanes.class, 2, 4);
    }

    /** Any thread makes a coroutine ready, the owner of the lanes takes them. */
    @Param(name = "number", gen = IntGen.class, conf = "1:9")
    public static class Ready {
        private final RunQueue queue = new RunQueue();
        /** How many more were put in than were taken. */
        private final AtomicInteger left = new AtomicInteger();

        @Operation
        public void push(@Param(name = "number") int number) {
            left.incrementAndGet();
            queue.push(Fibers.fiber(number));
        }

        @Operation(nonParallelGroup = "owner")
        public void addTimed(@Param(name = "number") int number) {
            left.incrementAndGet();
            queue.addTimed(Fibers.fiber(number));
        }

        @Operation(nonParallelGroup = "owner")
        public int next() {
            Fiber f = queue.next();
            if (f != null) left.decrementAndGet();
            return f == null ? 0 : f.turns;
        }

        @Validate
        public void shouldHoldWhatWasNotTaken() {
            int expected = left.get();
            int found = 0;
            while (next() != 0) found++;
            if (found != expected) throw new IllegalStateException(found + " are left of " + expected);
        }
    }

    /** Two lanes, each first in first out, which alternate while both have one. */
    public static class TwoLanes {
        private final ArrayDeque<Integer> ready = new ArrayDeque<>();
        private final ArrayDeque<Integer> timed = new ArrayDeque<>();
        private boolean timedLast;

        public void push(int number) {
            ready.add(number);
        }

        public void addTimed(int number) {
            timed.add(number);
        }

        public int next() {
            timedLast = !timed.isEmpty() && (!timedLast || ready.isEmpty());
            Integer next = timedLast ? timed.poll() : ready.poll();
            return next == null ? 0 : next;
        }
    }

    @Test
    void shouldKeepTimersInOrderWhileOthersAreAddedAndCancelled() {
        Schedules.check(Heap.class, Sorted.class);
    }

    /** Timers of any thread; a deadline is added once at a time, so that it tells the timer. */
    @Param(name = "deadline", gen = IntGen.class, conf = "1:5")
    public static class Heap {
        private final Timers timers = new Timers();
        private final Timer[] added = new Timer[6];

        public Heap() {
            for (int i = 0; i < added.length; i++) added[i] = new Timer(null, i, i);
        }

        /** Whether the next one is due now. */
        @Operation(nonParallelGroup = "deadline")
        public boolean add(@Param(name = "deadline") int deadline) {
            Timer t = added[deadline] = new Timer(null, 0, deadline);
            return timers.add(t);
        }

        @Operation(nonParallelGroup = "deadline")
        public void cancel(@Param(name = "deadline") int deadline) {
            timers.cancel(added[deadline]);
        }

        @Operation
        public long due(@Param(name = "deadline") int now) {
            Timer t = timers.due(now);
            return t == null ? 0 : t.deadline;
        }

        @Operation
        public long untilNext() {
            return timers.untilNext(0);
        }
    }

    /** A list that is sorted before each look. */
    public static class Sorted {
        private record Entry(int deadline, int order) {}

        private final List<Entry> entries = new ArrayList<>();
        private final Entry[] added = new Entry[6];
        private int order;

        private Entry first() {
            entries.sort(Comparator.comparingInt(Entry::deadline).thenComparingInt(Entry::order));
            return entries.getFirst();
        }

        public boolean add(int deadline) {
            var e = added[deadline] = new Entry(deadline, order++);
            entries.add(e);
            return first() == e;
        }

        public void cancel(int deadline) {
            entries.remove(added[deadline]);
        }

        public long due(int now) {
            if (entries.isEmpty() || first().deadline() > now) return 0;
            Entry e = first();
            entries.remove(e);
            return e.deadline();
        }

        public long untilNext() {
            return entries.isEmpty() ? Timers.NEVER : first().deadline();
        }
    }
}
