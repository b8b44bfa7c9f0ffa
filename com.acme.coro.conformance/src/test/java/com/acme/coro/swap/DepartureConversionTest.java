package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter.Reason;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.MisfitException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Conversion;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("State and messages of coroutines that make way")
class DepartureConversionTest {
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

    /** Integers leave as text, and come back as integers; the number 13 does not. */
    private static final Conversion AS_TEXT = new Conversion() {
        @Override
        public Object detach(Object value) {
            if (value.equals(13)) throw new MisfitException("13 cannot be written");
            return value instanceof Integer i ? "int " + i : value;
        }

        @Override
        public Object attach(Object value) {
            if (value.equals("int 14")) throw new MisfitException("14 cannot be read");
            return value instanceof String s && s.startsWith("int ") ? Integer.valueOf(s.substring(4)) : value;
        }

        @Override
        public List<Object> handles(Object state) {
            return List.of();
        }
    };

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
    @DisplayName("a converter that fails as it should not: the message is a dead letter, the rest goes on")
    void shouldBearABrokenConverter(CoroRuntime runtime, Scheduler coros, SwapControl control, Events events) {
        var comings = new Comings(control, SOON, BROKEN);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        ask(meter);
        coros.spawn("all in one turn", self -> {
                    meter.send(1);
                    meter.send("odd");
                    meter.send(2);
                    v1.close();
                    return null;
                })
                .tryJoin(SOON);
        var letter = events.await(CoroEvent.DeadLetter.class);
        assertEquals(Reason.NOT_TRANSFERABLE, letter.reason());
        String reason = comings.departures.getFirst().unfit().getFirst().reason();
        assertTrue(reason.contains("ArithmeticException: by zero"), reason);
        runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        assertEquals("v2:3", ask(meter));
        meter.terminate();
    }

    /** Fails with an error at the second reading: the attempt went well. */
    private static Conversion failingInEarnest(Error how) {
        var tried = new AtomicBoolean();
        return new Conversion() {
            @Override
            public Object detach(Object value) {
                return value;
            }

            @Override
            public Object attach(Object value) {
                if (value.equals("odd") && tried.getAndSet(true)) throw how;
                return value;
            }

            @Override
            public List<Object> handles(Object state) {
                return List.of();
            }
        };
    }

    @CoroTest
    @DisplayName("an error of a conversion as it goes on: that message is a dead letter, and it goes on with the rest")
    void shouldGoOnWhereAConversionThrowsAnError(
            CoroRuntime runtime, Scheduler coros, SwapControl control, Events events) {
        for (Error how : List.of(new AssertionError("never so"), new OutOfMemoryError("pretended"))) {
            Scheduler.Registration handling = new Comings(control, SOON, failingInEarnest(how)).handling;
            Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
            Coro meter = coros.start("meter");
            ask(meter);
            v1.close();
            meter.send(1);
            meter.send("odd");
            meter.send(2);
            Scheduler.Registration v2 = runtime.offer("meter", meter("v2"), (Class<?>[]) null);
            assertEquals("v2:3", ask(meter));
            var letter =
                    events.await(CoroEvent.DeadLetter.class, l -> l.message().contains(how.toString()));
            assertEquals(Reason.NOT_TRANSFERABLE, letter.reason());
            meter.terminate("enough");
            assertEquals(new Outcome.Terminated("enough"), meter.tryJoin(SOON).orElseThrow());
            v2.close();
            handling.close();
        }
    }

    /** Of a bundle that is gone: nothing of it can be called any more. */
    private static final class Orphan {
        @Override
        public String toString() {
            throw new NoClassDefFoundError("its bundle was uninstalled");
        }
    }

    @CoroTest
    @DisplayName("a message whose class cannot be used any more: a dead letter, and the coroutine goes on")
    void shouldGoOnWithoutAMessageThatCannotBePrinted(CoroRuntime runtime, Scheduler coros, SwapControl control) {
        var orphans = new Conversion() {
            @Override
            public Object detach(Object value) {
                if (value instanceof Orphan o) throw new IllegalStateException(o.toString());
                return value;
            }

            @Override
            public Object attach(Object value) {
                return value;
            }

            @Override
            public List<Object> handles(Object state) {
                return List.of();
            }
        };
        var comings = new Comings(control, SOON, orphans);
        Scheduler.Registration v1 = runtime.offer("meter", meter("v1"), (Class<?>[]) null);
        Coro meter = coros.start("meter");
        ask(meter);
        coros.spawn("all in one turn", self -> {
                    meter.send(1);
                    meter.send(new Orphan());
                    meter.send(2);
                    v1.close();
                    return null;
                })
                .tryJoin(SOON);
        assertEquals(1, comings.departures.getFirst().unfit().size());
        runtime.offer("meter", meter("v2"), (Class<?>[]) null);
        assertEquals("v2:3", ask(meter));
        meter.terminate();
    }

    @CoroTest
    @DisplayName("state and messages are converted; what cannot be is a dead letter with the reason, the rest in order")
    void shouldConvertStateAndMessages(CoroRuntime runtime, Scheduler coros, SwapControl control, Events events) {
        var comings = new Comings(control, SOON, AS_TEXT);
        CoroFunction list = (self, args) -> {
            self.swappable(() -> 5);
            if (self.carried(Object.class).isEmpty()) {
                self.sleep(Duration.ofHours(1));
                return "unreachable";
            }
            var got = new ArrayList<Object>(List.of(self.carried(Integer.class).orElseThrow()));
            for (Object m; !(m = self.receive()).equals("end"); ) got.add(m);
            return got;
        };
        Scheduler.Registration v1 = runtime.offer("list", list);
        Coro c = coros.start("list");
        coros.spawn("last", self -> null).tryJoin(SOON);
        for (int n : new int[] {1, 13, 2, 14, 3}) c.send(n);
        v1.close();
        assertEquals(
                "13 cannot be written",
                comings.departures.getFirst().unfit().getFirst().reason());
        c.send(4);
        c.send("end");
        runtime.offer("list", list);
        assertEquals(List.of(5, 1, 2, 3, 4), c.value(SOON));
        for (String reason : List.of("13 cannot be written", "14 cannot be read")) {
            var letter =
                    events.await(CoroEvent.DeadLetter.class, l -> l.message().contains(reason));
            assertEquals(Reason.NOT_TRANSFERABLE, letter.reason());
        }
    }
}
