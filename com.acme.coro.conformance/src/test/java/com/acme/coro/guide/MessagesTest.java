package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SectionTimeoutException;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The guide's snippets on messages. */
class MessagesTest {
    // snippet: messages
    record Reading(String sensor, int value) {}

    record Query(Coro replyTo) {}
    // end

    private static Coro meter(Scheduler coros) {
        // snippet: server
        Coro meter = coros.spawn("meter", self -> {
            int total = 0;
            while (true) {
                switch (self.receive()) {
                    case Reading reading -> total += reading.value();
                    case Query query -> query.replyTo().send(total);
                    default -> self.unhandled(); // a dead letter: logged, with its reason
                }
            }
        });
        // end
        return meter;
    }

    @CoroTest
    void shouldAsk(Scheduler coros) {
        Coro meter = meter(coros);
        // snippet: ask
        meter.send(new Reading("kitchen", 20));
        meter.send(new Reading("cellar", 12));
        Object total = meter.ask(Query::new, Duration.ofSeconds(1)); // 32
        // end
        assertEquals(32, total);
    }

    @CoroTest
    void shouldTellOfWhatNobodyHandles(Scheduler coros, Events events) {
        meter(coros).send("what is this?");
        var letter = events.await(CoroEvent.DeadLetter.class);
        assertEquals(CoroEvent.DeadLetter.Reason.UNHANDLED, letter.reason());
    }

    @CoroTest
    void shouldGiveUpWaiting(Scheduler coros, VirtualTime time) {
        Coro receiver = coros.spawn("receiver", MessagesTest::impatient);
        time.advance(Duration.ofSeconds(2));
        assertEquals(List.of(Optional.empty(), "nothing came", Optional.empty()), receiver.value());
    }

    @CoroTest
    void shouldLimitASection(Scheduler coros, VirtualTime time) {
        Coro client = coros.spawn("client", MessagesTest::price);
        time.advance(Duration.ofSeconds(5));
        assertEquals("no price today", client.value());
    }

    private static Object price(Self self) throws Exception {
        // snippet: within
        try {
            return self.within(Duration.ofSeconds(3), () -> {
                Coro exchange = self.locate("exchange", Duration.ofSeconds(60));
                return exchange.ask(Query::new, Duration.ofSeconds(60));
            });
        } catch (SectionTimeoutException late) { // all of it together took more than three seconds
            return "no price today";
        }
        // end
    }

    private static List<Object> impatient(Self self) {
        // snippet: timeout
        Optional<Object> soon = self.tryReceive(Duration.ofSeconds(1)); // empty when the time is up
        Object orElse = self.tryReceive(Duration.ofSeconds(1)).orElse("nothing came"); // or something instead
        Optional<Object> now = self.poll(); // does not wait at all
        // end
        return List.of(soon, orElse, now);
    }

    @CoroTest
    void shouldReceiveSomeMessagesBeforeOthers(Scheduler coros) {
        Coro receiver = coros.spawn("receiver", self -> {
            self.receive(m -> m.equals("go"));
            // snippet: selective
            Integer number = self.receive(Integer.class); // the oldest number
            Object urgent = self.receive(m -> m instanceof String s && s.startsWith("!"));
            Object oldest = self.receive(); // the others kept their order
            // end
            return List.of(number, urgent, oldest);
        });
        for (Object message : List.of("a", "b", 1, "!c", 2, "go")) receiver.send(message);
        assertEquals(List.of(1, "!c", "a"), receiver.value());
    }

    @CoroTest
    void shouldSayThatTheMailboxIsFull(Scheduler coros, VirtualTime time) {
        // snippet: bound
        Coro printer = coros.spawn(Spawn.named("printer").bound(2), self -> {
            while (true) {
                Object page = self.receive();
                self.sleep(Duration.ofSeconds(1)); // prints
                self.log().info("printed {}", page);
            }
        });
        // end
        time.settle();
        assertEquals("accepted", sent(printer, "page 1"));
        time.settle();
        assertEquals("accepted", sent(printer, "page 2"));
        assertEquals("accepted", sent(printer, "page 3"));
        assertEquals("full: it holds 2", sent(printer, "page 4"));
        Coro patient = coros.spawn("patient", self -> printer.deliver("page 4"));
        time.advance(Duration.ofSeconds(1));
        assertEquals(SendResult.ACCEPTED, patient.value());
    }

    private static String sent(Coro printer, Object page) {
        // snippet: send-result
        return switch (printer.send(page)) { // never waits
            case SendResult.Accepted accepted -> "accepted";
            case SendResult.Full full -> "full: it holds " + full.bound();
            case SendResult.Gone gone -> "gone: " + gone.reason();
        };
        // end
    }
}
