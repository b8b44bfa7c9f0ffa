package com.acme.coro.supervise;

import static com.acme.coro.supervise.Worker.Order.FAIL;
import static com.acme.coro.supervise.Worker.Order.RETURN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Restart;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
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
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Children that are added and removed while the supervisor runs. */
class DynamicChildrenTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> history = new CopyOnWriteArrayList<>();

    private ChildSpec worker(String name) {
        return Worker.spec(name, history);
    }

    private static Supervisor plant(Supervisors supervisors, ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE);
        for (ChildSpec child : children) spec = spec.child(child);
        return supervisors.start(spec);
    }

    @CoroTest
    void shouldAddAChildBehindTheOthers(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, worker("a"));
        Coro b = plant.add(worker("b"));
        assertEquals(Optional.of(b), plant.child("b"));
        assertEquals("b", b.name());
        assertEquals(List.of("a", "b"), plant.children());
        time.settle();
        plant.shutdown();
        assertEquals(List.of("+a", "+b", "-b", "-a"), history);
    }

    @CoroTest
    void shouldSuperviseAnAddedChildLikeTheOthers(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors);
        Coro a = plant.add(worker("a"));
        a.send(FAIL);
        time.settle();
        assertEquals(2, Worker.run(a));
        plant.shutdown();
    }

    @CoroTest
    void shouldTakeAlongAnAddedChild(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(
                SupervisorSpec.named("plant", Strategy.REST_FOR_ONE).child(worker("a")));
        plant.add(worker("b"));
        time.settle();
        history.clear();
        plant.child("a").orElseThrow().send(FAIL);
        time.settle();
        assertEquals(List.of("-a", "-b", "+a", "+b"), history);
        plant.shutdown();
    }

    @CoroTest
    void shouldEndAndForgetARemovedChild(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors, worker("a"), worker("b"));
        Coro a = plant.child("a").orElseThrow();
        time.settle();
        assertTrue(plant.remove("a"));
        assertEquals(new Outcome.Terminated("supervisor plant removes it"), a.join());
        assertEquals(Optional.empty(), plant.child("a"));
        assertEquals(List.of("b"), plant.children());
        assertFalse(plant.remove("a"));
        plant.add(worker("a"));
        assertEquals(List.of("b", "a"), plant.children(), "the id was free again");
        plant.shutdown();
    }

    @CoroTest
    void shouldWaitUntilARemovedChildHasEnded(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        var slow = ChildSpec.of("slow", self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(SECOND);
            }
        });
        Supervisor plant = plant(supervisors, slow);
        time.settle();
        Coro remover = coros.spawn("remover", self -> plant.remove("slow"));
        time.advance(SECOND.minusMillis(1));
        assertTrue(remover.alive());
        time.advance(Duration.ofMillis(1));
        assertEquals(true, remover.value());
        plant.shutdown();
    }

    @CoroTest
    void shouldRemoveAChildThatWaitsToBeStartedAgain(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = supervisors.start(SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE)
                .backoff(SECOND, SECOND)
                .child(worker("in place"))
                .child(worker("afresh").inPlace(false)));
        for (String id : List.of("in place", "in place", "afresh")) { // the first has no time to wait
            plant.child(id).orElseThrow().send(FAIL);
            time.settle();
        }
        history.clear();
        assertTrue(plant.remove("in place"));
        assertTrue(plant.remove("afresh"));
        time.advance(SECOND.multipliedBy(3));
        assertEquals(List.of(), history);
        assertEquals(List.of(), plant.children());
        plant.shutdown();
    }

    @CoroTest
    void shouldLetAChildRemoveItself(Supervisors supervisors, VirtualTime time) {
        var plant = new AtomicReference<Supervisor>();
        plant.set(plant(
                supervisors,
                ChildSpec.of("a", self -> {
                    self.receive();
                    return plant.get().remove("a");
                }),
                worker("b")));
        plant.get().child("a").orElseThrow().send("go");
        time.settle();
        assertEquals(List.of("b"), plant.get().children());
        plant.get().shutdown();
    }

    @CoroTest
    void shouldLetAChildAddAnother(Supervisors supervisors, VirtualTime time) {
        var plant = new AtomicReference<Supervisor>();
        plant.set(plant(supervisors, ChildSpec.of("a", self -> {
            self.receive();
            plant.get().add(worker("b"));
            return self.receive();
        })));
        plant.get().child("a").orElseThrow().send("go");
        time.settle();
        assertEquals(List.of("a", "b"), plant.get().children());
        assertEquals(List.of("+b"), history);
        plant.get().shutdown();
    }

    @CoroTest
    void shouldFreeTheIdOfAChildThatIsNotStartedAgain(Supervisors supervisors, VirtualTime time) {
        Supervisor plant = plant(supervisors);
        for (int i = 0; i < 3; i++) {
            plant.add(worker("job").restart(Restart.TEMPORARY)).send(i == 1 ? FAIL : RETURN);
            time.settle();
            assertEquals(List.of(), plant.children());
        }
        assertTrue(plant.coro().alive(), "ends of temporary children are not counted");
        plant.shutdown();
    }

    @CoroTest
    void refusesAnIdThatIsTaken(Supervisors supervisors) {
        Supervisor plant = plant(supervisors, worker("a"));
        Coro a = plant.child("a").orElseThrow();
        var e = assertThrows(IllegalArgumentException.class, () -> plant.add(worker("a")));
        assertEquals("there is a child with this id: id=a", e.getMessage());
        assertEquals(Optional.of(a), plant.child("a"));
        assertTrue(a.alive());
        plant.shutdown();
    }

    @CoroTest
    void refusesAChildThatCannotBeStarted(CoroRuntime runtime, Supervisors supervisors, Scheduler coros) {
        runtime.offer("one", (self, args) -> args[0], String.class);
        Supervisor plant = plant(supervisors);
        Coro taken = coros.spawn(Spawn.named("other").registered("pump"), self -> self.receive());
        var unknown = assertThrows(NoSuchFunctionException.class, () -> plant.add(ChildSpec.function("f", "nobody")));
        assertTrue(unknown.getMessage().contains("nobody"), unknown.getMessage());
        assertThrows(IllegalArgumentException.class, () -> plant.add(ChildSpec.function("f", "one", 1)));
        assertThrows(
                NameTakenException.class,
                () -> plant.add(worker("f").spawn(Spawn.named("f").registered("pump"))));
        assertEquals(List.of(), plant.children());
        assertEquals(List.of(), history);
        assertTrue(plant.coro().alive(), "a refusal is no restart");
        taken.send("end");
        plant.shutdown();
    }

    @CoroTest
    void shouldNotAddForOneWhoDoesNotWaitAnyLonger(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        var slow = ChildSpec.of("slow", self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(SECOND);
            }
        });
        Supervisor plant = plant(supervisors, slow);
        time.settle();
        coros.spawn("remover", self -> plant.remove("slow"));
        Coro adder = coros.spawn("adder", self -> plant.add(worker("late")));
        time.settle();
        adder.terminate();
        time.advance(SECOND);
        assertEquals(List.of(), plant.children());
        assertEquals(List.of(), history);
        plant.shutdown();
    }

    @CoroTest
    void shouldTakeChildrenFromManyAtOnce(Supervisors supervisors, Coroutines all) throws Exception {
        Supervisor plant = plant(supervisors);
        var threads = new ArrayList<Thread>();
        for (int t = 0; t < 4; t++) {
            int from = t * 50;
            threads.add(Thread.ofPlatform().start(() -> {
                for (int i = from; i < from + 50; i++) plant.add(worker("w" + i));
                for (int i = from; i < from + 50; i += 2) plant.remove("w" + i);
            }));
        }
        for (Thread t : threads) t.join();
        Set<String> odd = IntStream.range(0, 200)
                .filter(i -> i % 2 == 1)
                .mapToObj(i -> "w" + i)
                .collect(Collectors.toSet());
        assertEquals(odd, new HashSet<>(plant.children()));
        assertEquals(odd.size() + 1, all.all().size());
        plant.shutdown();
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    void shouldWaitForChildrenWithoutKeepingAnybodyWaiting(Supervisors supervisors, Scheduler coros) {
        Supervisor plant = plant(supervisors);
        coros.join(); // with no child it is as a daemon
        Coro a = plant.add(worker("a"));
        assertFalse(coros.tryJoin(Duration.ofMillis(1)));
        plant.remove("a");
        assertFalse(a.alive());
        coros.join();
        assertTrue(plant.coro().alive());
        plant.shutdown();
    }

    @CoroTest
    void refusesNull(Supervisors supervisors) {
        Supervisor plant = plant(supervisors);
        assertThrows(NullPointerException.class, () -> plant.add(null));
        assertThrows(NullPointerException.class, () -> plant.remove(null));
        assertThrows(NullPointerException.class, () -> plant.child(null));
        assertThrows(NullPointerException.class, () -> plant.tryShutdown(null));
        assertThrows(IllegalArgumentException.class, () -> plant.tryShutdown(Duration.ofMillis(-1)));
        assertTrue(plant.coro().alive());
        plant.shutdown();
    }
}
