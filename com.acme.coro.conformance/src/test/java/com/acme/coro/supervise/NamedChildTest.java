package com.acme.coro.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Restart;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;

/** Children that run named functions, whose bundle may go and come. */
class NamedChildTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final String FAIL = "fail";

    /** Answers who asks with its version and its arguments. */
    private static CoroFunction version(String version) {
        return (self, args) -> {
            while (true) {
                switch (self.receive()) {
                    case Coro asker -> asker.send(version + List.of(args));
                    case Object m when m.equals(FAIL) -> throw new IllegalStateException("failed in " + version);
                    default -> self.unhandled();
                }
            }
        };
    }

    private static SupervisorSpec plant(ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
                .intensity(5, LONG)
                .backoff(SECOND, SECOND);
        for (ChildSpec child : children) spec = spec.child(child);
        return spec;
    }

    private static ChildSpec pump() {
        return ChildSpec.function("pump", "pumping", "cold", 2);
    }

    private static Scheduler.Registration offer(CoroRuntime runtime, String version) {
        return runtime.offer("pumping", version(version), String.class, Integer.class);
    }

    private static Object asked(Coro pump) {
        return pump.ask(asker -> asker, LONG);
    }

    private static int running(Coroutines all) {
        return all.functions().stream().mapToInt(f -> f.running()).sum();
    }

    @CoroTest
    void shouldRunTheFunctionWithItsArguments(CoroRuntime runtime, Supervisors supervisors, Coroutines all) {
        offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        Coro pump = plant.child("pump").orElseThrow();
        assertEquals("v1[cold, 2]", asked(pump));
        pump.send(FAIL);
        assertEquals("v1[cold, 2]", asked(pump), "in place, with the same arguments");
        assertEquals(1, running(all));
        plant.shutdown();
        assertEquals(0, running(all));
    }

    @CoroTest
    void shouldStartAsANewCoroutineWhenTheFunctionIsBack(
            CoroRuntime runtime, Supervisors supervisors, Coroutines all, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        Coro first = plant.child("pump").orElseThrow();
        time.settle();
        v1.close();
        time.settle();
        assertInstanceOf(Outcome.CodeGone.class, first.join());
        assertEquals(List.of("pump"), plant.children(), "it waits");
        assertEquals(0, running(all));
        offer(runtime, "v2");
        time.advance(SECOND);
        Coro second = plant.child("pump").orElseThrow();
        assertNotEquals(first, second);
        assertEquals("v2[cold, 2]", asked(second));
        plant.shutdown();
        assertEquals(0, running(all));
    }

    @CoroTest
    void shouldGiveUpWhenTheFunctionDoesNotComeBack(CoroRuntime runtime, Supervisors supervisors, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        time.settle();
        v1.close();
        time.advance(LONG);
        var how = assertInstanceOf(Outcome.Failed.class, plant.coro().join());
        var message = how.failure().message();
        assertTrue(message.startsWith("supervisor plant gives up: more than 5 restarts within PT10S"), message);
        assertTrue(message.contains(NoSuchFunctionException.class.getName()), message);
        assertTrue(message.contains("pumping"), message);
    }

    @CoroTest
    void shouldNotConcernAChildBetweenTwoRuns(
            CoroRuntime runtime, Supervisors supervisors, Coroutines all, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        Coro pump = plant.child("pump").orElseThrow();
        pump.send(FAIL);
        pump.send(FAIL);
        time.settle(); // it waits for its third run
        assertEquals(0, running(all));
        v1.close();
        offer(runtime, "v2");
        assertTrue(pump.alive());
        time.advance(SECOND);
        assertEquals("v2[cold, 2]", asked(pump), "the same coroutine");
        assertEquals(1, running(all));
        plant.shutdown();
    }

    @CoroTest
    void shouldKeepTheCoroutineThatWaitsWhileAStartFails(
            CoroRuntime runtime, Supervisors supervisors, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        Coro pump = plant.child("pump").orElseThrow();
        pump.send(FAIL);
        pump.send(FAIL);
        pump.send("later");
        time.settle();
        v1.close();
        time.advance(SECOND); // nobody offers it
        assertTrue(pump.alive());
        offer(runtime, "v2");
        time.advance(SECOND);
        assertEquals("v2[cold, 2]", asked(pump));
        plant.shutdown();
    }

    @CoroTest
    void shouldSayWhatAWaitingChildFailedWithWhenTheFunctionDoesNotComeBack(
            CoroRuntime runtime, Supervisors supervisors, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        Coro pump = plant.child("pump").orElseThrow();
        pump.send(FAIL);
        pump.send(FAIL);
        time.settle();
        v1.close();
        time.advance(LONG);
        var how = assertInstanceOf(Outcome.Failed.class, pump.join());
        assertEquals("failed in v1", how.failure().message());
        assertInstanceOf(Outcome.Failed.class, plant.coro().join());
    }

    @CoroTest
    void shouldForgetATemporaryChildWhoseFunctionIsWithdrawn(
            CoroRuntime runtime, Supervisors supervisors, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(
                pump().restart(Restart.TEMPORARY),
                ChildSpec.function("job", "pumping", "warm", 1).restart(Restart.TRANSIENT)));
        time.settle();
        v1.close();
        time.settle();
        assertEquals(List.of("job"), plant.children(), "a transient one has not returned");
        offer(runtime, "v2");
        time.advance(SECOND);
        assertEquals("v2[warm, 1]", asked(plant.child("job").orElseThrow()));
        plant.shutdown();
    }

    @CoroTest
    void shouldCountAFunctionThatDoesNotTakeItsArgumentsAnyLongerAsAFailedStart(
            CoroRuntime runtime, Supervisors supervisors, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(plant(pump()));
        time.settle();
        v1.close();
        runtime.offer("pumping", (self, args) -> null, String.class);
        time.advance(LONG);
        var how = assertInstanceOf(Outcome.Failed.class, plant.coro().join());
        var message = how.failure().message();
        assertTrue(message.contains(IllegalArgumentException.class.getName()), message);
    }

    @CoroTest
    void shouldRestartTogetherWithLambdas(CoroRuntime runtime, Supervisors supervisors, VirtualTime time) {
        var v1 = offer(runtime, "v1");
        Supervisor plant = supervisors.start(SupervisorSpec.named("plant", Strategy.ONE_FOR_ALL)
                .backoff(SECOND, SECOND)
                .child(Worker.spec("a"))
                .child(pump()));
        time.settle();
        Coro a = plant.child("a").orElseThrow();
        v1.close();
        time.settle();
        assertInstanceOf(Outcome.Terminated.class, a.join(), "taken along");
        offer(runtime, "v2");
        time.advance(SECOND);
        assertEquals(2, plant.children().size());
        for (String id : plant.children()) {
            assertTrue(plant.child(id).orElseThrow().alive(), id);
        }
        assertEquals("v2[cold, 2]", asked(plant.child("pump").orElseThrow()));
        plant.shutdown();
    }
}
