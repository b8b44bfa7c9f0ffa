package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static com.acme.coro.supervise.Worker.Order.RETURN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Restart;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A crashed child that starts again has not ended (A47). */
class RestartInPlaceTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private static SupervisorSpec plant(ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE);
        for (ChildSpec child : children) spec = spec.child(child);
        return spec;
    }

    @CoroTest
    void shouldKeepTheCoroutineOfAChildThatFails(Supervisors supervisors, Events events) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")));
        Coro pump = plant.child("pump").orElseThrow();
        assertEquals(1, Worker.run(pump));
        pump.send(FAIL);
        assertEquals(2, Worker.run(pump), "the question waited in the mailbox");
        assertEquals(Optional.of(pump), plant.child("pump"));
        var restarted = events.await(CoroEvent.Restarted.class);
        assertEquals(pump, restarted.coro());
        assertEquals(
                "java.lang.IllegalStateException: run 1 of pump",
                restarted.failure().toString());
        assertEquals(List.of(), events.of(CoroEvent.Ended.class));
        plant.shutdown();
    }

    @CoroTest
    void shouldTellMonitorsAndJoinersOnlyWhenTheSupervisorGivesUp(
            Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")).intensity(1, LONG));
        Coro pump = plant.child("pump").orElseThrow();
        Coro monitor = coros.spawn("monitor", self -> {
            self.monitor(pump);
            return self.receive(Exit.class);
        });
        Coro joiner = coros.spawn("joiner", self -> pump.join());
        time.settle();
        pump.send(FAIL);
        time.advance(LONG.dividedBy(2));
        assertTrue(monitor.alive() && joiner.alive() && pump.alive());
        pump.send(FAIL);
        time.settle();
        var how = assertInstanceOf(Outcome.Failed.class, joiner.value());
        assertEquals("run 2 of pump", how.failure().message());
        assertEquals(new Exit(pump, how), monitor.value());
        assertFalse(plant.coro().alive());
        coros.join();
    }

    @CoroTest
    void shouldCloseWhatTheFailedRunOwned(Supervisors supervisors, Parking parking) {
        var closed = new AtomicInteger();
        Supervisor plant = supervisors.start(plant(ChildSpec.of("pump", self -> {
            parking.own(closed::incrementAndGet);
            if (closed.get() == 0) throw new IllegalStateException("first run");
            while (true) self.receive(Coro.class).send(closed.get());
        })));
        Coro pump = plant.child("pump").orElseThrow();
        assertEquals(1, pump.ask(asker -> asker, LONG), "in the second run");
        plant.shutdown();
        assertEquals(2, closed.get());
        assertFalse(pump.alive());
    }

    @CoroTest
    void shouldLetABodyRegisterItsNameAgain(Supervisors supervisors, Scheduler coros) {
        var runs = new AtomicInteger();
        var spec = ChildSpec.of("pump", self -> {
                    self.register("pump.server");
                    if (runs.incrementAndGet() < 3) throw new IllegalStateException("run " + runs);
                    return self.receive();
                })
                .spawn(Spawn.named("pump").registered("pump.spawned"));
        Supervisor plant = supervisors.start(plant(spec));
        Coro pump = plant.child("pump").orElseThrow();
        Eventually.holds("third run", () -> runs.get() == 3);
        assertEquals(pump, coros.locate("pump.server", LONG));
        assertEquals(Optional.of(pump), coros.locate("pump.spawned"));
        plant.shutdown();
        assertEquals(Optional.empty(), coros.locate("pump.spawned"));
    }

    @CoroTest
    void shouldThrowInTheNextRunWhatIsRaisedBetweenTwo(Supervisors supervisors, VirtualTime time, Events events) {
        var history = new CopyOnWriteArrayList<String>();
        Supervisor plant = supervisors.start(plant(Worker.spec("pump", history))
                .backoff(Duration.ofSeconds(1), LONG)
                .intensity(5, LONG));
        Coro pump = plant.child("pump").orElseThrow();
        pump.send(FAIL);
        pump.send(FAIL);
        time.settle(); // it waits for its third run
        pump.raise(new IllegalArgumentException("meanwhile"));
        time.advance(Duration.ofSeconds(1));
        assertEquals(List.of("+pump", "-pump", "+pump", "-pump"), history, "raised before its first turn");
        time.advance(Duration.ofSeconds(2));
        events.await(CoroEvent.Restarted.class, r -> r.failure().message().equals("meanwhile"));
        assertEquals(3, Worker.run(pump));
        plant.shutdown();
    }

    @CoroTest
    void shouldStartANewCoroutineForOneThatReturned(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump")));
        Coro first = plant.child("pump").orElseThrow();
        first.send(RETURN);
        assertEquals(1, first.value());
        time.settle();
        Coro second = plant.child("pump").orElseThrow();
        assertNotEquals(first, second);
        assertEquals(2, Worker.run(second));
        plant.shutdown();
    }

    @CoroTest
    void shouldStartANewCoroutineForOneThatWasTerminated(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump").restart(Restart.TRANSIENT)));
        Coro first = plant.child("pump").orElseThrow();
        first.terminate("by an outsider");
        assertEquals(new Outcome.Terminated("by an outsider"), first.join());
        time.settle();
        Coro second = plant.child("pump").orElseThrow();
        assertNotEquals(first, second);
        assertTrue(second.alive());
        plant.shutdown();
    }

    @CoroTest
    void shouldStartANewCoroutineForOneThatWasTerminatedBetweenTwoRuns(Supervisors supervisors, VirtualTime time) {
        Supervisor plant =
                supervisors.start(plant(Worker.spec("pump")).backoff(Duration.ofSeconds(1), Duration.ofSeconds(1)));
        Coro first = plant.child("pump").orElseThrow();
        first.send(FAIL);
        first.send(FAIL);
        time.settle();
        assertTrue(first.alive());
        first.terminate("meanwhile");
        time.settle();
        assertEquals(Optional.of(new Outcome.Terminated("meanwhile")), first.tryJoin(Duration.ZERO));
        assertEquals(Optional.empty(), plant.child("pump"));
        assertEquals(List.of("pump"), plant.children());
        time.advance(Duration.ofSeconds(1));
        assertEquals(3, Worker.run(plant.child("pump").orElseThrow()));
        plant.shutdown();
    }

    @CoroTest
    void shouldStartANewCoroutineEachTimeWhereThatIsWanted(Supervisors supervisors, VirtualTime time, Events events) {
        Supervisor plant = supervisors.start(plant(Worker.spec("pump").inPlace(false)));
        Coro first = plant.child("pump").orElseThrow();
        first.send(FAIL);
        time.settle();
        assertInstanceOf(Outcome.Failed.class, first.join());
        assertEquals(2, Worker.run(plant.child("pump").orElseThrow()));
        assertEquals(first, events.await(CoroEvent.Ended.class).coro());
        assertEquals(List.of(), events.of(CoroEvent.Restarted.class));
        plant.shutdown();
    }
}
