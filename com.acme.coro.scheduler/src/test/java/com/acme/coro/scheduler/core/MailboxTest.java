package com.acme.coro.scheduler.core;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MailboxTest {
    private static final int MANY = 1_000;

    private final Mailbox box = new Mailbox(0, Integer.MAX_VALUE);

    private static void add(Mailbox box, Object message) {
        if (!box.roomy()) box.offer(new Mailbox.Chunk(box.nextLength()));
        box.add(message);
    }

    /** Takes the message at a place of the order, as a selective receive does. */
    private Object take(int place) {
        var at = new Mailbox.Cursor();
        at.position = 0;
        box.locate(at);
        for (int left = place; ; at.position++) {
            box.locate(at);
            Object message = Mailbox.at(at.chunk, at.position);
            if (message != null && left-- == 0) return box.takeFrom(at.chunk, at.position, message);
        }
    }

    @Test
    void shouldHandOutInTheOrderOfArrival() {
        for (int i = 0; i < MANY; i++) add(box, i);
        assertEquals(MANY, box.size());
        for (int i = 0; i < MANY; i++) assertEquals(i, box.take());
        assertEquals(0, box.size());
    }

    @Test
    void shouldBeFullAtItsBound() {
        var bounded = new Mailbox(2, Integer.MAX_VALUE);
        add(bounded, "a");
        assertFalse(bounded.full());
        add(bounded, "b");
        assertTrue(bounded.full());
        bounded.take();
        assertFalse(bounded.full());
    }

    @Test
    void shouldReportItsDepthEachTimeThatHasDoubled() {
        var watched = new Mailbox(0, 10);
        var reported = new ArrayList<Integer>();
        for (int i = 1; i <= 100; i++) {
            add(watched, i);
            if (watched.isDeep()) reported.add(i);
        }
        assertEquals(List.of(10, 20, 40, 80), reported);
    }

    @Test
    void shouldNotFindAMessageThatWasTaken() {
        add(box, "a");
        add(box, "b");
        var at = new Mailbox.Cursor();
        box.locate(at);
        Mailbox.Chunk chunk = at.chunk;
        long place = at.position;
        assertEquals("a", box.take());
        assertNull(box.takeFrom(chunk, place, "a"));
        assertEquals("b", box.take());
    }

    @Test
    void shouldKeepTheOrderWhateverIsTakenFromItsMiddle() {
        var random = new SplittableRandom(42);
        var model = new ArrayList<Integer>();
        for (int step = 0; step < 20_000; step++) {
            if (model.isEmpty() || random.nextInt(100) < 55) {
                add(box, step);
                model.add(step);
            } else {
                int place = random.nextInt(4) == 0 ? random.nextInt(Math.min(50, model.size())) : 0;
                Object taken = place == 0 ? box.take() : take(place);
                assertEquals(model.remove(place), taken);
            }
            assertEquals(model.size(), box.size());
        }
        for (Integer expected : model) assertEquals(expected, box.take());
    }
}
