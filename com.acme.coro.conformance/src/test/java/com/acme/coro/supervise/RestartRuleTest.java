package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static com.acme.coro.supervise.Worker.Order.RETURN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Restart;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Which end of a child is followed by a start. */
class RestartRuleTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static Supervisor plant(Supervisors supervisors, Restart rule) {
        return supervisors.start(SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
                .child(Worker.spec("pump").restart(rule)));
    }

    private static Coro pump(Supervisor plant) {
        return plant.child("pump").orElseThrow();
    }

    private static void assertForgotten(Supervisor plant) {
        assertEquals(List.of(), plant.children());
        assertEquals(Optional.empty(), plant.child("pump"));
        assertTrue(plant.coro().alive());
        plant.add(Worker.spec("pump")); // the id is free
        plant.shutdown();
    }

    @CoroTest
    void shouldRestartAPermanentChildHoweverItEnds(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.PERMANENT);
        pump(plant).send(RETURN);
        time.settle();
        assertEquals(2, Worker.run(pump(plant)));
        pump(plant).send(FAIL);
        time.advance(SECOND);
        assertEquals(3, Worker.run(pump(plant)));
        Coro third = pump(plant);
        third.terminate();
        time.advance(SECOND);
        assertNotEquals(third, pump(plant));
        assertEquals(4, Worker.run(pump(plant)));
        plant.shutdown();
    }

    @CoroTest
    void shouldRestartATransientChildThatFailed(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.TRANSIENT);
        pump(plant).send(FAIL);
        time.settle();
        assertEquals(2, Worker.run(pump(plant)));
        plant.shutdown();
    }

    @CoroTest
    void shouldRestartATransientChildThatAnOutsiderTerminated(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.TRANSIENT);
        assertEquals(1, Worker.run(pump(plant)));
        pump(plant).terminate("by an outsider");
        time.settle();
        assertEquals(2, Worker.run(pump(plant)));
        plant.shutdown();
    }

    @CoroTest
    void shouldForgetATransientChildThatReturned(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.TRANSIENT);
        pump(plant).send(RETURN);
        time.settle();
        assertForgotten(plant);
    }

    @CoroTest
    void shouldForgetATemporaryChildThatFailed(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.TEMPORARY);
        pump(plant).send(FAIL);
        time.settle();
        assertForgotten(plant);
    }

    @CoroTest
    void shouldForgetATemporaryChildThatAnOutsiderTerminated(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.TEMPORARY);
        pump(plant).terminate();
        time.settle();
        assertForgotten(plant);
    }

    @CoroTest
    void shouldForgetATemporaryChildThatReturned(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, Restart.TEMPORARY);
        pump(plant).send(RETURN);
        time.settle();
        assertForgotten(plant);
    }
}
