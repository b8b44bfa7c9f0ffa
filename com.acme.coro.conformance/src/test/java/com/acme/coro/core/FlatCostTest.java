package com.acme.coro.core;

import static com.acme.coro.core.Growth.assertFlat;
import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Categories;
import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.Wait;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.Supervisor;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;

@DisplayName("The cost of one operation does not depend on how many wait")
@Timeout(60) // work for seconds, on a machine that has more to do
class FlatCostTest {
    private static final Duration LONG = seconds(50);

    @CoroTest
    @DisplayName("behind one message that nobody takes")
    void shouldReceiveByTypeAtTheSameCostBehindOneThatStays(Scheduler coros) throws Exception {
        assertFlat(500, 40_000, 5, n -> {
            Coro c = coros.spawn("c", self -> {
                self.coro().send("stays");
                for (int i = 0; i < n; i++) self.coro().send(i);
                for (int i = 0; i < n; i++) assertEquals(i, self.receive(Integer.class));
                return self.receive();
            });
            assertEquals("stays", c.value(LONG));
        });
    }

    @CoroTest
    void shouldReceiveByTypeAtTheSameCostPastManyOthers(Scheduler coros) throws Exception {
        assertFlat(200, 20_000, 5, n -> {
            Coro c = coros.spawn("c", self -> {
                for (int i = 0; i < n; i++) self.coro().send(i);
                for (int i = 0; i < n; i++) {
                    self.coro().send("text");
                    self.coro().send('c');
                    self.receive(Character.class);
                    self.receive(String.class);
                }
                for (int i = 0; i < n; i++) assertEquals(i, self.receive());
                return self.poll();
            });
            assertEquals(Optional.empty(), c.value(LONG));
        });
    }

    @CoroTest
    void shouldLookAtEachMessageOnceInAWaitForSeveral(Scheduler coros) throws Exception {
        assertFlat(200, 20_000, 5, n -> {
            Coro c = coros.spawn(
                    "c",
                    self -> Done.first(self, Wait.message(String.class), Wait.after(LONG))
                            .value());
            coros.spawn("sender", self -> {
                for (int i = 0; i < n; i++) {
                    c.send(i);
                    self.yield();
                }
                c.send("wanted");
                return null;
            });
            assertEquals("wanted", c.value(LONG));
        });
    }

    @CoroTest
    void shouldCategoriseEachMessageOnce(Scheduler coros) {
        int[] asked = {0};
        Function<Object, Optional<Object>> byType = m -> {
            asked[0]++;
            return Optional.of(m.getClass());
        };
        Coro c = coros.spawn("c", self -> {
            Categories box = self.categories();
            box.add(byType);
            for (int i = 0; i < 1_000; i++) {
                self.coro().send(i);
                self.coro().send("text " + i);
            }
            for (int i = 0; i < 1_000; i++)
                assertEquals(
                        "text " + i, box.tryReceive(String.class, Duration.ZERO).get());
            for (int i = 0; i < 1_000; i++) assertEquals(i, box.receive(Integer.class));
            return asked[0];
        });
        assertEquals(2_000, c.value(LONG));
    }

    @CoroTest
    void shouldAskOneServerAtTheSameCostWithManyAskers(Scheduler coros) throws Exception {
        assertFlat(300, 30_000, 5, n -> {
            Coro server = coros.spawn(Spawn.named("server").daemon(true), self -> {
                while (true) ((Coro) self.receive()).send("answer");
            });
            for (int i = 0; i < n; i++) coros.spawn("asker", self -> server.ask(me -> me, LONG));
            coros.tryJoin(LONG);
            server.terminate("done");
        });
    }

    @CoroTest
    void shouldGiveUpJoiningAtTheSameCostWithManyWhoJoin(Scheduler coros, VirtualTime time) throws Exception {
        assertFlat(200, 20_000, 5, n -> {
            Coro joined = coros.spawn("joined", Self::receive);
            lastGivesUpFirst(coros, time, n, (self, patience) -> joined.tryJoin(patience));
            joined.terminate("done");
        });
    }

    @CoroTest
    void shouldGiveUpLocatingAtTheSameCostWithManyWhoWaitForAName(Scheduler coros, VirtualTime time) throws Exception {
        assertFlat(
                200,
                20_000,
                5,
                n -> lastGivesUpFirst(
                        coros,
                        time,
                        n,
                        (self, t) -> assertThrows(CoroTimeoutException.class, () -> self.locate("nobody", t))));
    }

    @CoroTest
    void shouldGiveUpDeliveringAtTheSameCostWithManyWhoWaitForRoom(Scheduler coros, VirtualTime time) throws Exception {
        assertFlat(200, 20_000, 5, n -> {
            Coro full = coros.spawn(Spawn.named("full").bound(1), Self::suspend);
            full.send("fills it");
            lastGivesUpFirst(coros, time, n, (self, patience) -> full.deliver("no room", patience));
            full.terminate("done");
        });
    }

    @CoroTest
    void shouldReleaseLocksInAnyOrderAtTheSameCost(Scheduler coros, Locks locks) throws Exception {
        assertFlat(200, 20_000, 5, n -> {
            Coro c = coros.spawn("c", self -> {
                var all = new CoroLock[n];
                for (int i = 0; i < n; i++) (all[i] = locks.lock()).acquire();
                for (CoroLock lock : all) lock.release();
                return "released";
            });
            assertEquals("released", c.value(LONG));
        });
    }

    @CoroTest
    void shouldGiveUpNamesInAnyOrderAtTheSameCost(Scheduler coros) throws Exception {
        assertFlat(200, 20_000, 5, n -> {
            Coro c = coros.spawn("c", self -> {
                for (int i = 0; i < n; i++) self.register("name " + i);
                for (int i = n - 1; i >= 0; i--) self.unregister("name " + i);
                return "unregistered";
            });
            assertEquals("unregistered", c.value(LONG));
        });
    }

    @CoroTest
    @DisplayName("a failure passes through nested scopes at a cost that grows with their number, not with its square")
    void shouldFailThroughNestedScopesAtTheSameCostEach(Scheduler coros, Supervisors supervisors) throws Exception {
        assertFlat(15, 300, 8, n -> {
            Coro c = coros.spawn("c", self -> nested(supervisors, n));
            assertInstanceOf(Outcome.Failed.class, c.tryJoin(LONG).orElseThrow());
        });
    }

    @CoroTest
    void shouldSubscribeAndCloseChannelsBelowAnotherAtTheSameCost(Scheduler coros, Channels channels) throws Exception {
        assertFlat(100, 10_000, 5, n -> {
            Channel top = channels.create("top");
            var below = new ArrayList<Channel>();
            for (int i = 0; i < n; i++) {
                below.add(channels.create("below " + i));
                top.subscribe(below.get(i));
            }
            below.forEach(Channel::close);
            assertEquals(0, top.send("to none"));
            assertEquals(0, top.subscribers());
            top.close();
        });
    }

    @CoroTest
    void shouldStartChildrenAgainAtTheSameCostWithManyThatWaitForIt(
            Scheduler coros, Supervisors supervisors, VirtualTime time) throws Exception {
        assertFlat(100, 10_000, 5, n -> {
            var starts = new AtomicInteger();
            var children = new ArrayList<ChildSpec>();
            for (int i = 0; i < n; i++) {
                children.add(ChildSpec.of("child " + i, self -> {
                    starts.incrementAndGet();
                    throw new IllegalStateException((String) self.receive());
                }));
            }
            Supervisor supervisor = supervisors.start(SupervisorSpec.named("supervisor", Strategy.ONE_FOR_ONE)
                    .children(children)
                    .intensity(2 * n, LONG)
                    .backoff(SECOND, SECOND));
            allHadATurn(coros);
            for (int i = 0; i < n; i++)
                supervisor.child("child " + i).orElseThrow().send("fail");
            time.advance(seconds(2));
            assertEquals(2 * n, starts.get());
            supervisor.shutdown();
        });
    }

    private static Object nested(Supervisors supervisors, int depth) {
        if (depth == 0) throw new IllegalStateException("at the bottom");
        try (Scope scope = supervisors.scope("scope " + depth)) {
            scope.spawn("child", self -> nested(supervisors, depth - 1));
            scope.join();
            return null;
        }
    }

    private interface Patient {
        Object attempt(Self self, Duration patience);
    }

    /** So many wait, and give up from the last to the first: whoever looks for one from the beginning looks at all. */
    private static void lastGivesUpFirst(Scheduler coros, VirtualTime time, int n, Patient patient) {
        Coro[] all = IntStream.range(0, n)
                .mapToObj(i -> coros.spawn("patient", self -> {
                    return patient.attempt(self, Duration.ofMillis(2_000L + (n - i) * 1_000L / n));
                }))
                .toArray(Coro[]::new);
        allHadATurn(coros);
        time.advance(seconds(4));
        for (Coro c : all) c.value(LONG);
    }
}
