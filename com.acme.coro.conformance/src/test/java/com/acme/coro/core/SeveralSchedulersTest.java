package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("B13 B15 several schedulers")
class SeveralSchedulersTest {
    private static final int SENDERS = 12;
    private static final int MESSAGES = 2000;

    private record Numbered(int sender, int number) {}

    private record Ping(Coro replyTo) {}

    @CoroTest
    @DisplayName("messages cross under load without loss, in each sender's order")
    void shouldLoseNoMessageUnderLoad(CoroRuntime runtime, Refs refs) {
        exchange(runtime, refs, 0);
    }

    @CoroTest
    @DisplayName("N29 delivers cross into small mailboxes without loss, in each sender's order")
    void shouldLoseNoDeliverUnderLoad(CoroRuntime runtime, Refs refs) {
        exchange(runtime, refs, 8);
    }

    private static void exchange(CoroRuntime runtime, Refs refs, int bound) {
        var schedulers =
                List.of("one", "two", "three").stream().map(runtime::scheduler).toList();
        var receivers = new ArrayList<Coro>();
        for (Scheduler s : schedulers) {
            var how = Spawn.named("receiver");
            receivers.add(refs.ref(s.spawn(bound == 0 ? how : how.bound(bound), self -> {
                int[] next = new int[SENDERS];
                for (int i = 0; i < SENDERS * MESSAGES; i++) {
                    Numbered m = self.receive(Numbered.class);
                    if (next[m.sender()]++ != m.number()) throw new AssertionError("out of order: " + m);
                }
                return self.poll().isEmpty();
            })));
        }
        for (int i = 0; i < SENDERS; i++) {
            int sender = i;
            schedulers.get(i % 3).spawn("sender", self -> {
                for (int n = 0; n < MESSAGES; n++) {
                    for (Coro r : receivers) {
                        var m = new Numbered(sender, n);
                        if (!(bound == 0 ? r.send(m) : r.deliver(m)).accepted()) throw new AssertionError("lost " + m);
                    }
                    if (n % 50 == 0) self.yield();
                }
                return null;
            });
        }
        for (Coro r : receivers) assertEquals(true, r.value(SOON));
    }

    @CoroTest
    @DisplayName("answers cross in both directions at once")
    void shouldAnswerAcrossSchedulers(CoroRuntime runtime, Refs refs) {
        var servers = new ArrayList<Coro>();
        for (String name : List.of("one", "two")) {
            servers.add(refs.ref(runtime.scheduler(name)
                    .spawn(Spawn.named("server").daemon(true), self -> {
                        while (true) self.receive(Ping.class).replyTo().send("pong from " + name);
                    })));
        }
        var clients = new ArrayList<Coro>();
        for (int i = 0; i < 2; i++) {
            Coro server = servers.get(1 - i);
            clients.add(runtime.scheduler(i == 0 ? "one" : "two").spawn("client", self -> {
                Object last = "";
                for (int n = 0; n < 500; n++) last = server.ask(Ping::new, SOON);
                return last;
            }));
        }
        assertEquals("pong from two", clients.get(0).value(SOON));
        assertEquals("pong from one", clients.get(1).value(SOON));
    }

    @CoroTest
    @DisplayName("B16 one that computes holds up its own scheduler alone")
    void shouldRunInParallel(CoroRuntime runtime) throws Exception {
        var computing = new CountDownLatch(1);
        var stop = new AtomicBoolean();
        Coro computer = runtime.scheduler("one").spawn("computer", self -> {
            computing.countDown();
            while (!stop.get()) Thread.onSpinWait();
            return "stopped";
        });
        computing.await();
        assertEquals(
                "free", runtime.scheduler("two").spawn("other", self -> "free").value(SOON));
        stop.set(true);
        assertEquals("stopped", computer.value(SOON));
    }

    @CoroTest
    void shouldGiveTheSameSchedulerForTheSameName(CoroRuntime runtime, Coroutines all) {
        assertSame(runtime.scheduler("one"), runtime.scheduler("one"));
        runtime.scheduler("two");
        assertEquals("one", runtime.scheduler("one").name());
        assertTrue(all.schedulers().stream()
                .map(Coroutines.SchedulerStatus::name)
                .toList()
                .containsAll(List.of("one", "two")));
    }

    @CoroTest
    @DisplayName("a coroutine joins one of another scheduler while that one joins a third")
    void shouldJoinAcrossSchedulers(CoroRuntime runtime, Refs refs) {
        Coro a = refs.ref(runtime.scheduler("one").spawn("a", self -> self.receive()));
        Coro b = refs.ref(runtime.scheduler("two").spawn("b", self -> a.value()));
        Coro c = refs.ref(runtime.scheduler("three").spawn("c", self -> b.value(Duration.ofSeconds(10))));
        a.send("through three");
        assertEquals("through three", c.value(SOON));
    }

    @CoroTest
    void refusesNullAndEmptyNames(CoroRuntime runtime) {
        assertThrows(NullPointerException.class, () -> runtime.scheduler(null));
        assertThrows(IllegalArgumentException.class, () -> runtime.scheduler(""));
    }
}
