package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Monitors")
class MonitorTest {
    @CoroTest
    @DisplayName("N31 A42 watching twice brings one message, with who and what it returned")
    void shouldTellOnceThatOneReturned(Scheduler coros, Refs refs) {
        Coro watched = refs.ref(coros.spawn("x", self -> self.receive()));
        Coro monitor = coros.spawn("m", self -> {
            boolean once = self.monitor(watched);
            boolean twice = self.monitor(watched);
            watched.send(5);
            Object exit = self.receive();
            return List.of(once, twice, exit, self.tryReceive(millis(20)));
        });
        assertEquals(
                List.of(true, true, new Exit(watched, new Outcome.Returned(5)), Optional.empty()), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName("N32 A43 a failure comes with type and trace, and the reference equals the one that is held")
    void shouldTellAFailure(Scheduler coros, Refs refs) {
        Coro local = coros.spawn("x", self -> {
            self.receive();
            throw new IllegalArgumentException("broken");
        });
        Coro watched = refs.ref(local);
        Coro monitor = coros.spawn("m", self -> {
            self.monitor(watched);
            watched.send("go");
            return self.receive(Exit.class);
        });
        var exit = (Exit) monitor.value(SOON);
        assertEquals(watched, exit.coro());
        assertEquals(local, exit.coro());
        var failed = assertInstanceOf(Outcome.Failed.class, exit.outcome());
        assertEquals("java.lang.IllegalArgumentException", failed.failure().type());
        assertTrue(failed.failure().stack().getFirst().getClassName().startsWith(MonitorTest.class.getName()));
    }

    @CoroTest
    @DisplayName("N33 A40 watching one that has ended is refused, and no message comes")
    void refusesToWatchTheDead(Scheduler coros, Refs refs) {
        Coro ended = refs.ref(coros.spawn("x", self -> null));
        ended.tryJoin(SOON);
        Coro monitor = coros.spawn("m", self -> List.of(self.monitor(ended), self.tryReceive(millis(20))));
        assertEquals(List.of(false, Optional.empty()), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName("A42 any number may watch")
    void shouldTellAllWhoWatch(Scheduler coros, Refs refs) {
        Coro watched = refs.ref(coros.spawn("x", self -> self.receive()));
        var monitors = new ArrayList<Coro>();
        for (int i = 0; i < 100; i++) {
            monitors.add(coros.spawn("m", self -> {
                self.monitor(watched);
                return self.receive();
            }));
        }
        allHadATurn(coros);
        allHadATurn(coros);
        watched.send("go");
        for (Coro m : monitors) assertEquals(new Exit(watched, new Outcome.Returned("go")), m.value(SOON));
    }

    @CoroTest
    @DisplayName("A42 one may watch itself, to no use")
    void shouldAllowToWatchItself(Scheduler coros, Refs refs) {
        Coro c = coros.spawn("c", self -> self.monitor(refs.ref(self.coro())));
        assertEquals(true, c.value(SOON));
    }

    @CoroTest
    @DisplayName("A46 the exit comes behind what was sent earlier, and before those who join go on")
    void shouldTellBehindEarlierMessages(Scheduler coros, Refs refs) {
        var log = Collections.synchronizedList(new ArrayList<Object>());
        Coro watched = coros.spawn("x", self -> {
            Coro monitor = refs.ref((Coro) self.receive());
            monitor.send("first");
            monitor.send("second");
            return null;
        });
        coros.spawn("joining", self -> {
            watched.join();
            return log.add("joined");
        });
        Coro monitor = coros.spawn("m", self -> {
            self.monitor(refs.ref(watched));
            watched.send(self.coro());
            for (int i = 0; i < 3; i++) log.add(self.receive() instanceof Exit ? "exit" : "message");
            return null;
        });
        monitor.tryJoin(SOON);
        coros.tryJoin(SOON);
        assertEquals(List.of("message", "message", "exit", "joined"), log);
    }

    @CoroTest
    void shouldStopWatching(Scheduler coros, Refs refs) {
        Coro watched = refs.ref(coros.spawn("x", self -> self.receive()));
        Coro monitor = coros.spawn("m", self -> {
            boolean none = self.demonitor(watched);
            self.monitor(watched);
            boolean stopped = self.demonitor(watched);
            watched.send("go");
            watched.join();
            return List.of(none, stopped, self.tryReceive(millis(20)));
        });
        assertEquals(List.of(false, true, Optional.empty()), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName("an exit reaches a mailbox that is full")
    void shouldTellAFullMailbox(Scheduler coros, Refs refs) {
        Coro watched = refs.ref(coros.spawn("x", self -> self.receive()));
        Coro monitor = refs.ref(coros.spawn(Spawn.named("m").bound(1), self -> {
            self.monitor(watched);
            self.coro().send("full now");
            watched.send("go");
            watched.join();
            return List.of(self.receive(), self.tryReceive(SOON).isPresent());
        }));
        assertEquals(List.of("full now", true), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName("B13 a coroutine of one scheduler watches one of another")
    void shouldWatchAcrossSchedulers(CoroRuntime runtime, Refs refs) {
        Coro watched = refs.ref(runtime.scheduler("one").spawn("x", self -> self.receive()));
        Coro monitor = runtime.scheduler("two").spawn("m", self -> {
            self.monitor(watched);
            watched.send("over there");
            return self.receive();
        });
        assertEquals(new Exit(watched, new Outcome.Returned("over there")), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName("a monitor that has ended keeps nobody from ending")
    void shouldBearAMonitorThatEnded(Scheduler coros, Refs refs) {
        Coro watched = refs.ref(coros.spawn("x", self -> self.receive()));
        Coro monitor = coros.spawn("m", self -> self.monitor(watched));
        monitor.tryJoin(SOON);
        watched.send("go");
        assertEquals("go", watched.value(SOON));
        assertFalse(monitor.tryJoin(Duration.ZERO).isEmpty());
    }

    @CoroTest
    void refusesNull(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(NullPointerException.class, () -> self.monitor(null));
            assertThrows(NullPointerException.class, () -> self.demonitor(null));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
    }

    @CoroTest
    @DisplayName("an Exit in a mailbox comes from the scheduler: nothing else can send one")
    void refusesToSendAnExit(Scheduler coros, Channels channels, Refs refs) {
        Coro watched = coros.spawn("watched", self -> self.receive());
        Coro c = refs.ref(coros.spawn(Spawn.named("c").bound(1), self -> self.suspend()));
        var forged = new Exit(watched, new Outcome.Terminated("not so"));
        assertThrows(IllegalArgumentException.class, () -> c.send(forged));
        assertThrows(IllegalArgumentException.class, () -> c.deliver(forged));
        assertThrows(IllegalArgumentException.class, () -> c.deliver(forged, SOON));
        assertThrows(IllegalArgumentException.class, () -> c.ask(reply -> forged, SOON));
        var channel = channels.create("news");
        channel.subscribe(c);
        assertThrows(IllegalArgumentException.class, () -> channel.send(forged));
        assertThrows(IllegalArgumentException.class, () -> channel.deliver(forged));
        c.terminate();
        watched.terminate();
    }

    @CoroTest
    @DisplayName("a full mailbox has room for an Exit")
    void shouldTellAMonitorWithAFullMailbox(Scheduler coros, Refs refs) {
        Coro watched = refs.ref(coros.spawn("watched", self -> self.receive()));
        Coro monitor = refs.ref(coros.spawn(Spawn.named("monitor").bound(1), self -> {
            self.monitor(watched);
            self.suspend();
            self.receive();
            return self.receive();
        }));
        monitor.send("fills it");
        Soon.allHadATurn(coros);
        watched.send("end");
        watched.tryJoin(SOON);
        monitor.resume("go");
        assertEquals(new Exit(watched, new Outcome.Returned("end")), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName("while one that very many watch is reported to have ended, others have their turns")
    void shouldLetOthersRunWhileManyAreToldOfAnEnd(Scheduler coros) {
        Coro watched = coros.spawn("watched", Self::receive);
        for (int i = 0; i < 20_000; i++) {
            coros.spawn("watcher", self -> {
                self.monitor(watched);
                return self.receive(Exit.class);
            });
        }
        allHadATurn(coros);
        var over = watched.asStage().toCompletableFuture();
        Coro other = coros.spawn("other", self -> {
            int turns = 0;
            for (; !over.isDone(); self.yield()) if (!watched.alive()) turns++;
            return turns;
        });
        watched.send("end");
        int turns = (Integer) other.value(seconds(50));
        assertTrue(turns > 10, turns + " turns while 20,000 were told");
        coros.tryJoin(seconds(50));
    }
}
