package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Names;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Names, registration and locate")
class NamesTest {
    private static Coro registered(Scheduler coros, String name) {
        Coro c = coros.spawn(name + "-coro", self -> {
            self.register(name);
            return self.receive();
        });
        allHadATurn(coros);
        return c;
    }

    @CoroTest
    @DisplayName("A37 one that registers is located by everybody, from coroutines and threads")
    void shouldLocateWhoRegistered(Scheduler coros, Names names) {
        Coro c = registered(coros, "server");
        assertEquals(Optional.of(c), coros.locate("server"));
        assertEquals(Optional.of(c), names.find("server"));
        assertEquals(Map.of("server", c), names.all());
        Coro client = coros.spawn("client", self -> List.of(self.locate("server"), self.locate("nobody")));
        assertEquals(List.of(Optional.of(c), Optional.empty()), client.value(SOON));
        c.terminate();
    }

    @CoroTest
    @DisplayName("A37 a name that is taken is refused, and stays with its holder")
    void refusesTakenNames(Scheduler coros) {
        Coro holder = registered(coros, "server");
        Coro second = coros.spawn("second", self -> {
            var e = assertThrows(NameTakenException.class, () -> self.register("server"));
            assertEquals("server", e.name());
            assertTrue(e.getMessage().contains(holder.toString()), e.getMessage());
            return "refused";
        });
        assertEquals("refused", second.value(SOON));
        assertEquals(Optional.of(holder), coros.locate("server"));
        holder.terminate();
    }

    @CoroTest
    @DisplayName("registering twice under one name is refused, under several is fine")
    void refusesDoubleRegistration(Scheduler coros, Coroutines all) {
        Coro c = coros.spawn("c", self -> {
            self.register("a");
            assertThrows(NameTakenException.class, () -> self.register("a"));
            self.register("b");
            return all.status(self.coro()).orElseThrow().names();
        });
        var names = new ArrayList<>((List<?>) c.value(SOON));
        names.sort(null);
        assertEquals(List.of("a", "b"), names);
    }

    @CoroTest
    @DisplayName("A37 a coroutine that ends leaves the directory by itself, however it ends, before it is told")
    void shouldLeaveTheDirectoryAtItsEnd(Scheduler coros, Names names) {
        for (int way = 0; way < 3; way++) {
            int how = way;
            Coro c = coros.spawn("c", self -> {
                self.register("server");
                if (self.receive().equals("fail")) throw new IllegalStateException("failing");
                return null;
            });
            Coro watching = coros.spawn("watching", self -> {
                assertEquals(c, self.locate("server", SOON));
                self.monitor(c);
                if (how == 0) c.terminate();
                else c.send(how == 1 ? "fail" : "return");
                self.receive();
                return self.locate("server");
            });
            assertEquals(Optional.empty(), watching.value(SOON));
            assertEquals(Map.of(), names.all());
        }
    }

    @CoroTest
    void shouldUnregister(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            self.register("server");
            return List.of(
                    self.unregister("server"), self.unregister("server"), self.locate("server"), self.unregister("x"));
        });
        assertEquals(List.of(true, false, Optional.empty(), false), c.value(SOON));
    }

    @CoroTest
    void shouldNotUnregisterForOthers(Scheduler coros) {
        Coro c = registered(coros, "server");
        assertEquals(
                false, coros.spawn("other", self -> self.unregister("server")).value(SOON));
        assertEquals(Optional.of(c), coros.locate("server"));
        c.terminate();
    }

    @CoroTest
    @DisplayName("A38 locate waits for one that registers later")
    void shouldWaitForWhoRegistersLater(Scheduler coros, VirtualTime time) {
        Coro client = coros.spawn(
                "client", self -> List.of(self.locate("server", seconds(5)).name(), time.elapsed()));
        Coro server = coros.spawn("server", self -> {
            self.sleep(seconds(2));
            self.register("server");
            return self.receive();
        });
        time.advance(seconds(3));
        assertEquals(List.of("server", seconds(2)), client.value(SOON));
        server.terminate();
    }

    @CoroTest
    @DisplayName("A38 locate gives up when the time is up")
    void shouldGiveUpLocating(Scheduler coros, VirtualTime time) {
        Coro client = coros.spawn("client", self -> {
            assertThrows(CoroTimeoutException.class, () -> self.locate("nobody", Duration.ZERO));
            var late = assertThrows(CoroTimeoutException.class, () -> self.locate("nobody", seconds(2)));
            return List.of(late.getMessage(), time.elapsed());
        });
        time.advance(seconds(2));
        assertEquals(List.of("nothing was registered as nobody within PT2S", seconds(2)), client.value(SOON));
    }

    @CoroTest
    @DisplayName("A38 a plain thread waits for a name, too")
    void shouldLocateFromPlainThread(Scheduler coros) {
        assertThrows(CoroTimeoutException.class, () -> coros.locate("server", millis(20)));
        var located = CompletableFuture.supplyAsync(() -> coros.locate("server", SOON));
        Coro c = registered(coros, "server");
        assertEquals(c, located.join());
        c.terminate();
    }

    @CoroTest
    @DisplayName("B13 names are shared by all schedulers of one runtime")
    void shouldLocateAcrossSchedulers(CoroRuntime runtime) {
        Coro c = registered(runtime.scheduler("one"), "server");
        assertEquals(Optional.of(c), runtime.scheduler("two").locate("server"));
        assertEquals(
                "hello",
                runtime.scheduler("two")
                        .spawn("client", self -> {
                            Coro found = self.locate("server", SOON);
                            found.send("hello");
                            return found.value();
                        })
                        .value(SOON));
    }

    @CoroTest
    @DisplayName("A37 a name is free again for the next, who is found at once")
    void shouldGiveAFreedNameToTheNext(Scheduler coros) {
        Coro first = registered(coros, "server");
        first.terminate();
        first.tryJoin(SOON);
        Coro second = registered(coros, "server");
        assertEquals(Optional.of(second), coros.locate("server"));
        second.terminate();
    }

    @CoroTest
    void shouldTellWatchersOfEveryChange(Scheduler coros, Names names, Refs refs) {
        Coro early = refs.ref(registered(coros, "early"));
        var seen = Collections.synchronizedList(new ArrayList<String>());
        var watch = names.watch((name, coro, registered) -> seen.add(name + " " + registered));
        Coro late = refs.ref(registered(coros, "late"));
        late.terminate();
        late.tryJoin(SOON);
        watch.close();
        early.terminate();
        early.tryJoin(SOON);
        assertEquals(List.of("early true", "late true", "late false"), seen);
    }

    @CoroTest
    void refusesNullAndEmptyNames(Scheduler coros, Names names) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(NullPointerException.class, () -> self.register(null));
            assertThrows(NullPointerException.class, () -> self.publish(null));
            assertThrows(IllegalArgumentException.class, () -> self.register(""));
            assertThrows(IllegalArgumentException.class, () -> self.publish(""));
            assertThrows(NullPointerException.class, () -> self.locate(null));
            assertThrows(NullPointerException.class, () -> self.locate("x", null));
            assertThrows(IllegalArgumentException.class, () -> self.locate("x", millis(-1)));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
        assertThrows(NullPointerException.class, () -> coros.locate(null));
        assertThrows(NullPointerException.class, () -> coros.locate(null, SECOND));
        assertThrows(IllegalArgumentException.class, () -> coros.locate("x", millis(-1)));
        assertThrows(NullPointerException.class, () -> names.watch(null));
    }

    @CoroTest
    @DisplayName("one that is terminated while it waits for a name leaves nothing behind")
    void shouldKeepNothingOfOneThatEndsWhileItWaitsForAName(Scheduler coros) {
        var all = new ArrayList<WeakReference<Coro>>();
        for (int i = 0; i < 50; i++) {
            Coro c = coros.spawn("waits", self -> self.locate("never registered", seconds(100)));
            allHadATurn(coros);
            c.terminate("enough");
            ended(c);
            all.add(new WeakReference<>(c));
        }
        Eventually.holds("all are forgotten", () -> {
            System.gc();
            return all.stream().allMatch(r -> r.refersTo(null));
        });
    }
}
