package com.acme.coro.scheduler.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();

    private static Timer at(long deadline) {
        return new Timer(new IdleFiber(0), 0, deadline);
    }

    @Test
    void shouldBringThoseThatAreDueInTheOrderOfTheirDeadlinesAndThenOfTheirAge() {
        Timer late = at(30);
        Timer first = at(10);
        Timer second = at(10);
        assertTrue(timers.add(late));
        assertTrue(timers.add(first), "it is the next one due now");
        assertFalse(timers.add(second));
        assertEquals(10, timers.untilNext(0));
        assertNull(timers.due(9));
        assertSame(first, timers.due(10));
        assertSame(second, timers.due(20));
        assertNull(timers.due(20));
        assertSame(late, timers.due(30));
        assertEquals(Timers.NEVER, timers.untilNext(30));
    }

    @Test
    void shouldForgetATimerThatIsCancelled() {
        Timer timer = at(10);
        timers.add(timer);
        timers.cancel(timer);
        timers.cancel(timer);
        assertTrue(timers.isEmpty());
        assertNull(timers.due(10));
    }

    @Test
    void shouldCountOnAcrossTheOverflowOfTheClock() {
        Timer before = at(Long.MAX_VALUE - 1);
        Timer after = at(Long.MIN_VALUE + 1);
        timers.add(after);
        timers.add(before);
        assertSame(before, timers.due(Long.MAX_VALUE));
        assertNull(timers.due(Long.MAX_VALUE));
        assertSame(after, timers.due(Long.MIN_VALUE + 1));
    }

    @Test
    void shouldDoAsASortedMapDoesWhateverIsAddedAndCancelled() {
        var random = new SplittableRandom(7);
        var model = new TreeMap<Long, Timer>(); // by deadline and age
        var added = new ArrayList<Timer>();
        long now = 0;
        for (int step = 0; step < 200_000; step++) {
            if (random.nextInt(3) > 0) {
                Timer timer = at(now + random.nextInt(1_000));
                timers.add(timer);
                model.put(timer.deadline * 1_000_000 + timer.order, timer);
                added.add(timer);
            } else if (random.nextBoolean() && !added.isEmpty()) {
                Timer timer = added.remove(random.nextInt(added.size()));
                timers.cancel(timer);
                model.remove(timer.deadline * 1_000_000 + timer.order);
            } else {
                now += random.nextInt(300);
                for (Timer due; (due = timers.due(now)) != null; ) {
                    assertSame(model.pollFirstEntry().getValue(), due);
                    assertTrue(due.deadline <= now);
                }
                assertTrue(model.isEmpty() || model.firstEntry().getValue().deadline > now);
            }
        }
    }
}
