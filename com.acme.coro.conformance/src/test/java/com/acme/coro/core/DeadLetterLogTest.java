package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ServiceLoader;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Lines of the log for dead letters and other events")
class DeadLetterLogTest {
    @CoroTest
    @DisplayName("a sender that does not notice the end of a receiver does not fill the log")
    void shouldCountDeadLettersThatAreTooMany(Scheduler coros, Events events, VirtualTime time) {
        try (var lines = new LogLines()) {
            Coro c = coros.spawn("c", self -> null);
            time.settle();
            for (int i = 0; i < 1_000; i++) c.send(i);
            Eventually.holds(
                    "all told to listeners", () -> events.of(DeadLetter.class).size() == 1_000);
            int shown = lines.with("dead letter: coro=" + c).size();
            assertTrue(shown >= 1 && shown <= 20, "lines for 1,000 dead letters: " + shown);
            time.advance(seconds(10));
            Eventually.holds(
                    "the rest is told in one line",
                    () -> lines.with("more dead letters: count=" + (1_000 - shown), c)
                                    .size()
                            == 1);
            c.send("another");
            Eventually.holds(
                    "a line of its own again",
                    () -> lines.with("dead letter: coro=" + c, "java.lang.String")
                                    .size()
                            == 1);
        }
    }

    @CoroTest
    @DisplayName("a swappable coroutine whose function goes where there is no hot swap is named before it ends")
    void shouldWarnWhereNoHotSwapIsThere(CoroRuntime runtime, Scheduler coros) {
        try (var lines = new LogLines()) {
            Scheduler.Registration offer = runtime.offer("f", (self, args) -> {
                self.swappable(true);
                return self.receive();
            });
            Coro keeper = coros.start(Spawn.named("keeper"), "f");
            coros.spawn("last in the queue", self -> null).tryJoin(SOON);
            offer.close();
            keeper.tryJoin(SOON);
            Eventually.holds(
                    "logged",
                    () -> lines.with("no hot swap is there", "keeper", "count=1")
                                    .size()
                            == 1);
        }
    }

    @CoroTest
    @DisplayName("what is in a dead letter is for listeners, and not for the log")
    void shouldKeepContentsOutOfTheLog(Scheduler coros, Events events) {
        try (var lines = new LogLines()) {
            Coro c = coros.spawn("c", self -> null);
            c.tryJoin(SOON);
            c.send("password");
            assertEquals("password", events.await(DeadLetter.class).message());
            Eventually.holds("logged", () -> !lines.with("dead letter", c).isEmpty());
            assertEquals(0, lines.with("password").size());
        }
    }

    @CoroTest
    @DisplayName("the log shows what is in a dead letter where that is configured")
    void shouldShowContentsWhereConfigured(Carrier carrier) {
        var provider = ServiceLoader.load(CoroRuntimeProvider.class).findFirst().orElseThrow();
        var settings = RuntimeSettings.DEFAULT.carrier(carrier).deadLetterContents(true);
        try (var lines = new LogLines();
                var runtime = provider.open(settings)) {
            Coro c = runtime.scheduler("default").spawn("c", self -> null);
            c.tryJoin(SOON);
            c.send("hello");
            Eventually.holds(
                    "logged",
                    () -> lines.with("dead letter", c, "message=hello").size() == 1);
        }
    }

    private static void compute(Duration lasting) {
        long began = System.nanoTime();
        while (System.nanoTime() - began < lasting.toNanos()) Thread.onSpinWait();
    }

    @CoroTest(longTurn = "PT0.02S")
    @DisplayName("a long turn is logged on one line, with the stack as a throwable")
    void shouldLogALongTurnOnOneLine(Scheduler coros, Events events) {
        try (var lines = new LogLines()) {
            Coro c = coros.spawn("c", self -> {
                compute(Duration.ofMillis(150));
                return null;
            });
            events.await(CoroEvent.LongTurn.class);
            Eventually.holds(
                    "logged with its stack",
                    () -> lines.with("coroutine keeps its scheduler: coro=" + c, "<- ")
                                    .size()
                            >= 1);
            assertEquals(0, lines.with("\n").size());
            c.tryJoin(SOON);
        }
    }
}
