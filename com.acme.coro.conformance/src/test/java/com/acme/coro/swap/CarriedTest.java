package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Carried;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.WrongTypeException;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;

@DisplayName("State that goes along")
class CarriedTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    private static Object count(Carried<Integer> total, Self self) {
        while (true) {
            switch (self.receive()) {
                case Integer n -> total.set(total.get() + n);
                case Coro asker -> asker.send(total.get());
                default -> self.unhandled();
            }
        }
    }

    @CoroTest
    @DisplayName("is the initial value at first, and at a swap what it was set to last")
    void shouldGoAlong(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("count", (self, args) -> count(self.carried(Integer.class, () -> 1000), self));
        runtime.offer("recount", (self, args) -> count(self.carried(Integer.class, () -> -1), self));
        Coro counter = coros.start("count");
        counter.send(1);
        counter.send(2);
        assertEquals(1003, counter.ask(Integer.class, asker -> asker, SOON));
        assertInstanceOf(SwapStatus.Applied.class, counter.swap("recount").await(SOON));
        counter.send(4);
        assertEquals(1007, counter.ask(Integer.class, asker -> asker, SOON));
        counter.terminate();
    }

    @CoroTest
    @DisplayName("is changed from its old value, and never null")
    void shouldBeUpdated(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            Carried<Integer> total = self.carried(Integer.class, () -> 1);
            assertThrows(NullPointerException.class, () -> total.set(null));
            assertThrows(NullPointerException.class, () -> self.carried(Integer.class, () -> null));
            return total.update(n -> n + 1) + total.get();
        });
        assertEquals(4, c.value(SOON));
    }

    @CoroTest
    @DisplayName("of another type than the version before handed over ends the new one with both types")
    void shouldRefuseAnotherType(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("text", (self, args) -> {
            self.carried(String.class, () -> "a text");
            return self.receive();
        });
        runtime.offer(
                "number", (self, args) -> self.carried(Integer.class, () -> 0).get());
        Coro c = coros.start("text");
        coros.spawn("next", self -> "the text has had its first turn").value(SOON);
        assertInstanceOf(SwapStatus.Applied.class, c.swap("number").await(SOON));
        var failed = assertInstanceOf(Outcome.Failed.class, c.join());
        assertEquals(WrongTypeException.class.getName(), failed.failure().type());
        assertEquals(
                "the state that the version before handed over to " + c + " is a java.lang.String, not a"
                        + " java.lang.Integer",
                failed.failure().message());
    }

    @CoroTest
    @DisplayName("is for its own coroutine alone")
    void shouldBeForItsOwnCoroutine(Scheduler coros) {
        var lent = new CompletableFuture<Carried<Integer>>();
        Coro c = coros.spawn("c", self -> {
            lent.complete(self.carried(Integer.class, () -> 1));
            return self.receive();
        });
        Carried<Integer> foreign = lent.join();
        assertThrows(WrongCoroutineException.class, foreign::get);
        assertThrows(WrongCoroutineException.class, () -> foreign.set(2));
        c.send("end");
        assertEquals("end", c.value(String.class, SOON));
    }

    @CoroTest
    @DisplayName(
            "a value that is asked for by another class is in the exception; that of a failed coroutine is as before")
    void shouldTellTheTypeOfAValue(Scheduler coros) {
        Coro c = coros.spawn("c", self -> 5);
        assertEquals(5, c.value(Integer.class));
        var wrong = assertThrows(WrongTypeException.class, () -> c.value(String.class));
        assertEquals(5, wrong.value());
        assertEquals("the value of " + c + " is a java.lang.Integer, not a java.lang.String", wrong.getMessage());
        Coro fails = coros.spawn("fails", self -> {
            throw new IllegalStateException("no water");
        });
        assertThrows(CoroEndedException.class, () -> fails.value(String.class, SOON));
    }
}
