package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapSignal;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.SwapStatus.Postponed.Why;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Refs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Swapping by hand")
class HandSwapTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SwapStatus APPLIED = new SwapStatus.Applied();

    /** Collects what it is sent until "end", and returns it with its name for itself. */
    private static Object collect(Self self, String version) {
        var got = new ArrayList<Object>();
        for (Object m; !(m = self.receive()).equals("end"); ) got.add(version + ":" + m);
        return got;
    }

    private static Coro swappableServer(Scheduler coros) {
        return coros.spawn(Spawn.named("server").registered("server"), self -> {
            self.swappable(true);
            return collect(self, "v1");
        });
    }

    private static void waiting(Scheduler coros) {
        coros.spawn("last in the queue", self -> null).tryJoin(SOON);
    }

    @CoroTest
    @DisplayName("many deliveries in one turn are no swap points: the body is left at its next wait")
    void shouldNotSwapAtCallsThatFinishFirst(CoroRuntime runtime, Scheduler coros) {
        runtime.offer(
                "v2",
                (self, args) -> "went on with " + self.carried(Integer.class).orElse(-1));
        Coro sink = coros.spawn(Spawn.named("sink").bound(1_000_000), self -> self.receive(Exit.class));
        Channel channel = runtime.channels().create("to the sink");
        channel.subscribe(sink);
        Coro busy = coros.spawn("busy", self -> {
            var done = new int[1];
            self.swappable(() -> done[0]);
            self.receive();
            for (int i = 0; i < 1_000; i++) {
                sink.deliver(i);
                channel.deliver(i);
            }
            done[0] = 1_000;
            return self.receive();
        });
        waiting(coros);
        var swap = new SwapRequest[1];
        coros.spawn("all in one turn", self -> {
                    busy.send("begin");
                    swap[0] = busy.swap("v2");
                    return null;
                })
                .tryJoin(SOON);
        assertEquals(APPLIED, swap[0].await(SOON));
        assertEquals("went on with 1000", busy.value(SOON));
        channel.close();
        sink.terminate();
        sink.tryJoin(SOON);
    }

    @CoroTest
    @DisplayName("N37 A52 the new function starts from its beginning and receives what was queued, in order")
    void shouldReceiveWhatWasQueued(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> collect(self, "v2" + args[0]), String.class);
        Coro server = swappableServer(coros);
        waiting(coros);
        var swap = new SwapRequest[1];
        coros.spawn("all in one turn", self -> {
                    server.send("a");
                    server.send("b");
                    swap[0] = server.swap("v2", "!");
                    server.send("c");
                    return null;
                })
                .tryJoin(SOON);
        assertEquals(APPLIED, swap[0].await(SOON));
        server.send("end");
        assertEquals(
                List.of("v2!:b", "v2!:c"),
                ((List<?>) server.value(SOON))
                        .stream().filter(m -> !m.equals("v1:a")).toList());
    }

    @CoroTest
    @DisplayName("A54 a message that was handed over when the swap came is not lost")
    void shouldNotLoseAMessageThatWasHandedOver(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> collect(self, "v2"));
        for (int i = 0; i < 30; i++) {
            var seen = new ArrayList<Object>();
            Coro server = coros.spawn("server", self -> {
                self.swappable(true);
                while (true) seen.add(self.receive());
            });
            waiting(coros);
            coros.spawn("sender", self -> {
                        server.send("a");
                        return server.swap("v2");
                    })
                    .tryJoin(SOON);
            server.send("end");
            var after = (List<?>) server.value(SOON);
            assertTrue(seen.equals(List.of("a")) || after.equals(List.of("v2:a")), seen + " " + after);
        }
    }

    @CoroTest
    @DisplayName("A52 id, name, registration, monitors, links and daemon flag stay")
    void shouldStayWhoItIs(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> collect(self, self.name()));
        Coro server = coros.spawn(Spawn.named("server").registered("server").daemon(true), self -> {
            self.swappable(true);
            return self.receive();
        });
        var watches = new CountDownLatch(1);
        Coro monitor = coros.spawn("monitor", self -> {
            self.monitor(server);
            watches.countDown();
            return self.receive();
        });
        await(watches);
        var status = runtime.coroutines().status(server).orElseThrow();
        assertEquals(APPLIED, server.swap("v2").await(SOON));
        var now = runtime.coroutines().status(server).orElseThrow();
        assertEquals(status.id(), now.id());
        assertEquals("server", now.name());
        assertEquals(List.of("server"), now.names());
        assertTrue(now.daemon());
        assertEquals(Optional.of("v2"), now.function());
        assertEquals(Optional.of(server), coros.locate("server"));
        server.send("x");
        server.send("end");
        assertEquals(new Exit(server, new Outcome.Returned(List.of("server:x"))), monitor.value(SOON));
    }

    @CoroTest
    @DisplayName(
            "N42 A56 references, monitors and names that others got before the swap go on, from another process too")
    void shouldBeReachedByReferencesFromBefore(CoroRuntime runtime, Scheduler coros, Refs refs) {
        runtime.offer("v2", (self, args) -> collect(self, "v2"));
        Coro server = coros.spawn(Spawn.named("first name").registered("server"), self -> {
            self.swappable(true);
            return self.receive();
        });
        Coro held = refs.ref(server);
        var watches = new CountDownLatch(1);
        Coro monitor = coros.spawn("monitor", self -> {
            self.monitor(held);
            watches.countDown();
            return self.receive();
        });
        await(watches);
        assertEquals(APPLIED, server.swap("v2").await(SOON));
        assertEquals("first name", held.name());
        assertEquals(held, refs.ref(coros.locate("server").orElseThrow()));
        held.send("by the old reference");
        refs.ref(coros.locate("server").orElseThrow()).send("by a new one");
        held.send("end");
        var all = new Outcome.Returned(List.of("v2:by the old reference", "v2:by a new one"));
        assertEquals(new Exit(held, all), monitor.value(SOON));
        assertEquals(Optional.of(all), held.tryJoin(SOON));
    }

    @CoroTest
    @DisplayName("the state is handed over as it was at the swap point")
    void shouldHandOverItsState(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> self.carried(List.class).orElseThrow());
        Coro counter = coros.spawn("counter", self -> {
            var all = new ArrayList<Object>();
            self.swappable(() -> List.copyOf(all));
            try {
                while (true) all.add(self.receive());
            } finally {
                all.clear();
            }
        });
        counter.send(1);
        counter.send(2);
        waiting(coros);
        counter.swap("v2");
        assertEquals(List.of(1, 2), counter.value(SOON));
    }

    @CoroTest
    @DisplayName("A48 A49 A50 one that has not said that it is swappable: postponed, and taken at once when it says so")
    void shouldPostponeUntilSwappable(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> collect(self, "v2"));
        Coro c = coros.spawn("c", self -> {
            self.receive();
            self.swappable(true);
            return self.receive();
        });
        waiting(coros);
        SwapRequest swap = c.swap("v2");
        assertEquals(new SwapStatus.Postponed(Why.NOT_SWAPPABLE), swap.status());
        assertEquals(new SwapStatus.Postponed(Why.NOT_SWAPPABLE), swap.await(Duration.ZERO));
        c.send("go on");
        assertEquals(APPLIED, swap.await(SOON));
        c.send("x");
        c.send("end");
        assertEquals(List.of("v2:x"), c.value(SOON));
    }

    @CoroTest
    @DisplayName("A55 swappable, then an endless receive: the swap comes before any message, and none is lost")
    void shouldNotWaitForAMessage(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> collect(self, "v2"));
        Coro c = coros.spawn("c", self -> {
            self.suspend();
            self.swappable(true);
            return collect(self, "v1");
        });
        waiting(coros);
        SwapRequest swap = c.swap("v2");
        c.resume("now");
        assertEquals(APPLIED, swap.await(SOON));
        c.send("m");
        c.send("end");
        assertEquals(List.of("v2:m"), c.value(SOON));
    }

    @CoroTest
    @DisplayName("A53 a shielded section ends with its result; then the swap is taken")
    void shouldPostponeWhileShielded(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> collect(self, "v2"));
        var results = new ArrayList<Object>();
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            results.add(self.shielded(self::receive));
            return self.receive();
        });
        waiting(coros);
        SwapRequest swap = c.swap("v2");
        assertEquals(new SwapStatus.Postponed(Why.SHIELDED), swap.status());
        c.send("of the section");
        assertEquals(APPLIED, swap.await(SOON));
        assertEquals(List.of("of the section"), results);
        c.send("end");
        assertEquals(List.of(), c.value(SOON));
    }

    @CoroTest
    @DisplayName(
            "N40 A51 the body looks at what is to come, refuses, goes on with its mailbox; a second request succeeds")
    void shouldGoOnAfterItRefused(CoroRuntime runtime, Scheduler coros, Events events) {
        runtime.offer("v2", (self, args) -> collect(self, "v2"));
        runtime.offer("wrong", (self, args) -> null, String.class);
        var asked = new ArrayList<Object>();
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            var got = new ArrayList<Object>();
            while (true) {
                try {
                    got.add(self.receive());
                    self.log().info("{}", got);
                } catch (SwapSignal s) {
                    asked.add(List.of(s.function(), s.parameters()));
                    if (!s.function().equals("wrong")) throw s;
                    s.refuse("I have " + got);
                }
            }
        });
        c.send("a");
        waiting(coros);
        SwapRequest first = c.swap("wrong", "arg");
        assertEquals(new SwapStatus.Refused("I have [a]"), first.await(SOON));
        assertEquals("I have [a]", events.await(CoroEvent.SwapRefused.class).reason());
        assertTrue(c.alive());
        assertEquals(APPLIED, c.swap("v2").await(SOON));
        c.send("b");
        c.send("end");
        assertEquals(List.of("v2:b"), c.value(SOON));
        assertEquals(
                List.of(
                        List.of("wrong", Optional.of(List.of("java.lang.String"))),
                        List.of("v2", Optional.of(List.of()))),
                asked);
    }

    @CoroTest
    @DisplayName("children that run lambdas end before the state is captured")
    void shouldEndChildrenFirst(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> self.carried(List.class).orElseThrow());
        runtime.offer("child", (self, args) -> self.receive());
        var left = new ArrayList<Object>();
        var named = new Coro[1];
        Coro c = coros.spawn("parent", self -> {
            self.swappable(() -> List.copyOf(left));
            coros.spawn("lambda", child -> {
                try {
                    return child.receive();
                } finally {
                    left.add("lambda ended");
                }
            });
            named[0] = coros.start("child");
            return self.receive();
        });
        waiting(coros);
        waiting(coros);
        c.swap("v2");
        assertEquals(List.of("lambda ended"), c.value(SOON));
        assertTrue(named[0].alive());
        named[0].send("stop");
    }

    @CoroTest
    @DisplayName("what is raised meanwhile is thrown at a wait of the new function")
    void shouldKeepWhatIsRaised(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> {
            try {
                return self.receive();
            } catch (IllegalStateException e) {
                return e.getMessage();
            }
        });
        Coro c = swappableServer(coros);
        waiting(coros);
        coros.spawn("both", self -> {
                    SwapRequest swap = c.swap("v2");
                    c.raise(new IllegalStateException("raised"));
                    return swap;
                })
                .tryJoin(SOON);
        assertEquals("raised", c.value(SOON));
    }

    @CoroTest
    @DisplayName("one that has not had its first turn is swapped without running its body")
    void shouldSwapOneThatHasNotBegun(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Object got = coros.spawn("parent", self -> {
                    Coro child = coros.spawn("child", c -> "v1");
                    child.swap("v2");
                    return child.value();
                })
                .value(SOON);
        assertEquals("v2", got);
    }

    @CoroTest
    @DisplayName("the caller learns of it as a stage, too")
    void shouldTellByAStage(CoroRuntime runtime, Scheduler coros) throws Exception {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = swappableServer(coros);
        SwapRequest swap = c.swap("v2");
        Object last = coros.spawn("w", self -> self.await(swap.asStage())).value(SOON);
        assertEquals(APPLIED, last);
        assertFalse(new SwapStatus.Accepted().settled());
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(10, java.util.concurrent.TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @CoroTest
    @DisplayName("terminated while its body makes way: the old function has made way, no other runs")
    void shouldSayThatItFailedWhenItEndedAfterItMadeWay(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("next", (self, args) -> "next");
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            try {
                return self.receive();
            } finally {
                self.coro().terminate("meanwhile");
            }
        });
        coros.spawn("last", self -> null).tryJoin(SOON);
        SwapStatus status = c.swap("next").await(SOON);
        assertInstanceOf(SwapStatus.Failed.class, status);
        assertInstanceOf(Outcome.Terminated.class, c.tryJoin(SOON).orElseThrow());
    }
}
