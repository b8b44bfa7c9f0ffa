package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Functions that go and come while coroutines run them")
class DepartureTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    /** Sums what it is sent, and answers with the sum and its version. */
    private static CoroFunction meter(String version) {
        return (self, args) -> {
            var total = new int[] {self.carried(Integer.class).orElse(0)};
            self.swappable(() -> total[0]);
            while (true) {
                switch (self.receive()) {
                    case Integer n -> total[0] += n;
                    case Coro replyTo -> replyTo.send(version + ":" + total[0]);
                    default -> self.unhandled();
                }
            }
        };
    }

    private static Object ask(Coro meter) {
        return meter.ask(replyTo -> replyTo, SOON);
    }

    private static CoroState state(CoroRuntime runtime, Coro c) {
        return runtime.coroutines().status(c).orElseThrow().state();
    }

    @CoroTest
    @DisplayName("it waits between versions, its mailbox filling, and goes on in the next with its state")
    void shouldGoOnInTheNextVersion(CoroRuntime runtime, Scheduler coros, SwapControl control, Events events) {
        new Comings(control);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start(Spawn.named("m").registered("m"), "meter");
        meter.send(1);
        assertEquals("v1:1", ask(meter));
        v1.close();
        assertEquals(CoroState.BETWEEN, state(runtime, meter));
        assertEquals(
                Optional.of("meter"),
                runtime.coroutines().status(meter).orElseThrow().function());
        assertEquals(List.of(), control.running());
        meter.send(2);
        meter.send(3);
        assertEquals(Optional.of(meter), coros.locate("m"));
        runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        assertEquals("v2:6", ask(meter));
        assertEquals("meter", events.await(CoroEvent.Swapped.class).function());
        meter.terminate();
    }

    @CoroTest
    @DisplayName("without anybody who sees to swaps its coroutines end with the function")
    void shouldEndWithoutAHandler(CoroRuntime runtime, Scheduler coros) {
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        ask(meter);
        v1.close();
        assertInstanceOf(Outcome.CodeGone.class, meter.tryJoin(SOON).orElseThrow());
    }

    @CoroTest
    @DisplayName("one that never said that it is swappable ends at once, whatever the time for quiescing")
    void shouldEndWhatIsNotSwappable(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control, Duration.ofHours(1), Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("f", (self, args) -> self.receive());
        Coro c = coros.start("f");
        coros.spawn("last", self -> null).tryJoin(SOON);
        v1.close();
        assertInstanceOf(Outcome.CodeGone.class, c.tryJoin(SOON).orElseThrow());
        assertEquals(
                "it is not swappable",
                comings.departures.getFirst().stayed().getFirst().reason());
    }

    @CoroTest
    @DisplayName("one that ends anyhow is nothing to report")
    void shouldNotReportWhatEndsAnyhow(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control);
        Scheduler.Registration v1 = runtime.offer("f", (self, args) -> {
            self.swappable(true);
            return self.receive();
        });
        Coro c = coros.start("f");
        coros.spawn("last", self -> null).tryJoin(SOON);
        coros.spawn("all in one turn", self -> {
                    c.terminate("enough");
                    v1.close();
                    return null;
                })
                .tryJoin(SOON);
        assertEquals(new Outcome.Terminated("enough"), c.tryJoin(SOON).orElseThrow());
        assertEquals(List.of(), comings.departures.getFirst().stayed());
    }

    @CoroTest
    @DisplayName("one that refuses ends, with its reason in the report")
    void shouldEndWhatRefuses(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control);
        Scheduler.Registration v1 = runtime.offer("f", (self, args) -> {
            self.swappable(true);
            try {
                return self.receive();
            } catch (com.acme.coro.api.SwapSignal s) {
                s.refuse("busy");
                return self.receive();
            }
        });
        Coro c = coros.start("f");
        coros.spawn("last", self -> null).tryJoin(SOON);
        v1.close();
        assertInstanceOf(Outcome.CodeGone.class, c.tryJoin(SOON).orElseThrow());
        assertEquals("busy", comings.departures.getFirst().stayed().getFirst().reason());
    }

    @CoroTest
    @DisplayName("one that does not come to a swap point in time ends")
    void shouldEndWhatIsLate(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control, Duration.ofMillis(20), Conversion.NONE);
        Scheduler.Registration v1 = runtime.offer("f", (self, args) -> {
            self.swappable(true);
            return self.shielded(self::receive);
        });
        Coro c = coros.start("f");
        coros.spawn("last", self -> null).tryJoin(SOON);
        v1.close();
        assertInstanceOf(Outcome.CodeGone.class, c.tryJoin(SOON).orElseThrow());
        assertEquals(
                "it is in a shielded section",
                comings.departures.getFirst().stayed().getFirst().reason());
    }

    @CoroTest
    @DisplayName("a state that cannot be captured: the coroutine ends, with the reason in the report")
    void shouldEndWhoseStateCannotBeCaptured(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control);
        Scheduler.Registration v1 = runtime.offer("f", (self, args) -> {
            self.swappable(() -> {
                throw new IllegalStateException("half done");
            });
            return self.receive();
        });
        Coro c = coros.start("f");
        coros.spawn("last", self -> null).tryJoin(SOON);
        v1.close();
        assertInstanceOf(Outcome.CodeGone.class, c.tryJoin(SOON).orElseThrow());
        assertTrue(comings.departures.getFirst().stayed().getFirst().reason().contains("half done"));
    }

    @CoroTest
    @DisplayName("between versions: terminated ends it at once, its messages are dead letters, monitors are told")
    void shouldBeTerminatedBetweenVersions(CoroRuntime runtime, Scheduler coros, SwapControl control, Events events) {
        new Comings(control);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        Coro monitor = coros.spawn("monitor", self -> {
            self.monitor(meter);
            return self.receive();
        });
        ask(meter);
        coros.spawn("last", self -> null).tryJoin(SOON);
        v1.close();
        meter.send("unread");
        meter.terminate("enough");
        assertEquals(new Outcome.Terminated("enough"), meter.tryJoin(SOON).orElseThrow());
        assertEquals(new Exit(meter, new Outcome.Terminated("enough")), monitor.value(SOON));
        assertEquals(Reason.UNREAD, events.await(CoroEvent.DeadLetter.class).reason());
        runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        assertFalse(meter.alive());
    }

    @CoroTest
    @DisplayName("between versions it is refused another swap, is no daemon less, and is waited for")
    void shouldBeOneOfTheLiving(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        new Comings(control);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        runtime.offer("other", meter("other"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        ask(meter);
        v1.close();
        assertTrue(meter.swap("other").status() instanceof SwapStatus.Refused r
                && r.reason().contains("between"));
        assertFalse(coros.tryJoin(Duration.ofMillis(10)));
        assertEquals(Optional.empty(), meter.tryJoin(Duration.ofMillis(10)));
        runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        assertEquals("v2:0", ask(meter));
        meter.terminate();
    }

    @CoroTest
    @DisplayName("a version that does not take its arguments: it waits on, nothing has changed")
    void shouldWaitOnWhereItDoesNotFit(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), String.class);
        Coro meter = coros.start("meter", "an argument");
        meter.send(7);
        ask(meter);
        v1.close();
        Scheduler.Registration wrong = runtime.offer("meter", meter("wrong"), Integer.class);
        assertEquals(CoroState.BETWEEN, state(runtime, meter));
        assertTrue(comings.failures.getFirst().contains("takes a java.lang.Integer"), comings.failures.toString());
        wrong.close();
        runtime.offer("meter", meter("v2"), String.class);
        assertEquals("v2:7", ask(meter));
        meter.terminate();
    }

    /** Fails in ways that no converter should. */
    private static final Conversion BROKEN = new Conversion() {
        @Override
        public Object detach(Object value) {
            if (value.equals("odd")) throw new ArithmeticException("by zero");
            if (value.equals("fatal")) throw new OutOfMemoryError("pretended");
            return value;
        }

        @Override
        public Object attach(Object value) {
            return value;
        }

        @Override
        public List<Object> handles(Object state) {
            if (state.equals("fatal")) throw new OutOfMemoryError("pretended");
            return List.of();
        }
    };

    @CoroTest
    @DisplayName("an error while a coroutine makes way ends that one, and no other waits for ever")
    void shouldEndWhatFailsWhileItMakesWay(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control, SOON, BROKEN);
        Scheduler.Registration v1 = runtime.offer("f", (self, args) -> {
            self.swappable(() -> "fatal");
            return self.receive();
        });
        Coro c = coros.start("f");
        Coro other = coros.spawn("other", self -> self.receive());
        coros.spawn("last", self -> null).tryJoin(SOON);
        v1.close();
        assertFalse(c.tryJoin(SOON).isEmpty());
        assertEquals(1, comings.departures.getFirst().stayed().size());
        other.send("still there");
        assertEquals("still there", other.value(SOON));
    }

    @CoroTest
    @DisplayName("10,000 coroutines of one function make way and go on")
    void shouldSwapACrowd(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        var meters = new ArrayList<Coro>();
        for (int i = 0; i < 10_000; i++) {
            Coro m = coros.start("meter");
            m.send(i);
            meters.add(m);
        }
        v1.close();
        assertEquals(10_000, comings.departures.getFirst().between().size());
        runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        for (int i = 0; i < 10_000; i += 999) assertEquals("v2:" + i, ask(meters.get(i)));
        coros.terminate();
    }

    @CoroTest
    @DisplayName("who is between versions when those who see to swaps go ends")
    void shouldEndWithTheHandler(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var handler = new com.acme.coro.api.spi.SwapHandler() {
            @Override
            public void leaving(List<com.acme.coro.api.spi.OfferedFunction> functions, boolean bundleStops) {
                control.depart(functions, SOON, Conversion.NONE);
            }

            @Override
            public void arrived(com.acme.coro.api.spi.OfferedFunction function) {
                // too late
            }

            @Override
            public Conversion conversion(long fromBundle, long toBundle) {
                return Conversion.NONE;
            }
        };
        Scheduler.Registration handling = control.handle(handler);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        ask(meter);
        v1.close();
        handling.close();
        assertInstanceOf(Outcome.CodeGone.class, meter.tryJoin(SOON).orElseThrow());
    }

    @CoroTest
    @DisplayName(
            "a function that is withdrawn between the attempt and the entry is not entered: they wait for the next")
    void shouldNotEnterWhatIsGone(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var comings = new Comings(control);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        ask(meter);
        comings.holdBack();
        v1.close();
        meter.send(1);
        Scheduler.Registration v2 = runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        SwapControl.Entry attempt = comings.held();
        v2.close();
        assertFalse(attempt.go());
        assertEquals(CoroState.BETWEEN, state(runtime, meter));
        runtime.offer("meter", meter("v3"), (Class<?>[]) null);
        assertTrue(comings.held().go());
        assertEquals("v3:1", ask(meter));
        meter.terminate();
    }

    @CoroTest
    @DisplayName("an update that a coroutine of the function makes itself: it is not waited for, and ends")
    void shouldNotWaitForTheCaller(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        new Comings(control);
        var offer = new Scheduler.Registration[1];
        offer[0] = runtime.offer(
                "f",
                (self, args) -> {
                    self.swappable(true);
                    if (args.length == 0) return self.receive();
                    offer[0].close();
                    return "not reached";
                },
                (Class<?>[]) null);
        Coro other = coros.start("f");
        Coro caller = coros.start("f", "update");
        assertInstanceOf(Outcome.CodeGone.class, caller.tryJoin(SOON).orElseThrow());
        com.acme.coro.testkit.Eventually.holds("the other makes way", () -> state(runtime, other) == CoroState.BETWEEN);
        other.terminate();
    }
}
