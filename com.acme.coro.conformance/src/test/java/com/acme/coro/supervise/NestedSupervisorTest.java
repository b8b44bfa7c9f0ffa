package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorGaveUpException;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Supervisors that are children of supervisors. */
class NestedSupervisorTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<String> history = new CopyOnWriteArrayList<>();
    /** The inner supervisor of each run, the last at the end. */
    private final List<Supervisor> inner = new CopyOnWriteArrayList<>();

    private ChildSpec worker(String name) {
        return Worker.spec(name, history);
    }

    private SupervisorSpec pumps() {
        return SupervisorSpec.named("pumps", Strategy.ONE_FOR_ONE)
                .intensity(0, LONG)
                .child(worker("p1"))
                .child(worker("p2"));
    }

    private Supervisor startPumps(Supervisors supervisors) {
        Supervisor pumps = supervisors.start(pumps());
        inner.add(pumps);
        return pumps;
    }

    private CoroBody waitingForThem(Supervisors supervisors) {
        return self -> startPumps(supervisors).coro().value();
    }

    private static SupervisorSpec plant(Strategy strategy, ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", strategy).intensity(2, LONG);
        for (ChildSpec child : children) spec = spec.child(child);
        return spec;
    }

    private Coro pump(String id) {
        return inner.getLast().child(id).orElseThrow();
    }

    @CoroTest
    void shouldEndTheInnerChildrenFirst(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(
                Strategy.ONE_FOR_ONE,
                worker("before"),
                ChildSpec.of("pumps", waitingForThem(supervisors)),
                worker("behind")));
        time.settle();
        history.clear();
        plant.shutdown();
        assertEquals(List.of("-behind", "-p2", "-p1", "-before"), history);
        assertFalse(inner.getFirst().coro().alive());
    }

    @CoroTest
    void shouldStartAnInnerSupervisorAnewWhenItGaveUp(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(
                plant(Strategy.ONE_FOR_ONE, worker("a"), ChildSpec.of("pumps", waitingForThem(supervisors))));
        time.settle();
        history.clear();
        Coro child = plant.child("pumps").orElseThrow();
        pump("p1").send(FAIL);
        time.settle();
        assertEquals(List.of("-p1", "-p2", "+p1", "+p2"), history);
        assertEquals(2, inner.size());
        var how = assertInstanceOf(Outcome.Failed.class, inner.getFirst().coro().join());
        assertEquals(SupervisorGaveUpException.class.getName(), how.failure().type());
        assertEquals(child, plant.child("pumps").orElseThrow(), "in place, as any child that fails");
        plant.shutdown();
    }

    @CoroTest
    void shouldGiveUpWhenTheInnerOneGivesUpTooOften(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(
                plant(Strategy.ONE_FOR_ONE, worker("a"), ChildSpec.of("pumps", waitingForThem(supervisors))));
        for (int i = 0; i < 3; i++) {
            time.advance(Duration.ofSeconds(1));
            pump("p2").send(FAIL);
        }
        time.settle();
        var how = assertInstanceOf(Outcome.Failed.class, plant.coro().join());
        var message = how.failure().message();
        assertTrue(
                message.startsWith(
                        "supervisor plant gives up: more than 2 restarts within PT10S, the last one of child pumps"),
                message);
        assertTrue(message.contains("pumps gives up: more than 0 restarts"), message);
        assertEquals("-a", history.getLast());
    }

    @CoroTest
    void shouldEndAnInnerSupervisorWithTheRunThatStartedIt(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Strategy.ONE_FOR_ONE, ChildSpec.of("pumps", self -> {
            startPumps(supervisors);
            self.receive();
            throw new IllegalStateException("not because of a pump");
        })));
        time.settle();
        history.clear();
        plant.child("pumps").orElseThrow().send("go");
        time.settle();
        assertEquals(List.of("-p2", "-p1", "+p1", "+p2"), history, "not two of each");
        assertEquals(new Outcome.Returned(null), inner.getFirst().coro().join());
        plant.shutdown();
        assertEquals("-p1", history.getLast());
    }

    @CoroTest
    void shouldTakeAnInnerSupervisorAlong(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(
                plant(Strategy.ONE_FOR_ALL, worker("a"), ChildSpec.of("pumps", waitingForThem(supervisors))));
        time.settle();
        history.clear();
        plant.child("a").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-a", "-p2", "-p1", "+a", "+p1", "+p2"), history);
        plant.shutdown();
    }

    @CoroTest
    void shouldEndAnInnerSupervisorOfAChildThatIsCutOff(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(
                Strategy.ONE_FOR_ONE,
                ChildSpec.of("pumps", self -> {
                            startPumps(supervisors);
                            try {
                                return self.receive();
                            } finally {
                                self.sleep(LONG);
                            }
                        })
                        .shutdown(Duration.ZERO)));
        time.settle();
        Coro child = plant.child("pumps").orElseThrow();
        plant.shutdown();
        assertInstanceOf(Outcome.Detached.class, child.join());
        time.settle();
        assertFalse(inner.getFirst().coro().alive());
        assertEquals(List.of("+p1", "+p2", "-p2", "-p1"), history);
    }

    @CoroTest
    void shouldOutliveAnOrdinaryCoroutineThatStartedIt(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro starter = coros.spawn("starter", self -> startPumps(supervisors));
        time.settle();
        assertFalse(starter.alive());
        assertTrue(pump("p1").alive());
        inner.getFirst().shutdown();
    }

    @CoroTest
    void shouldSuperviseAnInnerSupervisorThatIsShutDownByOthers(Supervisors supervisors, VirtualTime time) {
        Supervisor plant =
                supervisors.start(plant(Strategy.ONE_FOR_ONE, ChildSpec.of("pumps", waitingForThem(supervisors))));
        time.settle();
        Coro first = plant.child("pumps").orElseThrow();
        inner.getFirst().shutdown();
        time.settle();
        assertEquals(new Outcome.Returned(null), first.join());
        assertEquals(2, inner.size(), "permanent: started again");
        assertTrue(pump("p1").alive());
        plant.shutdown();
    }

    @CoroTest
    void shouldNestDeeply(Supervisors supervisors, VirtualTime time) {
        int depth = 50;
        Supervisor top = supervisors.start(level(supervisors, depth));
        time.settle();
        assertEquals(depth + 1, history.size(), history.toString());
        history.clear();
        top.shutdown();
        assertEquals("-level 0", history.getFirst(), "the innermost first");
        assertEquals("-level " + depth, history.getLast());
    }

    private SupervisorSpec level(Supervisors supervisors, int n) {
        var spec = SupervisorSpec.named("level " + n, Strategy.ONE_FOR_ONE).child(worker("level " + n));
        if (n == 0) return spec;
        return spec.child(ChildSpec.of(
                "below",
                self -> supervisors.start(level(supervisors, n - 1)).coro().value()));
    }
}
