package com.acme.coro.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Exit;
import com.acme.coro.api.NotTransferableException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Transferable;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Messages that travel as bytes")
class ThroughCodecTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @Transferable("reading")
    record Reading(int value, Coro from, Channel about) {}

    record Undeclared(int value) {}

    @CoroTest(throughCodec = true)
    void shouldArriveAsACopyWithItsReferences(Scheduler coros, Channels channels, Refs refs) {
        Channel news = channels.create("news");
        Coro receiver = coros.spawn("receiver", self -> {
            Reading r = self.receive(Reading.class);
            r.from().send("got it");
            return r;
        });
        Coro sender = coros.spawn("sender", self -> {
            var reading = new Reading(1, self.coro(), news);
            refs.ref(receiver).send(reading);
            assertEquals("got it", self.receive());
            return reading;
        });

        Object sent = sender.value(SOON);
        Object received = receiver.value(SOON);
        assertEquals(sent, received);
        assertNotSame(sent, received);
        news.close();
    }

    // snippet: refused
    @CoroTest(throughCodec = true)
    void refusesAtTheSenderWhatCannotBeWritten(Scheduler coros, Refs refs) {
        Coro receiver = coros.spawn("receiver", self -> self.receive());
        Coro ref = refs.ref(receiver);

        var refused = assertThrows(NotTransferableException.class, () -> ref.send(List.of(new Undeclared(1))));
        assertEquals("[0]", refused.path());
        assertThrows(NotTransferableException.class, () -> ref.deliver(new Undeclared(1), SOON));
        assertThrows(NotTransferableException.class, () -> ref.ask(asker -> new Undeclared(1), SOON));
        receiver.send("end");
        assertEquals("end", receiver.value(SOON));
    }
    // end

    @CoroTest(throughCodec = true)
    void shouldAskAndAnswer(Scheduler coros, Refs refs) {
        Coro echo = coros.spawn("echo", self -> {
            self.receive(Coro.class).send(new Reading(2, self.coro(), null));
            return null;
        });
        assertEquals(new Reading(2, echo, null), refs.ref(echo).ask(asker -> asker, SOON));
        echo.join();
    }

    @CoroTest(throughCodec = true)
    @DisplayName("a returned value that cannot be written is told as such")
    void shouldTellOfAValueThatCannotBeWritten(Scheduler coros, Refs refs) {
        Coro bad = coros.spawn("bad", self -> {
            self.receive();
            return new Undeclared(1);
        });
        Coro watcher = coros.spawn("watcher", self -> {
            self.monitor(refs.ref(bad));
            bad.send("go");
            return self.receive(Exit.class);
        });

        Exit exit = (Exit) watcher.value(SOON);
        var how = assertInstanceOf(Outcome.NotTransferable.class, exit.outcome());
        assertTrue(how.what().startsWith(Undeclared.class.getName()), how::what);
        if (refs.loopsBack()) {
            assertInstanceOf(
                    Outcome.NotTransferable.class, refs.ref(bad).tryJoin(SOON).orElseThrow());
        }
    }
}
