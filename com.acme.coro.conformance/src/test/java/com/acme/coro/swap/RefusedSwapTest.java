package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A swap by hand that cannot be")
class RefusedSwapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SwapStatus APPLIED = new SwapStatus.Applied();

    /** Collects what it is sent until "end", and returns it with its name for itself. */
    private static Object collect(Self self, String version) {
        var got = new ArrayList<Object>();
        for (Object m; !(m = self.receive()).equals("end"); ) got.add(version + ":" + m);
        return got;
    }

    private static Coro swappableServer(Scheduler coros) {
        return coros.spawn(Spawn.named("server").registered("server"), self -> {
            self.swappable(true);
            return collect(self, "v1");
        });
    }

    private static void waiting(Scheduler coros) {
        coros.spawn("last in the queue", self -> null).tryJoin(SOON);
    }

    @CoroTest
    @DisplayName("a wait goes on for its message after a swap that ended a child and was refused")
    void shouldReceiveAfterARefusedSwapThatEndedAChild(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("f", (self, args) -> null);
        Coro waits = coros.spawn("waits", self -> {
            self.swappable(() -> {
                throw new IllegalStateException("no state now");
            });
            coros.spawn("child", child -> child.receive());
            return self.receive(String.class);
        });
        waiting(coros);
        assertInstanceOf(SwapStatus.Refused.class, waits.swap("f").await(SOON));
        waits.send("a message");
        assertEquals("a message", waits.value(SOON));
    }

    @CoroTest
    void refusesAStateOfAnotherTypeInWords(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> self.carried(Integer.class));
        Coro c = coros.spawn("c", self -> {
            self.swappable(() -> "text");
            return self.receive();
        });
        waiting(coros);
        c.swap("v2");
        var failed = assertInstanceOf(Outcome.Failed.class, c.tryJoin(SOON).orElseThrow());
        assertTrue(failed.failure().message().contains("java.lang.String, not a java.lang.Integer"));
    }

    @CoroTest
    @DisplayName("N43 A49 what is no function, arguments that do not fit: refused, nothing changes")
    void refusesWhatCannotBe(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("one", (self, args) -> null, String.class);
        Coro c = swappableServer(coros);
        waiting(coros);
        refused("nobody.offers.this", c.swap("nobody.offers.this"));
        refused("takes 1 arguments", c.swap("one"));
        refused("not a java.lang.Integer", c.swap("one", 1));
        assertThrows(NullPointerException.class, () -> c.swap(null));
        assertThrows(NullPointerException.class, () -> c.swap("one", (Object) null));
        c.send("x");
        c.send("end");
        assertEquals(List.of("v1:x"), c.value(SOON));
        refused("has ended", c.swap("one", "arg"));
    }

    private static void refused(String why, SwapRequest swap) {
        var no = assertInstanceOf(SwapStatus.Refused.class, swap.await(SOON));
        assertTrue(no.reason().contains(why), no.reason());
        assertTrue(no.settled());
    }

    @CoroTest
    @DisplayName("A49 a newer request takes the place of one that waits")
    void shouldReplaceAWaitingRequest(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        runtime.offer("v3", (self, args) -> "v3");
        Coro c = coros.spawn("c", self -> {
            self.receive();
            self.swappable(true);
            return self.receive();
        });
        waiting(coros);
        SwapRequest first = c.swap("v2");
        SwapRequest second = c.swap("v3");
        refused("newer request", first);
        c.send("go on");
        assertEquals(APPLIED, second.await(SOON));
        assertEquals("v3", c.value(SOON));
    }

    @CoroTest
    @DisplayName("a state that throws: refused with that, and the body goes on in the same wait")
    void refusesWhenTheStateThrows(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            self.swappable(() -> {
                throw new IllegalStateException("no state today");
            });
            return List.of(self.tryReceive(Duration.ofSeconds(10)), self.suspend());
        });
        waiting(coros);
        refused("no state today", c.swap("v2"));
        c.send("m");
        waiting(coros);
        refused("no state today", c.swap("v2"));
        c.resume("r");
        assertEquals(List.of(Optional.of("m"), "r"), c.value(SOON));
    }

    @CoroTest
    @DisplayName(
            "code that catches everything: the signal comes again, is reported, and in the end counts as a refusal")
    void shouldRaiseASwallowedSignalAgain(CoroRuntime runtime, Scheduler coros, Events events) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            while (true) {
                try {
                    return self.receive();
                } catch (Throwable everything) {
                    self.log().info("caught {}", everything.toString());
                }
            }
        });
        waiting(coros);
        refused("swallowed", c.swap("v2"));
        events.await(CoroEvent.SignalSwallowed.class);
        c.send("still there");
        assertEquals("still there", c.value(SOON));
    }

    @CoroTest
    @DisplayName("one that was terminated is not swapped")
    void refusesOneThatEnds(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(Duration.ofMillis(20));
            }
        });
        waiting(coros);
        SwapRequest before = c.swap("v2");
        c.terminate("enough");
        refused("was asked to end", c.swap("v2"));
        assertEquals(new Outcome.Terminated("enough"), c.tryJoin(SOON).orElseThrow());
        refused("has ended", before);
    }

    @CoroTest
    void refusesToWaitForASwapOfItself(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            SwapRequest mine = self.coro().swap("v2");
            assertThrows(IllegalStateException.class, () -> mine.await(SOON));
            self.swappable(true);
            return self.receive();
        });
        assertEquals("v2", c.value(SOON));
    }
}
