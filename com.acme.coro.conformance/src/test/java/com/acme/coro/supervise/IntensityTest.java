package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorGaveUpException;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

/** How many restarts a supervisor bears, how long it waits before each, and what becomes of it when it gives up. */
class IntensityTest {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static SupervisorSpec plant(ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE);
        for (ChildSpec child : children) spec = spec.child(child);
        return spec.intensity(2, PERIOD).backoff(Duration.ZERO, Duration.ZERO);
    }

    private static void fail(Supervisor plant, VirtualTime time) {
        plant.child("pump").orElseThrow().send(FAIL);
        time.settle();
    }

    @CoroTest
    void shouldGiveUpAtOneRestartTooMany(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")));
        fail(plant, time);
        fail(plant, time);
        assertTrue(plant.coro().alive());
        fail(plant, time);
        var how = assertInstanceOf(Outcome.Failed.class, plant.coro().join());
        assertEquals(SupervisorGaveUpException.class.getName(), how.failure().type());
        assertTrue(how.failure().message().contains("plant"), how.failure().message());
        assertTrue(how.failure().message().contains("pump"), how.failure().message());
        assertTrue(how.failure().cause().orElseThrow().message().endsWith("run 3 of pump"));
    }

    @CoroTest
    void shouldBearNoRestartWhereNoneIsAllowed(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")).intensity(0, PERIOD));
        fail(plant, time);
        assertFalse(plant.coro().alive());
    }

    @CoroTest
    void shouldGoOnWhenRestartsAreSpreadOut(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")));
        for (int n = 0; n < 20; n++) {
            fail(plant, time);
            time.advance(PERIOD.dividedBy(2));
        }
        assertEquals(21, Worker.run(plant.child("pump").orElseThrow()));
        plant.shutdown();
    }

    @CoroTest
    void shouldCountTheRestartsOfAllChildrenTogether(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("a"), Worker.spec("b"), Worker.spec("c")));
        for (String id : List.of("a", "b", "c")) plant.child(id).orElseThrow().send(FAIL);
        time.settle();
        assertFalse(plant.coro().alive());
    }

    @CoroTest
    void shouldNotCountSiblingsThatAreTakenAlong(Supervisors supervisors, VirtualTime time) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ALL)
                .child(Worker.spec("pump"))
                .child(Worker.spec("a"))
                .child(Worker.spec("b"))
                .intensity(1, PERIOD);
        Supervisor plant = supervisors.start(spec);
        fail(plant, time);
        assertTrue(plant.coro().alive());
        plant.shutdown();
    }

    @CoroTest
    void shouldDoubleTheBackoffUpToItsLimit(Supervisors supervisors, VirtualTime time) {
        var starts = new CopyOnWriteArrayList<Duration>();
        var spec = ChildSpec.of("pump", self -> {
            starts.add(time.elapsed());
            throw new IllegalStateException("always");
        });
        Supervisor plant = supervisors.start(
                plant(spec).intensity(6, Duration.ofMinutes(1)).backoff(SECOND, Duration.ofSeconds(5)));
        time.advance(Duration.ofMinutes(1));
        var waits = new ArrayList<Long>();
        for (int n = 1; n < starts.size(); n++) {
            waits.add(starts.get(n).minus(starts.get(n - 1)).toSeconds());
        }
        assertEquals(List.of(0L, 1L, 2L, 4L, 5L, 5L), waits);
        assertFalse(plant.coro().alive());
    }

    /** The pump waits a second for its third run then. */
    private static Supervisor inBackoff(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")).backoff(SECOND, SECOND));
        fail(plant, time);
        fail(plant, time);
        return plant;
    }

    @CoroTest
    void shouldAddDuringTheBackoff(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = inBackoff(supervisors, time);
        assertEquals(1, Worker.run(plant.add(Worker.spec("valve"))));
        assertEquals(Duration.ZERO, time.elapsed());
        time.advance(SECOND);
        assertEquals(3, Worker.run(plant.child("pump").orElseThrow()));
        plant.shutdown();
    }

    @CoroTest
    void shouldRemoveDuringTheBackoff(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = inBackoff(supervisors, time);
        Coro pump = plant.child("pump").orElseThrow();
        assertTrue(plant.remove("pump"));
        assertInstanceOf(Outcome.Failed.class, pump.join(), "it has failed, and does not start again");
        time.advance(SECOND);
        assertEquals(List.of(), plant.children());
        plant.shutdown();
    }

    @CoroTest
    void shouldShutDownDuringTheBackoff(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = inBackoff(supervisors, time);
        Coro pump = plant.child("pump").orElseThrow();
        plant.shutdown();
        assertFalse(pump.alive());
        assertEquals(new Outcome.Returned(null), plant.coro().join());
        assertEquals(Duration.ZERO, time.elapsed());
    }

    @CoroTest
    @DisplayName("A47 the scheduler ends after a supervisor has given up: children ended in reverse, nobody left")
    void shouldLeaveNobodyBehindWhenItGivesUp(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        var history = new CopyOnWriteArrayList<String>();
        Supervisor plant = supervisors.start(
                plant(Worker.spec("a", history), Worker.spec("pump", history), Worker.spec("z", history)));
        fail(plant, time);
        fail(plant, time);
        history.clear();
        fail(plant, time);
        assertEquals(List.of("-pump", "-z", "-a"), history);
        assertTrue(coros.tryJoin(Duration.ZERO));
        coros.finish();
        assertEquals(List.of(), coros.status());
        assertThrows(CoroClosedException.class, () -> plant.add(Worker.spec("valve")));
    }

    @CoroTest
    void shouldCountStartsThatFail(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        var how = Spawn.named("pump").registered("pump.server");
        Supervisor plant =
                supervisors.start(plant(Worker.spec("pump").spawn(how)).backoff(SECOND, SECOND));
        Coro pump = plant.child("pump").orElseThrow();
        fail(plant, time);
        fail(plant, time);
        pump.terminate(); // the name is free, and is taken by another until it is to be started again
        time.settle();
        Coro thief = coros.spawn(Spawn.named("thief").registered("pump.server"), s -> s.receive());
        time.advance(SECOND);
        var failed = assertInstanceOf(
                Outcome.Failed.class, plant.coro().tryJoin(Duration.ZERO).orElseThrow());
        assertEquals(SupervisorGaveUpException.class.getName(), failed.failure().type());
        assertEquals(Optional.of(thief), coros.locate("pump.server"));
        thief.terminate();
    }
}
