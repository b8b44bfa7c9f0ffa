package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static com.acme.coro.supervise.Worker.Order.RETURN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Restart;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Whom a child that is restarted takes along, and in which order. */
class StrategyTest {
    private final List<String> history = new CopyOnWriteArrayList<>();

    private ChildSpec worker(String name) {
        return Worker.spec(name, history);
    }

    private SupervisorSpec three(Strategy strategy) {
        return SupervisorSpec.named("plant", strategy)
                .child(worker("a"))
                .child(worker("b"))
                .child(worker("c"));
    }

    private Supervisor started(Supervisors supervisors, SupervisorSpec spec, VirtualTime time) {
        Supervisor plant = supervisors.start(spec);
        time.settle();
        return plant;
    }

    @CoroTest
    void shouldStartChildrenInOrderAndEndThemInReverse(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(supervisors, three(Strategy.ONE_FOR_ONE), time);
        assertEquals(List.of("a", "b", "c"), plant.children());
        plant.shutdown();
        assertEquals(List.of("+a", "+b", "+c", "-c", "-b", "-a"), history);
    }

    @CoroTest
    void shouldRestartTheFailedChildAlone(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(supervisors, three(Strategy.ONE_FOR_ONE), time);
        history.clear();
        plant.child("b").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-b", "+b"), history);
        plant.shutdown();
    }

    @CoroTest
    void shouldRestartAllInOrder(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(supervisors, three(Strategy.ONE_FOR_ALL), time);
        Coro a = plant.child("a").orElseThrow();
        history.clear();
        plant.child("b").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-b", "-c", "-a", "+a", "+b", "+c"), history);
        assertEquals(List.of("a", "b", "c"), plant.children());
        assertNotEquals(a, plant.child("a").orElseThrow(), "one that was ended starts as a new coroutine");
        plant.shutdown();
    }

    @CoroTest
    void shouldRestartThoseStartedAfterTheFailedOne(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(supervisors, three(Strategy.REST_FOR_ONE), time);
        Coro a = plant.child("a").orElseThrow();
        history.clear();
        plant.child("b").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-b", "-c", "+b", "+c"), history);
        assertEquals(a, plant.child("a").orElseThrow());
        plant.shutdown();
    }

    @CoroTest
    void shouldTakeNobodyAlongForTheLastOfRestForOne(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(supervisors, three(Strategy.REST_FOR_ONE), time);
        history.clear();
        plant.child("c").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-c", "+c"), history);
        plant.shutdown();
    }

    @CoroTest
    void shouldTakeAlongOnlyForAChildThatIsRestarted(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(
                supervisors, three(Strategy.ONE_FOR_ALL).child(worker("job").restart(Restart.TRANSIENT)), time);
        history.clear();
        plant.child("job").orElseThrow().send(RETURN);
        time.settle();
        assertEquals(List.of("-job"), history);
        assertEquals(List.of("a", "b", "c"), plant.children());
        plant.shutdown();
    }

    @CoroTest
    void shouldEndTemporarySiblingsForGood(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = started(
                supervisors, three(Strategy.ONE_FOR_ALL).child(worker("job").restart(Restart.TEMPORARY)), time);
        history.clear();
        plant.child("a").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-a", "-job", "-c", "-b", "+a", "+b", "+c"), history);
        assertEquals(List.of("a", "b", "c"), plant.children());
        plant.shutdown();
    }

    @CoroTest
    void shouldRestartThoseTakenAlongTogetherAfterTheBackoff(Supervisors supervisors, VirtualTime time) {
        var second = Duration.ofSeconds(1);
        Supervisor plant = started(supervisors, three(Strategy.ONE_FOR_ALL).backoff(second, second), time);
        plant.child("a").orElseThrow().send(FAIL);
        time.settle();
        history.clear();
        plant.child("a").orElseThrow().send(FAIL);
        time.advance(second.minusMillis(1));
        assertEquals(List.of("-a", "-c", "-b"), history);
        time.advance(Duration.ofMillis(1));
        assertEquals(List.of("-a", "-c", "-b", "+a", "+b", "+c"), history);
        plant.shutdown();
    }
}
