package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Wait;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The guide's snippets on coroutines, their waits and their ends. */
class CoroutinesTest {
    @CoroTest
    void shouldHaveAValue(Scheduler coros) {
        // snippet: spawn
        Coro answer = coros.spawn("answer", self -> {
            self.sleep(Duration.ofMillis(100)); // this coroutine waits, nobody else does
            return 6 * 7;
        });
        Object value = answer.value(); // 42; a thread blocks here, a coroutine would be suspended
        // end
        assertEquals(42, value);
    }

    @CoroTest
    void shouldCountWithoutALock(Scheduler coros) {
        // snippet: no-lock
        int[] counter = {0};
        for (int i = 0; i < 10; i++) {
            coros.spawn("adds", self -> {
                for (int k = 0; k < 100; k++) {
                    int before = counter[0]; // from here…
                    counter[0] = before + 1; // …to here nobody else runs: no wait in between
                    self.yield(); // here others may
                }
                return null;
            });
        }
        coros.join(); // counter[0] is 1000
        // end
        assertEquals(1000, counter[0]);
    }

    @CoroTest
    void shouldWakeASleeper(Scheduler coros, VirtualTime time) {
        // snippet: sleep
        Coro sleeper = coros.spawn("sleeper", self -> {
            Optional<Object> by = self.sleep(Duration.ofHours(1));
            return by.isPresent() ? "woken by " + by.get() : "slept well";
        });
        // end
        time.settle();
        // snippet: resume
        Resumed what = sleeper.resume("the cat"); // WOKEN, NOT_SUSPENDED or GONE
        // end
        time.settle();
        assertEquals(Resumed.WOKEN, what);
        assertEquals("woken by the cat", sleeper.value());
    }

    private record Order(int number) {}

    @CoroTest
    void shouldWaitForTheFirstOfSeveralThings(Scheduler coros, VirtualTime time) {
        Coro worker = coros.spawn("worker", self -> self.sleep(Duration.ofHours(1)));
        Coro shop = coros.spawn("shop", self -> List.of(news(self, worker), news(self, worker)));
        shop.send(new Order(7));
        time.settle();
        time.advance(Duration.ofSeconds(3));
        assertEquals(List.of("an order: Order[number=7]", "nothing for three seconds"), shop.value());
    }

    private static String news(Self self, Coro worker) {
        // snippet: first
        return self.first(
                Wait.message(Order.class).then(order -> "an order: " + order),
                Wait.end(worker).then(outcome -> "the worker has ended: " + outcome),
                Wait.after(Duration.ofSeconds(3)).then(late -> "nothing for three seconds"));
        // end
    }

    @CoroTest
    void shouldWaitForAStage(Scheduler coros) {
        CompletionStage<String> download = CompletableFuture.supplyAsync(() -> "<html>");
        Coro reader = coros.spawn("reader", self -> {
            // snippet: await
            String page = self.await(download, Duration.ofSeconds(10));
            // end
            return page;
        });
        assertEquals("<html>", reader.value());
        // snippet: as-stage
        CompletionStage<Object> stage = reader.asStage();
        // end
        assertEquals("<html>", stage.toCompletableFuture().join());
    }

    @CoroTest
    void shouldSayHowItEnded(Scheduler coros) {
        Coro worker = coros.spawn("worker", self -> {
            throw new IllegalStateException("no water");
        });
        // snippet: outcome
        String end = switch (worker.join()) {
            case Outcome.Returned r -> "it returned " + r.value();
            case Outcome.Failed f -> "it failed: " + f.failure();
            case Outcome.Terminated t -> "it was asked to end: " + t.reason();
            case Outcome.Detached d -> "it did not end when asked, and was cut off: " + d.reason();
            case Outcome.CodeGone g -> "its code went away: " + g.reason();
            case Outcome.PeerLost p -> "its process cannot be reached: " + p.peer();
            case Outcome.Forgotten f -> "where it ran, its end is not known any more: " + f.reason();
            case Outcome.NotTransferable n -> "its value cannot travel: " + n.what();
        };
        // end
        assertEquals("it failed: java.lang.IllegalStateException: no water", end);
        var thrown = assertThrows(CoroEndedException.class, worker::value);
        assertTrue(
                thrown.getCause().toString().contains("no water"),
                () -> thrown.getCause().toString());
    }

    @CoroTest
    void shouldTidyUpWhenTerminated(Scheduler coros, VirtualTime time) {
        List<String> done = new ArrayList<>();
        // snippet: terminate
        Coro worker = coros.spawn("worker", self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(Duration.ofSeconds(1)); // clean-up may wait, for as long as the grace lasts
                done.add("tidied up");
            }
        });
        // end
        time.settle();
        // snippet: terminate-ask
        worker.terminate("not needed any more"); // asks; join() waits until it has happened
        // end
        time.advance(Duration.ofSeconds(1));
        assertEquals(new Outcome.Terminated("not needed any more"), worker.join());
        assertEquals(List.of("tidied up"), done);
    }

    @CoroTest
    void shouldRaiseAtTheWait(Scheduler coros) {
        // snippet: raise
        Coro patient = coros.spawn("patient", self -> {
            try {
                return self.receive();
            } catch (IllegalStateException e) {
                return "went home, " + e.getMessage();
            }
        });
        // end
        coros.spawn("reception", self -> patient.raise(new IllegalStateException("the doctor is ill")));
        assertEquals("went home, the doctor is ill", patient.value());
    }
}
