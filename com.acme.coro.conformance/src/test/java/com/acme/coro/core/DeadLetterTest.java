package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Dead letters and other events")
class DeadLetterTest {
    @CoroTest
    @DisplayName("N26 a message to one that has ended")
    void shouldReportAMessageToTheDead(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> null));
        c.tryJoin(SOON);
        c.send(List.of("too", "late"));
        var letter = events.await(DeadLetter.class);
        assertEquals(c, letter.coro());
        assertEquals("[too, late]", letter.message());
        assertEquals(List.of("too", "late").getClass().getName(), letter.type());
        assertEquals(Reason.ENDED, letter.reason());
    }

    @CoroTest
    @DisplayName("A33 messages that nobody has read at the end, each, in order")
    void shouldReportUnreadMessages(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive(Integer.class)));
        c.send("a");
        c.send("b");
        c.send(1);
        c.tryJoin(SOON);
        events.await(DeadLetter.class, l -> l.message().equals("b"));
        assertEquals(
                List.of("a", "b"),
                events.of(DeadLetter.class).stream().map(DeadLetter::message).toList());
        assertTrue(events.of(DeadLetter.class).stream().allMatch(l -> l.reason() == Reason.UNREAD));
    }

    @CoroTest
    @DisplayName("a message that a switch has no case for")
    void shouldReportAnUnhandledMessage(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            assertThrows(IllegalStateException.class, self::unhandled);
            while (true) {
                switch (self.receive()) {
                    case Integer i -> {
                        return i;
                    }
                    default -> self.unhandled();
                }
            }
        }));
        c.send("what is this?");
        c.send(1);
        assertEquals(1, c.value(SOON));
        var letter = events.await(DeadLetter.class);
        assertEquals("what is this?", letter.message());
        assertEquals(Reason.UNHANDLED, letter.reason());
    }

    @CoroTest
    void refusesToReportAMessageTwice(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            self.coro().send("m");
            self.receive();
            self.unhandled();
            assertThrows(IllegalStateException.class, self::unhandled);
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }

    @CoroTest
    @DisplayName("a message whose text cannot be made is reported by its type")
    void shouldReportAnUnprintableMessage(Scheduler coros, Events events, Refs refs) {
        final class Unprintable {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        }
        Coro c = refs.ref(coros.spawn("c", self -> null));
        c.tryJoin(SOON);
        c.send(new Unprintable());
        assertEquals(Unprintable.class.getName(), events.await(DeadLetter.class).type());
        assertEquals("alive", coros.spawn("next", self -> "alive").value(SOON));
    }

    @CoroTest
    @DisplayName("a listener that throws harms neither the scheduler nor the other listeners")
    void shouldBearAListenerThatThrows(CoroRuntime runtime, Scheduler coros, Events events) {
        var called = new AtomicInteger();
        runtime.listen(e -> {
            called.incrementAndGet();
            throw new IllegalStateException("listener");
        });
        Coro c = coros.spawn("c", self -> null);
        c.tryJoin(SOON);
        c.send("one");
        c.send("two");
        events.await(DeadLetter.class, l -> l.message().equals("two"));
        Eventually.holds("asked each time", () -> called.get() == 2);
        assertEquals("alive", coros.spawn("next", self -> "alive").value(SOON));
    }

    @CoroTest
    @DisplayName("a listener that blocks does not block coroutines")
    void shouldBearAListenerThatBlocks(CoroRuntime runtime, Scheduler coros) {
        var release = new CountDownLatch(1);
        runtime.listen(e -> {
            try {
                release.await();
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
        });
        Coro c = coros.spawn("c", self -> null);
        c.tryJoin(SOON);
        c.send("one");
        assertEquals("alive", coros.spawn("next", self -> "alive").value(SOON));
        release.countDown();
    }

    @CoroTest
    @DisplayName("a listener may use coroutines itself, and one that was removed is not called again")
    void shouldBearAListenerThatSpawns(CoroRuntime runtime, Scheduler coros, Events events) {
        var spawned = new AtomicInteger();
        var listening = runtime.listen(e -> {
            if (e instanceof DeadLetter)
                coros.spawn("from listener", self -> spawned.incrementAndGet()).tryJoin(SOON);
        });
        Coro c = coros.spawn("c", self -> null);
        c.tryJoin(SOON);
        c.send("one");
        Eventually.holds("a coroutine of the listener's ran", () -> spawned.get() == 1);
        listening.close();
        listening.close();
        c.send("two");
        events.await(DeadLetter.class, l -> l.message().equals("two"));
        assertEquals(1, spawned.get());
    }

    @CoroTest(deepMailbox = 10)
    @DisplayName("a mailbox that grows deep is reported, again when it has doubled")
    void shouldReportADeepMailbox(Scheduler coros, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.suspend()));
        for (int i = 0; i < 25; i++) c.send(i);
        var deep = events.await(CoroEvent.DeepMailbox.class, e -> e.depth() >= 20);
        assertEquals(c, deep.coro());
        assertEquals(
                List.of(10, 20),
                events.of(CoroEvent.DeepMailbox.class).stream()
                        .map(CoroEvent.DeepMailbox::depth)
                        .toList());
        c.terminate();
    }

    @CoroTest
    void refusesNullListener(CoroRuntime runtime) {
        assertThrows(NullPointerException.class, () -> runtime.listen(null));
    }
}
