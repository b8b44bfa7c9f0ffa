package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Creating coroutines")
class CreationTest {
    @CoroTest
    @DisplayName("A01 a spawned body runs later, in a turn of its own")
    void shouldRunBodyInTurnOfItsOwn(Scheduler coros) {
        Coro parent = coros.spawn("parent", self -> {
            var ran = new AtomicBoolean();
            Coro child = coros.spawn("child", s -> {
                ran.set(true);
                return null;
            });
            boolean before = ran.get();
            child.join();
            return List.of(before, ran.get());
        });
        assertEquals(List.of(false, true), parent.value(SOON));
    }

    @CoroTest
    @DisplayName("N1 what is not a body is refused at once, and nothing is scheduled")
    void refusesNullBodyAtOnce(Scheduler coros, Coroutines all) {
        assertThrows(NullPointerException.class, () -> coros.spawn("x", (CoroBody) null));
        assertThrows(NullPointerException.class, () -> coros.spawn(Spawn.named("x"), (CoroBody) null));
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    void refusesNullAndEmptyNames(Scheduler coros, Coroutines all) {
        assertThrows(NullPointerException.class, () -> coros.spawn((String) null, self -> null));
        assertThrows(NullPointerException.class, () -> coros.spawn((Spawn) null, self -> null));
        assertThrows(IllegalArgumentException.class, () -> coros.spawn("", self -> null));
        assertThrows(IllegalArgumentException.class, () -> Spawn.named("x").registered(""));
        assertEquals(List.of(), all.all());
    }

    @CoroTest
    @DisplayName("A04 the name is the one it was spawned with, and need not be unique")
    void shouldBearTheNameItWasSpawnedWith(Scheduler coros, Refs refs) {
        Coro one = refs.ref(coros.spawn("twin", self -> self.name()));
        Coro other = refs.ref(coros.spawn("twin", self -> self.coro().name()));
        assertEquals("twin", one.name());
        assertEquals("twin", one.value(SOON));
        assertEquals("twin", other.value(SOON));
        assertNotEquals(one, other);
    }

    @CoroTest
    @DisplayName("A05 references are equal iff they refer to the same coroutine, whatever way they go")
    void shouldBeEqualById(Scheduler coros, Refs refs) {
        Coro local = coros.spawn("a", self -> self.coro());
        Coro ref = refs.ref(local);
        assertEquals(local, ref);
        assertEquals(ref, local);
        assertEquals(local.hashCode(), ref.hashCode());
        assertEquals(local, local.value(SOON));
        assertEquals(local.id(), ref.id());
    }

    @CoroTest
    @DisplayName("A05 prints as name/id@host:port")
    void shouldPrintNameIdAndLocation(Scheduler coros, Refs refs) {
        Coro ref = refs.ref(coros.spawn("meter", self -> null));
        assertEquals("meter/" + ref.id() + "@" + ref.location(), ref.toString());
        assertTrue(ref.toString().matches("meter/[0-9a-f]+\\.[0-9]+@localhost:[0-9]+"), ref.toString());
    }

    @CoroTest
    @DisplayName("A05 an id is never used again")
    void shouldNeverReuseIds(Scheduler coros) {
        var ids = new HashSet<CoroId>();
        for (int i = 0; i < 1000; i++) {
            Coro c = coros.spawn("c", self -> null);
            assertTrue(ids.add(c.id()), () -> "used before: " + c.id());
            if (i % 100 == 0) c.tryJoin(SOON);
        }
    }

    @CoroTest
    @DisplayName("A08 it is alive from the spawn to its end, as any reference tells")
    void shouldBeAliveUntilItEnds(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        assertTrue(c.alive());
        c.send("go");
        ended(c);
        assertFalse(c.alive());
    }

    @CoroTest
    @DisplayName("an ended coroutine leaves the registry")
    void shouldLeaveTheRegistryAtItsEnd(Scheduler coros, Coroutines all) {
        Coro c = coros.spawn("c", self -> self.receive());
        assertEquals(List.of(c.id()), all.all().stream().map(CoroSnapshot::id).toList());
        assertEquals(
                List.of(c.id()), coros.status().stream().map(CoroSnapshot::id).toList());
        c.send("go");
        ended(c);
        assertEquals(List.of(), all.all());
        assertEquals(List.of(), coros.status());
        assertEquals(Optional.empty(), all.status(c));
    }

    @CoroTest
    void shouldBeRegisteredBeforeItsFirstTurn(Scheduler coros) {
        Coro c = coros.spawn(
                Spawn.named("c").registered("server"),
                self -> self.locate("server").orElseThrow().equals(self.coro()));
        assertEquals(true, c.value(SOON));
    }

    @CoroTest
    void refusesSpawnUnderTakenNameAndStartsNothing(Scheduler coros, Coroutines all) {
        Coro first = coros.spawn(Spawn.named("a").registered("server"), self -> self.receive());
        var e = assertThrows(
                NameTakenException.class, () -> coros.spawn(Spawn.named("b").registered("server"), self -> null));
        assertEquals("server", e.name());
        assertEquals(1, all.all().size());
        assertEquals(Optional.of(first), coros.locate("server"));
        first.terminate();
    }

    @CoroTest
    void shouldKnowItsParent(Scheduler coros, Coroutines all) {
        Coro parent = coros.spawn("parent", self -> {
            Coro child = coros.spawn("child", s -> s.receive());
            Optional<CoroId> known = all.status(child).orElseThrow().parent();
            child.send("go");
            return known;
        });
        assertEquals(Optional.of(parent.id()), parent.value(SOON));
    }

    @CoroTest
    void shouldCreateSuspendResumeAndJoinTwentyThousand(Scheduler coros) {
        var all = new ArrayList<Coro>();
        for (int i = 0; i < 20_000; i++) all.add(coros.spawn("c", self -> self.suspend()));
        allHadATurn(coros);
        for (int i = 0; i < all.size(); i++) all.get(i).resume(i);
        for (int i = 0; i < all.size(); i++) assertEquals(i, all.get(i).value(SOON));
    }

    @CoroTest
    void refusesSpawnOnceClosed(CoroRuntime runtime) {
        Scheduler coros = runtime.scheduler("default");
        runtime.close();
        assertThrows(SchedulerClosedException.class, () -> coros.spawn("late", self -> null));
    }

    @CoroTest
    void shouldRunOnTheCarriersItWasAskedFor(Scheduler coros, Coroutines all, Carrier carrier) {
        coros.spawn("c", self -> null).tryJoin(SOON);
        assertEquals(
                List.of(carrier.name().toLowerCase(java.util.Locale.ROOT)),
                all.schedulers().stream()
                        .map(Coroutines.SchedulerStatus::carrier)
                        .toList());
    }

    @CoroTest
    void shouldRunOnVirtualTimeToo(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> "done");
        time.settle();
        assertEquals("done", c.value(SOON));
    }
}
