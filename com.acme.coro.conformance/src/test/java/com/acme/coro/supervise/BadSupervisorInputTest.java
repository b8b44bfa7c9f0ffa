package com.acme.coro.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.NoSuchFunctionException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What makes no sense is refused in one sentence, before anything has happened. */
class BadSupervisorInputTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final List<String> history = new CopyOnWriteArrayList<>();

    private ChildSpec worker(String name) {
        return Worker.spec(name, history);
    }

    private static SupervisorSpec plant(ChildSpec... children) {
        var spec = SupervisorSpec.named("plant", Strategy.ONE_FOR_ONE);
        for (ChildSpec child : children) spec = spec.child(child);
        return spec;
    }

    private static void refused(String why, Executable call) {
        assertEquals(why, assertThrows(IllegalArgumentException.class, call).getMessage());
    }

    private static void refusedNull(String what, Executable call) {
        assertEquals(what, assertThrows(NullPointerException.class, call).getMessage());
    }

    @Test
    void refusesBadChildren() {
        refused("id must not be empty", () -> worker(""));
        refused(
                "shutdown must not be negative: shutdown=PT-1S",
                () -> worker("a").shutdown(SECOND.negated()));
        refused("id must not be empty", () -> ChildSpec.function("", "f"));
    }

    @Test
    void refusesNullInChildren() {
        refusedNull("body", () -> ChildSpec.of("a", null));
        refusedNull("id", () -> ChildSpec.of(null, self -> null));
        refusedNull("function", () -> ChildSpec.function("a", null));
        refusedNull("args must not contain null", () -> ChildSpec.function("a", "f", 1, null));
        refusedNull("spawn", () -> worker("a").spawn(null));
        refusedNull("restart", () -> worker("a").restart(null));
        refusedNull("shutdown", () -> worker("a").shutdown(null));
    }

    @Test
    void refusesTwoChildrenWithOneId() {
        refused("two children have one id: id=a", () -> plant(worker("a"), worker("b"), worker("a")));
    }

    @Test
    void refusesBadSupervisors() {
        refused("name must not be empty", () -> SupervisorSpec.named("", Strategy.ONE_FOR_ONE));
        refused("maxRestarts must be at least 0: -1", () -> plant().intensity(-1, SECOND));
        refused("period must be more than zero: period=PT0S", () -> plant().intensity(1, Duration.ZERO));
        refused("period must be more than zero: period=PT-1S", () -> plant().intensity(1, SECOND.negated()));
        refused(
                "backoff must be within 0..maxBackoff: backoff=PT-1S, maxBackoff=PT1S",
                () -> plant().backoff(SECOND.negated(), SECOND));
        refused(
                "backoff must be within 0..maxBackoff: backoff=PT1S, maxBackoff=PT0S",
                () -> plant().backoff(SECOND, Duration.ZERO));
    }

    @Test
    void refusesNullInSupervisors() {
        refusedNull("name", () -> SupervisorSpec.named(null, Strategy.ONE_FOR_ONE));
        refusedNull("strategy", () -> SupervisorSpec.named("plant", null));
        refusedNull("period", () -> plant().intensity(1, null));
        refusedNull("backoff", () -> plant().backoff(null, SECOND));
        refusedNull("maxBackoff", () -> plant().backoff(SECOND, null));
        refusedNull("child", () -> plant().child(null));
        refusedNull("children", () -> plant().children(null));
    }

    @Test
    void shouldNotBeChangedBehindItsBack() {
        var children = new CopyOnWriteArrayList<>(List.of(worker("a")));
        var spec = plant().children(children);
        children.add(worker("b"));
        assertEquals(1, spec.children().size());
        var args = new Object[] {"before"};
        ChildSpec named = ChildSpec.function("f", "f", args);
        args[0] = "after";
        assertEquals(List.of("before"), named.args());
    }

    @CoroTest
    void refusesNothingToSupervise(Supervisors supervisors) {
        refusedNull("spec", () -> supervisors.start(null));
        refusedNull("name", () -> supervisors.scope(null));
        refused("name must not be empty", () -> supervisors.scope(""));
    }

    @CoroTest
    void refusesFunctionsBeforeAnythingIsStarted(CoroRuntime runtime, Supervisors supervisors, Coroutines all) {
        runtime.offer("one", (self, args) -> args[0], String.class);
        var unknown = ChildSpec.function("c", "nobody.offers.this");
        var e = assertThrows(NoSuchFunctionException.class, () -> supervisors.start(plant(worker("a"), unknown)));
        assertTrue(e.getMessage().contains("nobody.offers.this"), e.getMessage());
        for (Object[] args : new Object[][] {{}, {1}, {"a", "b"}}) {
            var bad = ChildSpec.function("c", "one", args);
            var why = assertThrows(
                    IllegalArgumentException.class,
                    () -> supervisors.start(plant(worker("a"), ChildSpec.function("b", "one", "fine"), bad)),
                    () -> "accepted: " + Arrays.toString(args));
            assertTrue(why.getMessage().contains("one"), why.getMessage());
        }
        assertEquals(List.of(), history);
        assertEquals(List.of(), all.all());
        assertEquals(0, all.functions().getFirst().running(), "what was looked up is let go again");
    }

    @CoroTest
    void shouldLeaveNothingWhenANameIsTaken(Supervisors supervisors, Scheduler coros, Coroutines all) {
        Coro other = coros.spawn(Spawn.named("other").registered("pump"), self -> self.receive());
        var spec = plant(worker("a"), worker("b").spawn(Spawn.named("b").registered("pump")), worker("c"));
        var e = assertThrows(NameTakenException.class, () -> supervisors.start(spec));
        assertTrue(e.getMessage().contains("pump"), e.getMessage());
        assertEquals(List.of(other.id()), all.all().stream().map(s -> s.id()).toList());
        assertFalse(Stream.of("+b", "+c").anyMatch(history::contains), history.toString());
        assertEquals(
                history.stream().filter(h -> h.equals("+a")).count(),
                history.stream().filter(h -> h.equals("-a")).count(),
                "the first may have begun; then it has ended: " + history);
        other.send("end");
    }

    @CoroTest
    void refusesWhenTheSchedulerHasEnded(CoroRuntime runtime, Supervisors supervisors) {
        runtime.close();
        assertThrows(SchedulerClosedException.class, () -> supervisors.start(plant(worker("a"))));
        assertEquals(List.of(), history);
    }
}
