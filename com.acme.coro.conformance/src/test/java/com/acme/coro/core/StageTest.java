package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Wait;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Completion stages")
class StageTest {
    @CoroTest
    void shouldBringTheValueOfACoroutine(Scheduler coros, Refs refs) throws Exception {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        var stage = c.asStage().thenApply(v -> v + "!").toCompletableFuture();
        assertFalse(stage.isDone());
        c.send("hello");
        assertEquals("hello!", stage.get(10, TimeUnit.SECONDS));
        assertEquals("hello", c.asStage().toCompletableFuture().get(10, TimeUnit.SECONDS));
    }

    @CoroTest
    @DisplayName("a stage that stays open collects nothing of those that waited for it and gave up")
    void shouldLeaveNothingOnAStageWhenWaitsEndOtherwise(Scheduler coros) {
        var stage = new CompletableFuture<Object>();
        Coro c = coros.spawn("c", self -> {
            for (int i = 0; i < 1_000; i++) {
                assertThrows(CoroTimeoutException.class, () -> self.await(stage, Duration.ZERO));
                self.coro().send(i);
                assertEquals(
                        i, Done.first(self, Wait.message(), Wait.stage(stage)).value());
            }
            return stage.getNumberOfDependents();
        });
        int left = (Integer) c.value(SOON);
        assertTrue(left <= 1, left + " dependents");
        Coro last =
                coros.spawn("last", self -> Done.first(self, Wait.stage(stage)).value());
        stage.complete("at last");
        assertEquals("at last", last.value(SOON));
    }

    @CoroTest
    void shouldCompleteExceptionallyWhenACoroutineFailsOrIsTerminated(Scheduler coros, Refs refs) {
        Coro failing = refs.ref(coros.spawn("failing", self -> {
            throw new IOException("broken");
        }));
        Coro waiting = refs.ref(coros.spawn("waiting", self -> self.receive()));
        var failed = failing.asStage().toCompletableFuture();
        var terminated = waiting.asStage().toCompletableFuture();
        waiting.terminate("enough");
        var e = assertInstanceOf(
                CoroEndedException.class,
                assertThrows(ExecutionException.class, () -> failed.get(10, TimeUnit.SECONDS))
                        .getCause());
        assertEquals("java.io.IOException: broken", e.getCause().toString());
        e = assertInstanceOf(
                CoroEndedException.class,
                assertThrows(ExecutionException.class, () -> terminated.get(10, TimeUnit.SECONDS))
                        .getCause());
        assertEquals(new Outcome.Terminated("enough"), e.outcome());
    }

    @CoroTest
    @DisplayName("dependents never run in a turn")
    void shouldRunDependentsOutsideOfTurns(Scheduler coros, Refs refs) throws Exception {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        var current = c.asStage().thenApply(v -> coros.current()).toCompletableFuture();
        c.send("x");
        assertEquals(Optional.empty(), current.get(10, TimeUnit.SECONDS));
    }

    @CoroTest
    @DisplayName("a dependent that blocks holds no coroutine up")
    void shouldBearABlockingDependent(Scheduler coros, Refs refs) throws Exception {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        var release = new CompletableFuture<String>();
        var blocked = c.asStage().thenApply(v -> release.join()).toCompletableFuture();
        c.send("x");
        ended(c);
        assertEquals("y", coros.spawn("other", self -> "y").value(SOON));
        release.complete("done");
        assertEquals("done", blocked.get(10, TimeUnit.SECONDS));
    }

    @CoroTest
    void shouldAwaitAStage(Scheduler coros) {
        var later = new CompletableFuture<String>();
        Coro c = coros.spawn("c", self -> {
            Object now = self.await(CompletableFuture.completedFuture(1));
            return now + self.await(later);
        });
        Coro other = coros.spawn("other", self -> "meanwhile");
        assertEquals("meanwhile", other.value(SOON));
        later.complete("later");
        assertEquals("1later", c.value(SOON));
    }

    @CoroTest
    void shouldAwaitAnotherCoroutinesStage(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        Coro waiting = coros.spawn("waiting", self -> self.await(c.asStage()));
        c.send("x");
        assertEquals("x", waiting.value(SOON));
    }

    @CoroTest
    void shouldBringANullValue(Scheduler coros) {
        Coro c = coros.spawn("c", self -> self.await(CompletableFuture.completedFuture(null)));
        assertEquals(Optional.of(new Outcome.Returned(null)), c.tryJoin(SOON));
    }

    @CoroTest
    @DisplayName("what the stage completed with is thrown as it is, checked or not")
    void shouldThrowWhatTheStageCompletedWith(Scheduler coros) {
        var broken = new IOException("broken");
        var later = new CompletableFuture<String>();
        Coro c = coros.spawn("c", self -> {
            var now = assertThrows(IOException.class, () -> self.await(CompletableFuture.failedFuture(broken)));
            assertSame(broken, now);
            var dependent = later.thenApply(s -> s);
            assertSame(broken, assertThrows(IOException.class, () -> self.await(dependent)));
            return "seen";
        });
        allHadATurn(coros);
        later.completeExceptionally(new CompletionException(broken));
        assertEquals("seen", c.value(SOON));
    }

    @CoroTest
    void shouldThrowWhenTheTimeIsUpAndLeaveTheStage(Scheduler coros, VirtualTime time) {
        var never = new CompletableFuture<String>();
        Coro c = coros.spawn("c", self -> {
            assertThrows(CoroTimeoutException.class, () -> self.await(never, seconds(2)));
            return time.elapsed();
        });
        time.advance(seconds(2));
        assertEquals(seconds(2), c.value(SOON));
        assertFalse(never.isDone());
    }

    @CoroTest
    @DisplayName("a stage that completes too late resumes no other wait")
    void shouldIgnoreALateCompletion(Scheduler coros, VirtualTime time) {
        var late = new CompletableFuture<String>();
        Coro c = coros.spawn("c", self -> {
            assertThrows(CoroTimeoutException.class, () -> self.await(late, SECOND));
            return self.receive();
        });
        time.advance(SECOND);
        late.complete("late");
        time.settle();
        c.send("message");
        assertEquals("message", c.value(SOON));
    }

    @CoroTest
    void refusesNullsAndNegativeTimes(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(NullPointerException.class, () -> self.await(null));
            assertThrows(NullPointerException.class, () -> self.await(new CompletableFuture<>(), null));
            assertThrows(IllegalArgumentException.class, () -> self.await(new CompletableFuture<>(), millis(-1)));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }
}
