package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Clause;
import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Wait;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A38a waiting for the first of several things, and for all of them")
class FirstAllTest {
    @CoroTest
    void shouldBringTheFirstOfMessageEndAndTime(Scheduler coros, VirtualTime time, Refs refs) {
        Coro worker = refs.ref(coros.spawn("worker", self -> {
            self.sleep(seconds(2));
            return 5;
        }));
        Coro c = refs.ref(coros.spawn("c", self -> {
            Wait<?>[] waits = {Wait.message(), Wait.end(worker), Wait.after(seconds(3))};
            return List.of(
                    Done.first(self, waits),
                    Done.first(self, waits),
                    Done.first(self, waits[0], waits[2]),
                    time.elapsed());
        }));
        time.advance(SECOND);
        c.send("m");
        time.advance(seconds(10));
        assertEquals(
                List.of(new Done(0, "m"), new Done(1, new Outcome.Returned(5)), new Done(1, seconds(3)), seconds(5)),
                c.value(SOON));
    }

    @CoroTest
    @DisplayName("where several have come about already, the one that stands first counts")
    void shouldPreferWhatStandsFirst(Scheduler coros, Locks locks, Refs refs) {
        Coro ended = refs.ref(coros.spawn("ended", self -> 1));
        ended.tryJoin(SOON);
        var event = locks.event();
        event.set();
        Coro c = coros.spawn("c", self -> {
            self.coro().send("m");
            var a = Done.first(self, Wait.on(event), Wait.end(ended), Wait.message());
            var b = Done.first(self, Wait.end(ended), Wait.message(), Wait.on(event));
            var d = Done.first(self, Wait.message(), Wait.on(event));
            return List.of(a, b, d);
        });
        assertEquals(List.of(new Done(0, true), new Done(0, new Outcome.Returned(1)), new Done(0, "m")), c.value(SOON));
    }

    @CoroTest
    @DisplayName("what did not come first is withdrawn: no message, event or end is lost by it")
    void shouldLoseNothing(Scheduler coros, Locks locks, VirtualTime time, Refs refs) {
        var event = locks.event();
        var stage = new CompletableFuture<String>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            var first = Done.first(self, Wait.message(String.class), Wait.on(event), Wait.stage(stage));
            var second = Done.first(self, Wait.message(String.class), Wait.stage(stage));
            return List.of(first, second, self.receive());
        }));
        time.settle();
        c.send(1);
        time.settle();
        event.set();
        time.settle();
        c.send("m");
        time.settle();
        stage.complete("s");
        assertEquals(List.of(new Done(1, true), new Done(0, "m"), 1), c.value(SOON));
    }

    @CoroTest
    void shouldWaitForTheMessageThatIsWanted(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn(
                "c",
                self -> List.of(
                        Done.first(self, Wait.message(m -> m.equals(3)), Wait.after(seconds(9))),
                        self.receive(),
                        self.receive())));
        for (int i = 1; i <= 3; i++) {
            time.settle();
            c.send(i);
        }
        time.settle();
        assertEquals(List.of(new Done(0, 3), 1, 2), c.value(SOON));
    }

    @CoroTest
    void shouldTakeTheTwoKindsOfMessagesApart(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            Wait<?>[] waits = {Wait.message(Integer.class), Wait.message(String.class)};
            return List.of(Done.first(self, waits), Done.first(self, waits), Done.first(self, waits));
        }));
        c.send("a");
        c.send("b");
        allHadATurn(coros);
        c.send(1);
        var got = (List<?>) c.value(SOON);
        assertEquals(3, got.size());
        assertEquals(true, got.contains(new Done(1, "a")) && got.contains(new Done(1, "b")));
        assertEquals(true, got.contains(new Done(0, 1)));
    }

    @CoroTest
    void shouldWaitForAll(Scheduler coros, Locks locks, VirtualTime time, Refs refs) {
        var event = locks.event();
        Coro worker = refs.ref(coros.spawn("worker", self -> {
            self.sleep(seconds(2));
            return "w";
        }));
        Coro c = refs.ref(coros.spawn("c", self -> {
            var all = self.all(Wait.message(), Wait.end(worker), Wait.after(seconds(1)), Wait.on(event));
            return List.of(all, time.elapsed());
        }));
        c.send("m");
        time.advance(seconds(3));
        assertEquals(true, c.alive());
        event.set();
        time.settle();
        assertEquals(List.of(List.of("m", new Outcome.Returned("w"), seconds(1), true), seconds(3)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("all of two waits for messages takes two messages")
    void shouldTakeOneMessageForEachWait(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.all(Wait.message(), Wait.message(Integer.class))));
        c.send("a");
        c.send(1);
        assertEquals(List.of("a", 1), c.value(SOON));
    }

    @CoroTest
    @DisplayName("what a wait for all has taken goes back to its place when something is raised")
    void shouldPutBackWhatItTook(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> self.all(
                            Wait.message(m -> m.equals(2)), Wait.message(m -> m.equals(3)), Wait.after(seconds(5))));
            return List.of(self.receive(), self.receive(), self.receive(), self.receive());
        }));
        for (int i = 1; i <= 4; i++) c.send(i);
        time.advance(SECOND);
        c.raise(new IllegalStateException("stop"));
        time.settle();
        assertEquals(List.of(1, 2, 3, 4), c.value(SOON));
    }

    @CoroTest
    void shouldThrowWhatAStageCompletedWith(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> Done.first(
                            self,
                            Wait.stage(CompletableFuture.failedFuture(new IllegalStateException("broken"))),
                            Wait.message()));
            var e = assertThrows(
                    CompletionException.class,
                    () -> Done.first(self, Wait.stage(CompletableFuture.failedFuture(new IOException("disk")))));
            assertInstanceOf(IOException.class, e.getCause());
            return Done.first(self, Wait.stage(CompletableFuture.completedFuture(null)));
        });
        assertEquals(new Done(0, null), c.value(SOON));
    }

    @CoroTest
    void shouldBeWokenByARaiseAndWithdrawEverything(Scheduler coros, Locks locks, VirtualTime time, Refs refs) {
        var event = locks.event();
        Coro c = refs.ref(coros.spawn("c", self -> {
            assertThrows(
                    IllegalStateException.class,
                    () -> Done.first(self, Wait.message(), Wait.on(event), Wait.after(seconds(5))));
            return List.of(self.tryReceive(seconds(9)), time.elapsed());
        }));
        time.advance(SECOND);
        c.raise(new IllegalStateException("stop"));
        time.settle();
        event.set();
        time.advance(seconds(3));
        c.send("m");
        time.settle();
        assertEquals(List.of(Optional.of("m"), seconds(4)), c.value(SOON));
    }

    @CoroTest
    void refusesNothingNullsAndNegativeTimes(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(IllegalArgumentException.class, () -> self.first(List.of()));
            assertThrows(IllegalArgumentException.class, self::all);
            assertThrows(NullPointerException.class, () -> self.first((List<Clause<Object>>) null));
            assertThrows(IllegalArgumentException.class, () -> Wait.after(millis(-1)));
            assertThrows(NullPointerException.class, () -> Wait.end(null));
            assertThrows(NullPointerException.class, () -> Wait.message((Class<?>) null));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }

    @CoroTest
    @DisplayName("a Waitable of the user's own is refused")
    void refusesForeignWaitables(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> Done.first(self, Wait.on(new com.acme.coro.api.Waitable<Object>() {}), Wait.message()));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }

    @CoroTest
    @DisplayName("the handler of what came first runs on the coroutine, may wait, and its result is the result")
    void shouldReturnWhatTheHandlerReturned(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            int length = self.<Integer>first(
                    Wait.message(String.class).then(text -> {
                        self.sleep(seconds(1));
                        return text.length() + self.receive(Integer.class);
                    }),
                    Wait.after(seconds(10)).then(late -> -1));
            return List.of(length, time.elapsed());
        }));
        c.send("five!");
        c.send(100);
        time.advance(seconds(2));
        assertEquals(List.of(105, seconds(1)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("what a handler throws, first throws; the others were withdrawn before")
    void shouldThrowWhatTheHandlerThrew(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            var thrown = assertThrows(
                    IllegalStateException.class,
                    () -> self.first(
                            Wait.message(Integer.class).then(n -> {
                                throw new IllegalStateException("not " + n);
                            }),
                            Wait.message(String.class).then(text -> text)));
            return thrown.getMessage() + ", " + self.receive();
        }));
        c.send(7);
        c.send("still there");
        assertEquals("not 7, still there", c.value(SOON));
    }

    @CoroTest
    @DisplayName("all of a list of waits for one type brings a list of that type")
    void shouldBringAListOfOneType(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            List<Integer> numbers = self.all(List.of(Wait.message(Integer.class), Wait.message(Integer.class)));
            return numbers.get(0) + numbers.get(1);
        }));
        c.send(1);
        c.send(2);
        assertEquals(3, c.value(SOON));
    }
}
