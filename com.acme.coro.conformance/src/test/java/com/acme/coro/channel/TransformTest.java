package com.acme.coro.channel;

import static com.acme.coro.channel.Listeners.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Transform")
class TransformTest {
    private static boolean isUpper(Object message) {
        return message instanceof String s && s.equals(s.toUpperCase(java.util.Locale.ROOT));
    }

    @CoroTest
    @DisplayName("N58, D02: it drops or replaces messages, once each, on the sender's thread")
    void shouldDropOrReplace(Scheduler coros, Channels channels, VirtualTime time) {
        var threads = new CopyOnWriteArrayList<Thread>();
        Channel lower = channels.create("lower", (name, message) -> {
            threads.add(Thread.currentThread());
            return isUpper(message) ? Optional.empty() : Optional.of(name + ":" + message);
        });
        var got = new CopyOnWriteArrayList<Object>();
        lower.subscribe(listener(coros, got));
        lower.subscribe(listener(coros, got));
        assertEquals(0, lower.send("A"));
        assertEquals(2, lower.send("b"));
        assertEquals(0, lower.deliver("C"));
        assertEquals(0, lower.deliver("C", 1, Duration.ofSeconds(1)));
        assertEquals(2, lower.deliver("d"));
        time.settle();
        assertEquals(
                List.of("lower:b", "lower:b", "lower:d", "lower:d"),
                got.stream().sorted().toList());
        assertEquals(5, threads.size());
        threads.forEach(t -> assertSame(Thread.currentThread(), t));
    }

    @CoroTest
    @DisplayName("N58, D02: one that throws, anything, or returns null drops the message and nothing else")
    void shouldDropWhenItThrows(Scheduler coros, Channels channels, VirtualTime time) {
        Channel picky = channels.create("picky", (name, message) -> {
            switch ((String) message) {
                case "exception" -> throw new IllegalStateException("on purpose");
                case "error" -> throw new AssertionError("on purpose");
                case "null" -> {
                    return null;
                }
                default -> {
                    return Optional.of(message);
                }
            }
        });
        var got = new CopyOnWriteArrayList<Object>();
        picky.subscribe(listener(coros, got));
        try (var log = new LogLines()) {
            for (String bad : List.of("exception", "error", "null")) {
                assertEquals(0, picky.send(bad), bad);
                assertEquals(0, picky.deliver(bad, 1, Duration.ofSeconds(1)), bad);
            }
            assertEquals(
                    6,
                    log.with("transform of channel picky@", "java.lang.String").size());
            assertEquals(2, log.with("IllegalStateException: on purpose").size());
            assertEquals(2, log.with("AssertionError: on purpose").size());
            assertEquals(2, log.with("returned null, not an Optional").size());
        }
        assertEquals(1, picky.send("good"));
        assertEquals(0, picky.deliver(7, 0, Duration.ZERO), "a cast that fails");
        time.settle();
        assertEquals(List.of("good"), got);
        assertEquals(1, picky.subscribers());
    }

    @CoroTest
    @DisplayName("D02: it can be set, replaced and cleared")
    void shouldBeReplaced(Scheduler coros, Channels channels, VirtualTime time) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        c.subscribe(listener(coros, got));
        c.send(1);
        c.transform((name, message) -> Optional.of((Integer) message * 10));
        c.send(2);
        c.transform((name, message) -> Optional.empty());
        c.send(3);
        c.clearTransform();
        c.clearTransform();
        c.send(4);
        time.settle();
        assertEquals(List.of(1, 20, 4), got);
    }

    @CoroTest
    @DisplayName("One that sends on its own channel is called for that message too")
    void shouldReenter(Scheduler coros, Channels channels, VirtualTime time) {
        Channel c = channels.create("countdown");
        c.transform((name, message) -> {
            int n = (Integer) message;
            if (n > 0) c.send(n - 1);
            return Optional.of(message);
        });
        var got = new CopyOnWriteArrayList<Object>();
        c.subscribe(listener(coros, got));
        assertEquals(1, c.send(3));
        time.settle();
        assertEquals(List.of(0, 1, 2, 3), got);
    }

    @CoroTest
    @DisplayName("One that sends on its own channel for ever runs out of stack, and drops what it was about")
    void shouldSurviveEndlessReentry(Scheduler coros, Channels channels) {
        Channel c = channels.create("endless");
        var calls = new AtomicInteger();
        c.transform((name, message) -> {
            calls.incrementAndGet();
            c.send(message);
            return Optional.empty();
        });
        assertEquals(0, c.send("again"));
        assertTrue(calls.get() > 10);
        c.clearTransform();
        assertEquals(0, c.send("usable"));
    }

    @CoroTest
    @DisplayName("One that changes subscriptions, or closes its channel, changes who gets the message it is called for")
    void shouldSeeChangesItMakes(Scheduler coros, Channels channels, VirtualTime time) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        Coro one = listener(coros, got);
        Coro two = listener(coros, new CopyOnWriteArrayList<>());
        c.subscribe(two);
        c.transform((name, message) -> {
            if (message.equals("swap")) {
                c.unsubscribe(two);
                c.subscribe(one);
            }
            if (message.equals("close")) c.close();
            if (message.equals("clear")) c.clearTransform();
            return Optional.of(message);
        });
        assertEquals(1, c.send("swap"));
        time.settle();
        assertEquals(List.of("swap"), got);
        assertEquals(0, c.send("close"));
        assertEquals(Optional.empty(), channels.locate("c"));
    }

    @CoroTest
    @DisplayName("A sender that is terminated while its transform waits ends")
    void shouldLetSignalsPass(Scheduler coros, Channels channels, VirtualTime time) {
        Channel slow = channels.create("slow", (name, message) -> {
            coros.current().orElseThrow().sleep(Duration.ofHours(1));
            return Optional.of(message);
        });
        Coro sender = coros.spawn("sender", self -> slow.send("never"));
        time.settle();
        sender.terminate("enough");
        time.settle();
        assertFalse(sender.alive());
        assertEquals(new Outcome.Terminated("enough"), sender.join());
    }
}
