package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Asking, and answers")
class AskTest {
    private record Query(int of, Coro replyTo) {}

    private static Coro doubler(Scheduler coros) {
        return coros.spawn(Spawn.named("doubler").daemon(true), self -> {
            while (true) {
                Query q = self.receive(Query.class);
                q.replyTo().send(q.of() * 2);
            }
        });
    }

    @CoroTest
    void shouldBringTheAnswerToCoroutinesAndThreads(Scheduler coros, Refs refs) {
        Coro server = refs.ref(doubler(coros));
        assertEquals(4, server.ask(r -> new Query(2, r), SOON));
        Coro client = coros.spawn("client", self -> server.ask(r -> new Query(3, r), SOON));
        assertEquals(6, client.value(SOON));
    }

    @CoroTest
    @DisplayName("an answer does not mix with the mailbox")
    void shouldLeaveTheMailboxAlone(Scheduler coros, Refs refs) {
        Coro server = refs.ref(doubler(coros));
        Coro client = refs.ref(coros.spawn("client", self -> {
            self.suspend();
            return List.of(server.ask(r -> new Query(3, r), SOON), self.receive(), self.poll());
        }));
        client.send("mail");
        allHadATurn(coros);
        client.resume("go");
        assertEquals(List.of(6, "mail", Optional.empty()), client.value(SOON));
    }

    @CoroTest
    void shouldThrowWhenTheTimeIsUpAndReportTheLateAnswer(Scheduler coros, VirtualTime time, Events events, Refs refs) {
        Coro server = refs.ref(coros.spawn("slow", self -> {
            Query q = self.receive(Query.class);
            self.sleep(seconds(5));
            q.replyTo().send("late");
            return null;
        }));
        Coro client = coros.spawn("client", self -> {
            assertThrows(CoroTimeoutException.class, () -> server.ask(r -> new Query(1, r), SECOND));
            return List.of(time.elapsed(), self.poll());
        });
        time.advance(seconds(6));
        assertEquals(List.of(SECOND, Optional.empty()), client.value(SOON));
        assertEquals(
                DeadLetter.Reason.LATE_ANSWER, events.await(DeadLetter.class).reason());
    }

    @CoroTest
    void shouldReportASecondAnswer(Scheduler coros, Events events, Refs refs) {
        Coro server = refs.ref(coros.spawn("eager", self -> {
            Query q = self.receive(Query.class);
            q.replyTo().send("one");
            q.replyTo().send("two");
            return null;
        }));
        assertEquals("one", server.ask(r -> new Query(1, r), SOON));
        var letter = events.await(DeadLetter.class);
        assertEquals(DeadLetter.Reason.LATE_ANSWER, letter.reason());
        assertEquals("two", letter.message());
    }

    @CoroTest
    void shouldThrowWhenTheOtherHasEndedOrEnds(Scheduler coros, Refs refs) {
        Coro gone = refs.ref(coros.spawn("gone", self -> null));
        gone.tryJoin(SOON);
        var e = assertThrows(CoroEndedException.class, () -> gone.ask(r -> new Query(1, r), SOON));
        assertEquals(gone, e.coro());
        assertInstanceOf(Outcome.Returned.class, e.outcome());

        Coro broken = refs.ref(coros.spawn("broken", self -> {
            throw new IllegalArgumentException(
                    "cannot " + self.receive(Query.class).of());
        }));
        Coro client = coros.spawn("client", self -> broken.ask(r -> new Query(7, r), SOON));
        var failed = (Outcome.Failed) ended(client);
        assertEquals(CoroEndedException.class.getName(), failed.failure().type());
        assertTrue(failed.failure().cause().orElseThrow().toString().contains("cannot 7"), failed::toString);
    }

    @CoroTest
    @DisplayName("the time for delivery into a full mailbox counts")
    void shouldCountTheTimeForDelivery(Scheduler coros, VirtualTime time, Refs refs) {
        Coro full = refs.ref(coros.spawn(Spawn.named("full").bound(1), self -> self.suspend()));
        full.send("x");
        Coro client = coros.spawn("client", self -> {
            assertThrows(CoroTimeoutException.class, () -> full.ask(r -> new Query(1, r), seconds(2)));
            return time.elapsed();
        });
        time.advance(seconds(3));
        assertEquals(seconds(2), client.value(SOON));
        full.terminate();
    }

    @CoroTest
    void refusesNullsAndNegativeTimes(Scheduler coros, Refs refs) {
        Coro server = refs.ref(doubler(coros));
        assertThrows(NullPointerException.class, () -> server.ask(null, SOON));
        assertThrows(NullPointerException.class, () -> server.ask(r -> new Query(1, r), null));
        assertThrows(NullPointerException.class, () -> server.ask(r -> null, SOON));
        assertThrows(IllegalArgumentException.class, () -> server.ask(r -> new Query(1, r), millis(-1)));
        assertEquals(4, server.ask(r -> new Query(2, r), SOON));
    }

    @CoroTest
    @DisplayName("what the question's maker throws, the ask throws")
    void shouldThrowWhatTheMakerThrows(Scheduler coros, Refs refs) {
        Coro server = refs.ref(doubler(coros));
        assertThrows(
                ArithmeticException.class,
                () -> server.ask(
                        r -> {
                            throw new ArithmeticException("no question");
                        },
                        SOON));
    }
}
