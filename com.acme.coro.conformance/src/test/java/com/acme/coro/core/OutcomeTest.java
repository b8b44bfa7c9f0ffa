package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Outcomes: join and value")
class OutcomeTest {
    @CoroTest
    @DisplayName("A09 the value is what the body returned, never what it yielded or received")
    void shouldGiveWhatTheBodyReturned(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            self.coro().send("received");
            self.receive();
            return null;
        }));
        assertEquals(Optional.of(new Outcome.Returned(null)), c.tryJoin(SOON));
        assertNull(c.value(SOON));
        assertEquals(5, refs.ref(coros.spawn("five", self -> 5)).value(SOON));
    }

    @CoroTest
    @DisplayName("A10 N23 a failure is told with type, message and trace, and rethrown to who asks for the value")
    void shouldTellAFailure(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            self.yield();
            throw new IOException("disk on fire", new IllegalStateException("spark"));
        }));
        var failed = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals("java.io.IOException", failed.failure().type());
        assertEquals("disk on fire", failed.failure().message());
        assertEquals("spark", failed.failure().cause().orElseThrow().message());
        assertTrue(failed.failure().stack().stream()
                .anyMatch(f -> f.getClassName().startsWith(OutcomeTest.class.getName())));

        var e = assertThrows(CoroEndedException.class, () -> c.value(SOON));
        assertEquals(c, e.coro());
        assertEquals(failed, e.outcome());
        assertEquals("java.io.IOException: disk on fire", e.getCause().toString());
        assertEquals("java.io.IOException: disk on fire", e.getCause().getMessage(), "some logs print no more");
        assertTrue(Arrays.stream(e.getCause().getStackTrace())
                .anyMatch(f -> f.getClassName().startsWith(OutcomeTest.class.getName())));

        Coro asking = coros.spawn(
                "asking",
                self -> assertThrows(CoroEndedException.class, c::value).outcome());
        assertEquals(failed, asking.value(SOON));
    }

    @CoroTest
    @DisplayName("A20 an uncaught failure is an event, too")
    void shouldReportAFailure(Scheduler coros, Events events) {
        Coro c = coros.spawn("c", self -> {
            throw new IllegalStateException("broken");
        });
        var ended = events.await(CoroEvent.Ended.class);
        assertEquals(c, ended.coro());
        assertInstanceOf(Outcome.Failed.class, ended.outcome());
    }

    @CoroTest
    @DisplayName("A13 value and join both work, in any order, from threads and coroutines")
    void shouldAllowValueAndJoinInAnyOrder(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        var threads = new ArrayList<CompletableFuture<Object>>();
        for (int i = 0; i < 3; i++) {
            threads.add(CompletableFuture.supplyAsync(c::value));
            threads.add(CompletableFuture.supplyAsync(c::join));
        }
        var waiting = List.of(
                coros.spawn("w1", self -> c.value()),
                coros.spawn("w2", self -> c.join()),
                coros.spawn("w3", self -> c.value(SOON)));
        allHadATurn(coros);
        c.send(42);
        var returned = new Outcome.Returned(42);
        for (int i = 0; i < 6; i++)
            assertEquals(i % 2 == 0 ? 42 : returned, threads.get(i).join());
        assertEquals(
                List.of(42, returned, 42),
                waiting.stream().map(w -> w.value(SOON)).toList());
        assertEquals(42, c.value());
        assertEquals(returned, c.join());
        assertEquals(42, c.value(SOON));
    }

    @CoroTest
    @DisplayName("A11 the value can be asked for any number of times after the end")
    void shouldGiveTheValueAnyNumberOfTimes(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> "again"));
        for (int i = 0; i < 3; i++) assertEquals("again", c.value());
    }

    @CoroTest
    @DisplayName("A12 N22 join for 0.1 s of one that ends at 0.5 s expires; a second gives the result")
    void shouldExpireAndThenGiveTheResult(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            self.sleep(millis(500));
            return null;
        }));
        Coro waiting = coros.spawn("waiting", self -> {
            var first = c.tryJoin(millis(100));
            var when = time.elapsed();
            return List.of(first, when, c.join(), time.elapsed());
        });
        time.advance(SECOND);
        assertEquals(
                List.of(Optional.empty(), millis(100), new Outcome.Returned(null), millis(500)), waiting.value(SOON));
    }

    @CoroTest
    @DisplayName("A11 a value that is not there in time is a CoroTimeoutException, never a null")
    void shouldThrowWhenThereIsNoValueInTime(Scheduler coros, VirtualTime time, Refs refs) throws Exception {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        Coro waiting = coros.spawn("waiting", self -> {
            assertThrows(CoroTimeoutException.class, () -> c.value(seconds(2)));
            return time.elapsed();
        });
        time.advance(seconds(2));
        assertEquals(seconds(2), waiting.value(SOON));
        assertThrows(CoroTimeoutException.class, () -> c.value(Duration.ZERO));
        assertThrows(CoroTimeoutException.class, () -> time.during(() -> c.value(seconds(3))));
        assertEquals(seconds(5), time.elapsed());
        c.send("now");
        assertEquals("now", c.value(SOON));
    }

    @CoroTest
    @DisplayName("N22 a plain thread's join expires, too")
    void shouldExpireOnPlainThread(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        assertEquals(Optional.empty(), c.tryJoin(Duration.ZERO));
        assertEquals(Optional.empty(), c.tryJoin(millis(30)));
        c.send("x");
        assertEquals(Optional.of(new Outcome.Returned("x")), c.tryJoin(SOON));
    }

    @CoroTest
    void refusesToWaitForItself(Scheduler coros, Refs refs) {
        Coro c = coros.spawn("c", self -> {
            Coro me = refs.ref(self.coro());
            assertThrows(IllegalStateException.class, me::join);
            assertThrows(IllegalStateException.class, () -> me.tryJoin(SECOND));
            assertThrows(IllegalStateException.class, me::value);
            assertThrows(IllegalStateException.class, () -> me.value(SECOND));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }

    @CoroTest
    void refusesNullAndNegativeTimes(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        assertThrows(NullPointerException.class, () -> c.tryJoin(null));
        assertThrows(NullPointerException.class, () -> c.value((Duration) null));
        assertThrows(IllegalArgumentException.class, () -> c.tryJoin(millis(-1)));
        assertThrows(IllegalArgumentException.class, () -> c.value(millis(-1)));
        c.send("fine");
        assertEquals("fine", c.value(SOON));
    }

    @CoroTest
    @DisplayName("an exception whose own methods throw is told all the same")
    void shouldTellAnUnreadableFailure(Scheduler coros, Refs refs) {
        final class Unreadable extends RuntimeException {
            private static final long serialVersionUID = 1L;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message for you");
            }
        }
        Coro c = refs.ref(coros.spawn("c", self -> {
            throw new Unreadable();
        }));
        var failed = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals(Unreadable.class.getName(), failed.failure().type());
        assertEquals("alive", coros.spawn("next", self -> "alive").value(SOON));
    }

    @CoroTest
    @DisplayName("one who waits and is terminated leaves the other alone")
    void shouldForgetAWaiterThatIsTerminated(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        Coro waiting = refs.ref(coros.spawn("waiting", self -> c.join()));
        allHadATurn(coros);
        waiting.terminate();
        assertInstanceOf(Outcome.Terminated.class, ended(waiting));
        assertTrue(c.alive());
        c.send("x");
        assertEquals("x", c.value(SOON));
    }
}
