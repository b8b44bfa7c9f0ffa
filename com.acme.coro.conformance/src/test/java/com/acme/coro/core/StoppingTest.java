package com.acme.coro.core;

import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Ends of many, each within its grace")
class StoppingTest {
    private static final int CROWD = 30_000;
    private static final Duration LONG = Duration.ofSeconds(50);

    private static Object needsATurnToCleanUp(Self self, AtomicInteger tidy) {
        try {
            return self.receive();
        } finally {
            self.yield();
            tidy.incrementAndGet();
        }
    }

    private static void compute(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() - end < 0) Thread.onSpinWait();
    }

    private static CoroRuntime open(RuntimeSettings settings) {
        return ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(settings);
    }

    private static void assertAll(Class<? extends Outcome> kind, List<Coro> coros) {
        var others = coros.stream()
                .map(c -> c.tryJoin(LONG).orElseThrow())
                .filter(how -> !kind.isInstance(how))
                .toList();
        assertEquals(
                0, others.size(), () -> others.size() + " of " + coros.size() + " ended otherwise: " + others.get(0));
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("terminate: a crowd that takes longer than the grace has its clean-up, one by one")
    void shouldTidyUpACrowdThatIsTerminated(Scheduler coros) {
        var tidy = new AtomicInteger();
        var all = new ArrayList<Coro>();
        for (int i = 0; i < CROWD; i++) all.add(coros.spawn("one", self -> needsATurnToCleanUp(self, tidy)));
        allHadATurn(coros);
        coros.terminate();
        assertAll(Outcome.Terminated.class, all);
        assertEquals(CROWD, tidy.get());
    }

    @CoroTest
    @DisplayName("close: a crowd that takes longer than the grace has its clean-up, one by one")
    void shouldTidyUpACrowdWhenTheRuntimeIsClosed(Carrier carrier) {
        var tidy = new AtomicInteger();
        var all = new ArrayList<Coro>();
        try (var runtime = open(RuntimeSettings.DEFAULT
                .carrier(carrier)
                .cleanupGrace(Duration.ofSeconds(5))
                .stopGrace(millis(50)))) {
            Scheduler coros = runtime.scheduler("default");
            for (int i = 0; i < CROWD; i++) all.add(coros.spawn("one", self -> needsATurnToCleanUp(self, tidy)));
            allHadATurn(coros);
        }
        assertAll(Outcome.CodeGone.class, all);
        assertEquals(CROWD, tidy.get());
    }

    @CoroTest(stopGrace = "PT0.05S")
    @DisplayName("a function is withdrawn: a crowd that takes longer than the grace has its clean-up, one by one")
    void shouldTidyUpACrowdWhoseFunctionIsWithdrawn(CoroRuntime runtime, Scheduler coros) {
        var tidy = new AtomicInteger();
        var all = new ArrayList<Coro>();
        var offer = runtime.offer("crowd", (self, args) -> needsATurnToCleanUp(self, tidy));
        for (int i = 0; i < CROWD; i++) all.add(coros.start("crowd"));
        allHadATurn(coros);
        offer.close();
        assertAll(Outcome.CodeGone.class, all);
        assertEquals(CROWD, tidy.get());
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("one that computes for longer than its graces is cut off, the idle ones have their clean-up")
    void shouldLetIdleOnesCleanUpBesideOneThatComputes(Scheduler coros) throws Exception {
        var tidy = new AtomicInteger();
        var idle = new ArrayList<Coro>();
        for (int i = 0; i < 10; i++) {
            idle.add(coros.spawn("idle", self -> {
                try {
                    return self.receive();
                } finally {
                    self.sleep(millis(1));
                    tidy.incrementAndGet();
                }
            }));
        }
        allHadATurn(coros);
        var enough = new AtomicBoolean();
        var computes = new CountDownLatch(1);
        Coro computer = coros.spawn("computer", self -> {
            computes.countDown();
            while (!enough.get()) Thread.onSpinWait();
            return "done";
        });
        computes.await();
        coros.terminate();
        enough.set(true);
        assertInstanceOf(Outcome.Detached.class, computer.tryJoin(LONG).orElseThrow());
        assertAll(Outcome.Terminated.class, idle);
        assertEquals(10, tidy.get());
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("a coroutine that terminates all others ends one that computes, too")
    void shouldEndOneThatComputesWhenACoroutineTerminatesAll(Scheduler coros) {
        var enough = new AtomicBoolean();
        Coro ending = coros.spawn("ends all", self -> {
            Coro computer = coros.spawn("computer", s -> {
                try {
                    return s.receive();
                } finally {
                    while (!enough.get()) Thread.onSpinWait();
                }
            });
            self.yield();
            coros.terminate();
            return computer.join();
        });
        assertInstanceOf(Outcome.Detached.class, ending.value(LONG));
        enough.set(true);
    }

    @CoroTest(stopGrace = "PT0.1S")
    @DisplayName("those that wait for a turn of a neighbour's do not pay for it")
    void shouldWaitForANeighbourThatComputes(CoroRuntime runtime, Scheduler coros) throws Exception {
        var tidy = new AtomicInteger();
        var offer = runtime.offer("idle", (self, args) -> needsATurnToCleanUp(self, tidy));
        var idle = new ArrayList<Coro>();
        for (int i = 0; i < 10; i++) idle.add(coros.start("idle"));
        allHadATurn(coros);
        var computes = new CountDownLatch(1);
        Coro neighbour = coros.spawn("neighbour", self -> {
            computes.countDown();
            compute(millis(700));
            return "done";
        });
        computes.await();
        offer.close();
        assertAll(Outcome.CodeGone.class, idle);
        assertEquals(10, tidy.get());
        assertEquals("done", neighbour.value(LONG));
    }

    @CoroTest(stopGrace = "PT0.1S", cleanupGrace = "PT20S")
    @DisplayName("the grace for clean-up is not cut short by the one for stopping")
    void shouldGiveCleanUpItsWholeGrace(Scheduler coros, CoroRuntime runtime) {
        var tidy = new AtomicInteger();
        var offer = runtime.offer("function", (self, args) -> cleansUpFor(self, millis(700), tidy));
        Coro function = coros.start("function");
        Coro lambda = coros.spawn("lambda", self -> cleansUpFor(self, millis(700), tidy));
        allHadATurn(coros);
        offer.close();
        assertInstanceOf(Outcome.CodeGone.class, function.tryJoin(LONG).orElseThrow());
        assertEquals(1, tidy.get());
        coros.terminate();
        assertInstanceOf(Outcome.Terminated.class, lambda.tryJoin(LONG).orElseThrow());
        assertEquals(2, tidy.get());
    }

    private static Object cleansUpFor(Self self, Duration time, AtomicInteger tidy) {
        try {
            return self.receive();
        } finally {
            self.sleep(time);
            tidy.incrementAndGet();
        }
    }

    @CoroTest
    @DisplayName("all together have no longer than the limit")
    void shouldCutOffWhatIsLeftAtTheLimit(Carrier carrier) {
        var all = new ArrayList<Coro>();
        var tidy = new AtomicInteger();
        long from;
        var settings = RuntimeSettings.DEFAULT
                .carrier(carrier)
                .cleanupGrace(Duration.ofSeconds(30))
                .stopGrace(Duration.ofSeconds(30))
                .stopLimit(millis(300));
        try (var runtime = open(settings)) {
            Scheduler coros = runtime.scheduler("default");
            for (int i = 0; i < 10; i++) {
                all.add(coros.spawn("slow", self -> cleansUpFor(self, Duration.ofSeconds(25), tidy)));
            }
            allHadATurn(coros);
            from = System.nanoTime();
        }
        long took = System.nanoTime() - from;
        assertTrue(took < Duration.ofSeconds(15).toNanos(), () -> "took " + Duration.ofNanos(took));
        assertAll(Outcome.Detached.class, all);
        assertEquals(0, tidy.get());
    }

    @CoroTest
    @DisplayName("close: pools and channels are closed although an action at exit fails")
    void shouldCloseTheRestWhenAnActionAtExitFails(Carrier carrier) {
        var runtime = open(RuntimeSettings.DEFAULT.carrier(carrier));
        var pool = runtime.threadPools().open("pool", 1);
        var channel = runtime.channels().create("channel");
        Scheduler coros = runtime.scheduler("default");
        coros.atExit(2, () -> {
            throw new NoClassDefFoundError("of a bundle that is gone");
        });
        var ran = new AtomicBoolean();
        coros.atExit(1, () -> ran.set(true));
        Coro caller = coros.spawn("caller", self -> pool.call(Thread::currentThread));
        var thread = (Thread) caller.value(LONG);
        try {
            runtime.close();
        } catch (Error e) {
            assertInstanceOf(NoClassDefFoundError.class, e);
        }
        assertTrue(ran.get());
        assertEquals(0, channel.send("to a closed channel"));
        Eventually.holds("the pool's thread ends", () -> !thread.isAlive());
    }
}
