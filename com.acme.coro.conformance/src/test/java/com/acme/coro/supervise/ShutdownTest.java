package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** A supervisor ends its children one after the other, the last first, and none of them can keep it from that. */
class ShutdownTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<String> history = new CopyOnWriteArrayList<>();

    private static SupervisorSpec plant(ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE);
        for (ChildSpec child : children) spec = spec.child(child);
        return spec;
    }

    /** A child that takes some time to end. */
    private ChildSpec slow(String name, Duration cleanup, VirtualTime time) {
        CoroBody body = self -> {
            try {
                return self.receive();
            } finally {
                history.add(name + " asked at " + time.elapsed().toSeconds());
                self.sleep(cleanup);
                history.add(name + " done at " + time.elapsed().toSeconds());
            }
        };
        return ChildSpec.of(name, body);
    }

    private static Coro shutDown(Supervisor plant, Scheduler coros) {
        return coros.spawn("operator", self -> {
            plant.shutdown();
            return "done";
        });
    }

    @CoroTest
    void shouldWaitForEachChildBeforeItEndsTheOneBefore(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(
                plant(slow("a", SECOND, time), slow("b", SECOND, time), slow("c", SECOND.multipliedBy(2), time)));
        time.settle();
        Coro operator = shutDown(plant, coros);
        time.advance(LONG);
        assertEquals(
                List.of("c asked at 0", "c done at 2", "b asked at 2", "b done at 3", "a asked at 3", "a done at 4"),
                history);
        assertEquals("done", operator.value());
        assertEquals(new Outcome.Returned(null), plant.coro().join());
    }

    @CoroTest
    void shouldTellChildrenWhyTheyEnd(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("a")));
        Coro a = plant.child("a").orElseThrow();
        time.settle();
        plant.shutdown();
        assertEquals(new Outcome.Terminated("supervisor plant ends"), a.join());
    }

    @CoroTest
    void shouldCutOffAChildThatDoesNotEndInItsTime(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(
                slow("a", SECOND, time), slow("b", LONG, time).shutdown(SECOND.multipliedBy(2)), Worker.spec("c")));
        Coro b = plant.child("b").orElseThrow();
        time.settle();
        Coro operator = shutDown(plant, coros);
        time.advance(SECOND.multipliedBy(2).minusMillis(1));
        assertTrue(b.alive());
        time.advance(Duration.ofMillis(1));
        var how = assertInstanceOf(
                Outcome.Detached.class, b.tryJoin(Duration.ZERO).orElseThrow());
        assertTrue(how.reason().endsWith("asked it to end, and it did not within PT2S"), how.reason());
        time.advance(SECOND);
        assertEquals(List.of("b asked at 0", "a asked at 2", "a done at 3"), history);
        assertEquals("done", operator.value());
        assertEquals(new Outcome.Returned(null), plant.coro().join());
    }

    @CoroTest
    void shouldNotWaitForAChildThatHasNoTime(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(slow("a", SECOND, time).shutdown(Duration.ZERO)));
        Coro a = plant.child("a").orElseThrow();
        time.settle();
        plant.shutdown();
        assertInstanceOf(Outcome.Detached.class, a.join());
        assertEquals(Duration.ZERO, time.elapsed());
    }

    @CoroTest
    void shouldOutliveAChildThatSwallowsEverySignal(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(ChildSpec.of("stubborn", self -> {
            while (true) {
                try {
                    self.sleep(LONG);
                } catch (TerminateSignal swallowed) {
                    history.add("swallowed");
                }
            }
        })));
        Coro stubborn = plant.child("stubborn").orElseThrow();
        time.settle();
        Coro operator = shutDown(plant, coros);
        time.advance(Duration.ofSeconds(5));
        assertInstanceOf(Outcome.Detached.class, stubborn.join());
        assertEquals("done", operator.value());
    }

    @CoroTest
    void shouldGoOnWhenWhoShutsItDownDoesNotWaitAnyLonger(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(slow("a", Duration.ofMillis(2500), time)));
        time.settle();
        Coro operator = coros.spawn(
                "operator",
                self -> List.of(plant.tryShutdown(SECOND), plant.tryShutdown(SECOND), plant.tryShutdown(SECOND)));
        time.advance(LONG);
        assertEquals(List.of(false, false, true), operator.value());
        assertEquals(List.of("a asked at 0", "a done at 2"), history, "asked once");
    }

    @CoroTest
    void shouldEndItsChildrenWhenItIsTerminated(Supervisors supervisors, VirtualTime time) {
        var three = SECOND.multipliedBy(3);
        Supervisor plant = supervisors.start(plant(slow("a", three, time), slow("b", three, time)));
        time.settle();
        plant.coro().terminate("by an operator");
        time.advance(LONG); // more than the grace for clean-up
        assertEquals(List.of("b asked at 0", "b done at 3", "a asked at 3", "a done at 6"), history);
        assertEquals(new Outcome.Terminated("by an operator"), plant.coro().join());
    }

    @CoroTest
    void shouldEndItsChildrenWhenSomethingIsRaisedInIt(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(slow("a", SECOND, time)));
        time.settle();
        plant.coro().raise(new IllegalStateException("no water"));
        time.advance(LONG);
        assertEquals(List.of("a asked at 0", "a done at 1"), history);
        var how = assertInstanceOf(Outcome.Failed.class, plant.coro().join());
        assertEquals("no water", how.failure().message());
    }

    @CoroTest
    void shouldEndItsChildrenAllTheSameWhenItIsTerminatedMeanwhile(
            Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(slow("a", SECOND, time), slow("b", SECOND, time)));
        time.settle();
        Coro operator = shutDown(plant, coros);
        time.advance(Duration.ofMillis(500));
        plant.coro().terminate("faster");
        time.advance(LONG);
        assertEquals(List.of("b asked at 0", "b done at 1", "a asked at 1", "a done at 2"), history);
        assertEquals("done", operator.value());
        assertEquals(new Outcome.Terminated("faster"), plant.coro().join());
    }

    @CoroTest
    void shouldStartNobodyAgainMeanwhile(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("a", history), slow("b", SECOND, time)));
        Coro a = plant.child("a").orElseThrow();
        time.settle();
        shutDown(plant, coros);
        time.settle();
        a.send(FAIL);
        time.advance(LONG);
        assertEquals(List.of("+a", "b asked at 0", "-a", "b done at 1"), history);
        assertInstanceOf(Outcome.Failed.class, a.join());
    }

    @CoroTest
    void shouldNotWaitForTheTimeBeforeARestart(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("a", history)).backoff(LONG, LONG));
        Coro a = plant.child("a").orElseThrow();
        a.send(FAIL);
        a.send(FAIL);
        time.settle();
        plant.shutdown();
        assertEquals(Duration.ZERO, time.elapsed());
        assertEquals(List.of("+a", "-a", "+a", "-a"), history);
        var how = assertInstanceOf(Outcome.Failed.class, a.join());
        assertEquals("run 2 of a", how.failure().message(), "what it failed with last");
    }

    @CoroTest
    void shouldBeShutDownByAChild(Supervisors supervisors, VirtualTime time) {
        var plant = new AtomicReference<Supervisor>();
        plant.set(supervisors.start(plant(Worker.spec("a", history), ChildSpec.of("b", self -> {
            self.receive();
            plant.get().shutdown();
            return "not reached, since it is asked to end meanwhile";
        }))));
        Coro b = plant.get().child("b").orElseThrow();
        b.send("enough");
        time.settle();
        assertEquals(new Outcome.Returned(null), plant.get().coro().join());
        assertEquals(new Outcome.Terminated("supervisor plant ends"), b.join());
        assertEquals(List.of("+a", "-a"), history);
    }

    @CoroTest
    void refusesCallsOnOneThatEnds(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(slow("a", SECOND, time)));
        time.settle();
        Coro operator = shutDown(plant, coros);
        time.settle();
        assertThrows(CoroClosedException.class, () -> plant.add(Worker.spec("late")));
        assertThrows(CoroClosedException.class, () -> plant.remove("a"));
        assertEquals(List.of("a"), plant.children(), "it is there until it has ended");
        time.advance(SECOND);
        assertEquals("done", operator.value());
        var e = assertThrows(CoroClosedException.class, () -> plant.add(Worker.spec("late")));
        assertEquals("the supervisor has ended or is ending: name=plant", e.getMessage());
        assertThrows(CoroClosedException.class, () -> plant.remove("a"));
        assertThrows(CoroClosedException.class, () -> plant.child("a"));
        assertThrows(CoroClosedException.class, plant::children);
    }

    @CoroTest
    void shouldLetWhoWaitsForAnAnswerKnowThatItEnds(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(slow("a", SECOND, time), slow("b", SECOND, time)));
        time.settle();
        Coro remover = coros.spawn("remover", self -> plant.remove("b"));
        Coro adder = coros.spawn("adder", self -> plant.add(Worker.spec("c", history)));
        time.settle(); // the supervisor is busy with the removal
        plant.coro().terminate();
        time.advance(LONG);
        for (Coro caller : List.of(remover, adder)) {
            var how = assertInstanceOf(Outcome.Failed.class, caller.join());
            assertEquals(CoroClosedException.class.getName(), how.failure().type());
        }
        assertFalse(history.contains("+c"));
    }

    @CoroTest
    void shouldTakeAShutdownOfOneThatHasEnded(Supervisors supervisors) {
        Supervisor plant = supervisors.start(plant(Worker.spec("a")));
        plant.shutdown();
        plant.shutdown();
        assertTrue(plant.tryShutdown(Duration.ZERO));
    }

    @CoroTest
    void shouldEndWithAllTheCoroutinesOfItsScheduler(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("a", history), Worker.spec("b", history)));
        time.settle();
        coros.terminate();
        assertFalse(plant.coro().alive());
        assertEquals(List.of("+a", "+b"), history.subList(0, 2));
        assertEquals(4, history.size(), "nobody is started again: " + history);
    }

    @CoroTest
    void shouldBeWaitedForWhileItHasAChildThatIsNoDaemon(Supervisors supervisors, Scheduler coros, VirtualTime time)
            throws Exception {
        var daemon = Worker.spec("clock").spawn(Spawn.named("clock").daemon(true));
        Supervisor plant = supervisors.start(plant(daemon, Worker.spec("a")));
        assertFalse(time.during(() -> coros.tryJoin(SECOND)));
        assertTrue(plant.remove("a"));
        coros.join();
        assertEquals(Optional.of(true), plant.child("clock").map(Coro::alive));
        plant.shutdown();
    }
}
