package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.CoroState;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("K03 seeing coroutines: status, stack and dump")
class DumpTest {
    private static Object waitHere(Self self) {
        return self.receive();
    }

    @CoroTest
    void shouldTellStateAndWhatItWaitsFor(Scheduler coros, Coroutines all, VirtualTime time, Refs refs) {
        Coro receiving = refs.ref(coros.spawn("receiving", self -> self.receive(String.class)));
        Coro asleep = refs.ref(coros.spawn("asleep", self -> self.sleep(seconds(100))));
        Coro joining = refs.ref(coros.spawn("joining", self -> receiving.join()));
        time.advance(seconds(3));
        receiving.send(1);
        receiving.send(2);

        CoroSnapshot s = all.status(receiving).orElseThrow();
        assertEquals(receiving.id(), s.id());
        assertEquals("receiving", s.name());
        assertEquals("default", s.scheduler());
        assertEquals(CoroState.RECEIVING, s.state());
        assertTrue(s.waitingOn().contains("String"), s.waitingOn());
        assertEquals(2, s.mailbox());
        assertEquals(seconds(3), s.age());
        assertTrue(s.turns() >= 1, s::toString);
        assertEquals(Optional.empty(), s.function());
        assertFalse(s.daemon());
        assertEquals(CoroState.SUSPENDED, all.status(asleep).orElseThrow().state());
        s = all.status(joining).orElseThrow();
        assertEquals(CoroState.WAITING, s.state());
        assertTrue(s.waitingOn().contains("receiving"), s.waitingOn());

        receiving.send("go");
        asleep.terminate();
        joining.tryJoin(SOON);
    }

    @CoroTest
    void shouldTellNewReadyAndRunning(Scheduler coros, Coroutines all) {
        Coro c = coros.spawn("c", self -> {
            Coro child = coros.spawn("child", s -> null);
            var fresh = all.status(child).orElseThrow().state();
            var me = all.status(self.coro()).orElseThrow();
            return List.of(fresh, me.state(), me.waitingOn());
        });
        assertEquals(List.of(CoroState.NEW, CoroState.RUNNING, ""), c.value(SOON));
    }

    @CoroTest
    void shouldDumpATreeWithStacks(Scheduler coros, Coroutines all, VirtualTime time) {
        Coro parent = coros.spawn(Spawn.named("parent").daemon(true), self -> {
            self.register("the.parent");
            Coro child = coros.spawn("child", DumpTest::waitHere);
            child.join();
            return null;
        });
        time.advance(seconds(5));
        String dump = all.dump(true);
        assertTrue(dump.contains("parent") && dump.contains("child"), dump);
        assertTrue(indent(dump, "child") > indent(dump, "parent"), dump);
        assertTrue(dump.contains("waitHere"), dump);
        assertTrue(dump.contains("the.parent"), dump);
        assertFalse(all.dump(false).contains("waitHere"));
        coros.terminate();
        assertFalse(parent.alive());
        assertFalse(all.dump(true).contains("child"));
    }

    @CoroTest
    @DisplayName("a name with ends of lines and control characters forges no line of a dump, and steers no terminal")
    void shouldDumpOneLineForEach(Scheduler coros, Coroutines all) {
        String evil = "evil\nforged #7  running\u001b[2J\u009b2J";
        coros.spawn(Spawn.named(evil).registered(evil), self -> self.receive());
        Coro long1 = coros.spawn("x".repeat(1_000_000), self -> self.receive());
        allHadATurn(coros);
        String dump = all.dump(false);
        assertFalse(dump.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c)), dump);
        assertEquals(3, dump.lines().count(), dump);
        assertTrue(dump.contains("evil\\nforged"), dump);
        assertTrue(dump.length() < 10_000, () -> "a dump of " + dump.length() + " characters");
        coros.terminate();
        assertFalse(long1.alive());
    }

    @CoroTest
    void shouldDumpHowLongOneHasWaited(Scheduler coros, Coroutines all, VirtualTime time) {
        coros.spawn("waits", self -> self.receive());
        time.advance(seconds(61));
        String dump = all.dump(false);
        assertTrue(dump.matches("(?s).*waits #\\d+  receiving on a message for 6[01]\\d{3}ms .*"), dump);
        coros.terminate();
    }

    private static int indent(String dump, String name) {
        String line = dump.lines()
                .filter(l -> l.strip().startsWith(name + " "))
                .findFirst()
                .orElseThrow();
        return line.length() - line.stripLeading().length();
    }

    @CoroTest
    @DisplayName("the stack of one that waits shows where, innermost frame first")
    void shouldShowWhereOneWaits(Scheduler coros, Coroutines all, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", DumpTest::waitHere));
        allHadATurn(coros);
        assertTrue(all.stack(c).stream().anyMatch(f -> f.getMethodName().equals("waitHere")), () -> "" + all.stack(c));
        c.send("go");
        c.tryJoin(SOON);
        assertEquals(List.of(), all.stack(c));
    }

    @CoroTest
    void shouldFindTheWayPeopleName(Scheduler coros, Coroutines all) {
        Coro a = coros.spawn(Spawn.named("twin").registered("left"), self -> self.receive());
        Coro b = coros.spawn("twin", self -> self.receive());
        assertEquals(List.of(a), all.find("left"));
        assertEquals(List.of(a), all.find(a.id().toString()));
        assertEquals(List.of(b), all.find(Long.toString(b.id().sequence())));
        assertEquals(List.of(a, b), all.find("twin"));
        assertEquals(List.of(), all.find("nobody"));
        assertThrows(NullPointerException.class, () -> all.find(null));
        coros.terminate();
    }

    @CoroTest
    @DisplayName("what a scheduler does is counted")
    void shouldCountTurnsAndCoroutines(Scheduler coros, Coroutines all, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            for (int i = 0; i < 10; i++) self.yield();
            return self.receive();
        });
        time.settle();
        var s = all.schedulers().getFirst();
        assertEquals("default", s.name());
        assertEquals(1, s.coroutines());
        assertEquals(0, s.ready());
        assertTrue(s.turns() >= 11, s::toString);
        c.send("go");
        c.tryJoin(SOON);
        time.settle();
        assertEquals(0, all.schedulers().getFirst().coroutines());
    }
}
