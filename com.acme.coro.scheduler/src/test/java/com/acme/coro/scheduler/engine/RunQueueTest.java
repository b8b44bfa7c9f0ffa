package com.acme.coro.scheduler.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RunQueueTest {
    private final RunQueue queue = new RunQueue();
    private int numbers;

    private void push(int many) {
        for (int i = 0; i < many; i++) queue.push(new IdleFiber(numbers++));
    }

    private void addTimed(int many) {
        for (int i = 0; i < many; i++) queue.addTimed(new IdleFiber(numbers++));
    }

    private List<Integer> rest() {
        var all = new ArrayList<Integer>();
        for (Fiber f; (f = queue.next()) != null; ) all.add(((IdleFiber) f).number);
        return all;
    }

    @Test
    void shouldBeEmptyAtFirst() {
        assertNull(queue.next());
        assertFalse(queue.hasInbox());
        assertEquals(0, queue.size());
    }

    @Test
    void shouldGiveTurnsInTheOrderOfArrival() {
        push(3);
        assertTrue(queue.hasInbox());
        assertEquals(0, ((IdleFiber) queue.next()).number);
        push(2); // behind those that are there
        assertEquals(List.of(1, 2, 3, 4), rest());
    }

    @Test
    void shouldAlternateBetweenTheLanesWhileBothHaveOne() {
        push(3);
        addTimed(3);
        assertEquals(List.of(3, 0, 4, 1, 5, 2), rest());
    }

    @Test
    void shouldKeepBothOrdersWhateverComesWhen() {
        var random = new SplittableRandom(20261126);
        var ready = new ArrayDeque<Integer>();
        var timed = new ArrayDeque<Integer>();
        for (int step = 0; step < 100_000; step++) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    ready.add(numbers);
                    push(1);
                }
                case 1 -> {
                    timed.add(numbers);
                    addTimed(1);
                }
                default -> {
                    IdleFiber next = (IdleFiber) queue.next();
                    if (next == null) {
                        assertTrue(ready.isEmpty() && timed.isEmpty());
                    } else {
                        boolean first = Integer.valueOf(next.number).equals(timed.peek());
                        assertEquals((first ? timed : ready).poll(), next.number);
                        assertNull(next.next);
                    }
                }
            }
        }
    }
}
