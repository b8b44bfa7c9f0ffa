package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Coroutines.Ended;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;

@DisplayName("What operators see of coroutines, and what became of those that ended")
class InspectionTest {
    private static final Duration ROUGHLY = millis(100);

    /** Polls, for what happens in real time. */
    private static void eventually(String what, BooleanSupplier holds) {
        long deadline = System.nanoTime() + SOON.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) throw new AssertionError("not soon: " + what);
            LockSupport.parkNanos(5_000_000);
        }
    }

    private static void assertRoughly(Duration expected, Duration actual) {
        assertTrue(actual.minus(expected).abs().compareTo(ROUGHLY) <= 0, () -> expected + " is not " + actual);
    }

    @CoroTest
    void shouldTellHowLongOneHasWaited(Scheduler coros, Coroutines all, VirtualTime time) {
        Coro waits = coros.spawn("waits", self -> List.of(self.receive(), self.receive(String.class), self.receive()));
        Coro wakes = coros.spawn("wakes", self -> {
            self.sleep(seconds(3));
            waits.send("first");
            self.sleep(seconds(60));
            waits.send("second");
            return null;
        });
        time.advance(seconds(2));
        assertRoughly(seconds(2), all.status(waits).orElseThrow().waiting().orElseThrow());
        assertRoughly(seconds(2), all.status(wakes).orElseThrow().waiting().orElseThrow());
        time.advance(seconds(2));
        assertRoughly(seconds(1), all.status(waits).orElseThrow().waiting().orElseThrow());
        time.advance(seconds(57));
        assertRoughly(seconds(58), all.status(waits).orElseThrow().waiting().orElseThrow());
        waits.terminate();
    }

    @CoroTest
    void shouldNotTellThatOneWaitsThatRuns(Scheduler coros, Coroutines all) {
        Coro runs = coros.spawn(
                "runs", self -> all.status(self.coro()).orElseThrow().waiting());
        assertEquals(Optional.empty(), runs.value(SOON));
    }

    @CoroTest
    void shouldTellWhatHangsOnACoroutine(CoroRuntime runtime, Scheduler coros, Coroutines all) {
        runtime.offer("server", (self, args) -> self.receive(), (Class<?>[]) null);
        Coro server = coros.start("server");
        Coro watches = coros.spawn("watches", self -> {
            self.monitor(server);
            return self.receive();
        });
        Coro linked = coros.spawn("linked", self -> {
            self.link(server);
            self.swappable(() -> "state");
            return self.receive();
        });
        allHadATurn(coros);
        CoroSnapshot s = all.status(server).orElseThrow();
        assertEquals(List.of(watches.toString()), s.monitors());
        assertEquals(List.of(linked.toString()), s.links());
        assertFalse(s.swappable());
        assertEquals("standalone", s.code());
        s = all.status(linked).orElseThrow();
        assertEquals(List.of(server.toString()), s.links());
        assertTrue(s.swappable());
        coros.terminate();
    }

    @CoroTest
    void shouldNameTheCoroutineThatKeepsItsTurn(Scheduler coros, Coroutines all) {
        var over = new CountDownLatch(1);
        Coro blocks = coros.spawn("blocks", self -> {
            over.await();
            return null;
        });
        eventually(
                "the turn is seen to last",
                () -> turn(all)
                        .filter(t -> t.lasting().compareTo(millis(60)) > 0)
                        .isPresent());
        Coroutines.Turn turn = turn(all).orElseThrow();
        assertEquals(blocks.id(), turn.coroutine());
        assertEquals("blocks", turn.name());
        assertEquals("standalone", turn.bundle());
        over.countDown();
        ended(blocks);
        eventually("no coroutine has the turn", () -> turn(all).isEmpty());
    }

    private static Optional<Coroutines.Turn> turn(Coroutines all) {
        return all.schedulers().getFirst().turn();
    }

    @CoroTest
    void shouldTellWhatBecameOfThoseThatEnded(CoroRuntime runtime, Scheduler coros, Coroutines all, VirtualTime time) {
        runtime.offer("job", (self, args) -> self.receive(), (Class<?>[]) null);
        Coro job = coros.start(Spawn.named("nightly").registered("job.nightly"), "job");
        coros.spawn("fails", self -> {
            throw new IllegalStateException("disk full");
        });
        time.settle();
        time.advance(seconds(5));
        job.terminate("night is over");
        time.settle();
        coros.spawn("returns", self -> "a text");
        time.advance(seconds(60));

        List<Ended> ended = all.ended();
        Ended failed = named("fails", ended);
        assertEquals("failed: java.lang.IllegalStateException: disk full", failed.outcome());
        assertEquals(
                "com.acme.coro.core.InspectionTest",
                failed.failure().orElseThrow().stack().getFirst().getClassName());
        assertRoughly(seconds(65), failed.ago());
        Ended terminated = named("nightly", ended);
        assertEquals(job.id(), terminated.id());
        assertEquals("terminated: night is over", terminated.outcome());
        assertEquals(Optional.of("job"), terminated.function());
        assertEquals(List.of("job.nightly"), terminated.names());
        assertEquals("standalone", terminated.bundle());
        assertEquals("default", terminated.scheduler());
        assertTrue(terminated.turns() >= 1, terminated::toString);
        assertEquals("returned a java.lang.String", named("returns", ended).outcome());
        assertEquals(
                List.of("fails", "nightly", "returns"),
                ended.stream().map(Ended::name).toList());
    }

    private static Ended named(String name, List<Ended> ended) {
        return ended.stream().filter(e -> e.name().equals(name)).findFirst().orElseThrow();
    }

    @CoroTest
    @DisplayName("a crowd that returns does not push out the one that failed, and the list has a bound")
    void shouldRememberTheOneThatFailed(Scheduler coros, Coroutines all) {
        ended(coros.spawn("fails", self -> {
            throw new IllegalStateException("disk full");
        }));
        for (int i = 0; i < 2_000; i++) coros.spawn("returns", self -> null);
        coros.join();
        List<Ended> ended = all.ended();
        assertTrue(ended.size() < 1_000, () -> ended.size() + " are remembered");
        assertEquals(
                "failed: java.lang.IllegalStateException: disk full",
                named("fails", ended).outcome());
    }

    @CoroTest
    @DisplayName("what a coroutine returned is not kept in memory by the list of those that ended")
    void shouldHoldTextAlone(Scheduler coros, Coroutines all) {
        var returned = new WeakReference<>(new Object());
        ended(coros.spawn("c", self -> returned.get()));
        eventually("the value is collected", () -> {
            System.gc();
            return returned.get() == null;
        });
        assertEquals("returned a java.lang.Object", named("c", all.ended()).outcome());
        assertNull(returned.get());
    }

    @CoroTest
    void shouldStartAFunctionForAnOperator(CoroRuntime runtime, Scheduler coros, Coroutines all) {
        runtime.offer("echo", (self, args) -> self.name() + Arrays.asList(args), (Class<?>[]) null);
        Coro c = all.start("default", Spawn.named("mine"), "echo", "a", 1);
        assertEquals("mine[a, 1]", c.value(SOON));
    }

    @CoroTest
    void refusesToStartWhatIsNotThere(CoroRuntime runtime, Scheduler coros, Coroutines all) {
        runtime.offer("echo", (self, args) -> self.receive(), (Class<?>[]) null);
        var how = Spawn.named("mine").registered("mine");
        var e = assertThrows(IllegalArgumentException.class, () -> all.start("night", how, "echo"));
        assertEquals("there is no scheduler called night: there are [default]", e.getMessage());
        assertThrows(NoSuchFunctionException.class, () -> all.start("default", how, "ehco"));
        all.start("default", how, "echo");
        assertThrows(NameTakenException.class, () -> all.start("default", how, "echo"));
        coros.terminate();
    }
}
