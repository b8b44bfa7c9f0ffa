package com.acme.coro.swap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.SwapRequest;
import com.acme.coro.api.SwapStatus;
import com.acme.coro.api.Wait;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.CoroSemaphore;
import com.acme.coro.api.sync.Event;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.core.Done;
import com.acme.coro.testkit.CoroTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Where a swap is taken, and what goes along")
class SwapWaitsTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final SwapStatus APPLIED = new SwapStatus.Applied();

    private static void waiting(Scheduler coros) {
        coros.spawn("last in the queue", self -> null).tryJoin(SOON);
    }

    @CoroTest
    @DisplayName("A50 each of these waits is a swap point")
    void shouldBeSwapPoints(CoroRuntime runtime, Scheduler coros, Locks locks, Parking parking) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro other = coros.spawn("other", Self::receive);
        CoroLock lock = locks.lock();
        CoroSemaphore none = locks.semaphore(1);
        coros.spawn("holder", self -> {
            lock.acquire();
            none.acquire();
            return self.receive();
        });
        waiting(coros);
        Event event = locks.event();
        List<CoroBody> bodies = List.of(
                Self::receive,
                self -> self.tryReceive(Duration.ofHours(1)),
                self -> self.receive(Integer.class),
                self -> self.receive(m -> false),
                Self::suspend,
                self -> self.sleep(Duration.ofHours(1)),
                self -> self.await(new CompletableFuture<Object>()),
                self -> Done.first(self, Wait.message(Integer.class), Wait.end(other)),
                self -> self.all(Wait.message(Integer.class), Wait.end(other)),
                self -> self.locate("nobody", Duration.ofHours(1)),
                self -> other.join(),
                self -> {
                    lock.acquire();
                    return "got it";
                },
                self -> {
                    none.acquire();
                    return "got it";
                },
                self -> {
                    event.await();
                    return "set";
                },
                self -> parking.coroutineWaiter("a read").asSwapPoint().await(() -> {}),
                self -> {
                    while (true) self.yield();
                });
        for (int i = 0; i < bodies.size(); i++) {
            CoroBody body = bodies.get(i);
            Coro c = coros.spawn("body " + i, self -> {
                self.swappable(true);
                return body.run(self);
            });
            waiting(coros);
            assertEquals(APPLIED, c.swap("v2").await(SOON), c.name());
            assertEquals("v2", c.value(SOON), c.name());
        }
        assertTrue(lock.held());
        assertEquals(0, none.available());
    }

    @CoroTest
    @DisplayName("A50 sending is finished first: what was delivered counts, then the swap is taken")
    void shouldFinishADelivery(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro full = coros.spawn(Spawn.named("full").bound(1), self -> {
            self.suspend();
            return List.of(self.receive(), self.receive());
        });
        full.send("first");
        var delivered = new AtomicReference<SendResult>();
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            delivered.set(full.deliver("second"));
            return self.receive();
        });
        waiting(coros);
        SwapRequest swap = c.swap("v2");
        waiting(coros);
        assertFalse(swap.status().settled());
        full.resume("go");
        assertEquals(APPLIED, swap.await(SOON));
        assertEquals(SendResult.ACCEPTED, delivered.get());
        assertEquals(List.of("first", "second"), full.value(SOON));
    }

    @CoroTest
    @DisplayName("a wait that was completed in the same moment counts first")
    void shouldNotLoseWhatCompletedAWait(CoroRuntime runtime, Scheduler coros, Parking parking) {
        runtime.offer("v2", (self, args) -> self.carried(List.class).orElse(List.of()));
        for (int i = 0; i < 200; i++) {
            var waiter = new AtomicReference<Waiter<String>>();
            var withdrawn = new AtomicInteger();
            Coro c = coros.spawn("c", self -> {
                var got = new ArrayList<String>();
                self.swappable(() -> List.copyOf(got));
                Waiter<String> w = parking.<String>coroutineWaiter("a read").asSwapPoint();
                waiter.set(w);
                got.add(w.await(withdrawn::incrementAndGet));
                return self.receive();
            });
            waiting(coros);
            var racer = new Thread(() -> c.swap("v2"));
            racer.start();
            boolean taken = waiter.get().complete("bytes");
            var got = (List<?>) c.value(SOON);
            assertEquals(taken ? List.of("bytes") : List.of(), got);
            assertEquals(taken ? 0 : 1, withdrawn.get());
        }
    }

    @CoroTest
    @DisplayName("what several waits had taken is in the mailbox again, in order")
    void shouldPutBackWhatWaitingForAllHadTaken(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> List.of(self.receive(), self.receive()));
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            return self.all(Wait.message(String.class), Wait.message(Double.class));
        });
        c.send("a");
        c.send(1);
        waiting(coros);
        assertEquals(APPLIED, c.swap("v2").await(SOON));
        assertEquals(List.of("a", 1), c.value(SOON));
    }

    @CoroTest
    @DisplayName("a timed wait that went on after a refused swap ends at its time")
    void shouldKeepTheTimeOfAWaitAfterARefusal(
            CoroRuntime runtime, Scheduler coros, com.acme.coro.testkit.VirtualTime time) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            self.swappable(() -> {
                throw new IllegalStateException("not now");
            });
            return self.sleep(Duration.ofSeconds(10)).isEmpty()
                    && self.tryReceive(Duration.ofSeconds(10)).isEmpty();
        });
        time.advance(Duration.ofSeconds(4));
        c.swap("v2").await(SOON);
        time.advance(Duration.ofSeconds(6));
        time.advance(Duration.ofSeconds(9));
        c.swap("v2").await(SOON);
        assertTrue(c.alive());
        time.advance(Duration.ofSeconds(1));
        assertEquals(true, c.value(SOON));
    }

    @CoroTest
    @DisplayName("a lock that the state reaches stays held, though the body releases it while it unwinds")
    void shouldTakeALockAlong(CoroRuntime runtime, Scheduler coros, Locks locks) {
        runtime.offer("v2", (self, args) -> {
            CoroLock mine = self.carried(CoroLock.class).orElseThrow();
            self.receive();
            mine.release();
            return "released";
        });
        CoroLock lock = locks.lock();
        CoroLock other = locks.lock();
        Coro c = coros.spawn("c", self -> {
            self.swappable(() -> lock);
            other.acquire();
            lock.acquire();
            try {
                return self.receive();
            } finally {
                lock.release();
                other.release();
            }
        });
        waiting(coros);
        Coro next = coros.spawn("next", self -> {
            lock.acquire();
            return "mine now";
        });
        assertEquals(APPLIED, c.swap("v2").await(SOON));
        waiting(coros);
        assertTrue(lock.held());
        assertFalse(other.held());
        assertTrue(next.alive());
        c.send("go");
        assertEquals("released", c.value(SOON));
        assertEquals("mine now", next.value(SOON));
    }

    @CoroTest
    @DisplayName("a lock of the old version that it refused to give up for is released by its own finally")
    void shouldReleaseWhatWasPutOffWhenItRefuses(CoroRuntime runtime, Scheduler coros, Locks locks) {
        runtime.offer("v2", (self, args) -> "v2");
        CoroLock lock = locks.lock();
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            try {
                lock.acquire();
                try {
                    self.receive();
                } finally {
                    lock.release();
                }
            } catch (com.acme.coro.api.SwapSignal s) {
                s.refuse("no");
            }
            return lock.held();
        });
        waiting(coros);
        c.swap("v2");
        assertEquals(false, c.value(SOON));
    }

    @CoroTest
    @DisplayName("A50 a resource made through Parking: kept if the state reaches it, otherwise closed after the body")
    void shouldKeepOrCloseResources(CoroRuntime runtime, Scheduler coros, Parking parking) {
        runtime.offer("v2", (self, args) -> self.receive());
        var closed = new ArrayList<String>();
        AutoCloseable kept = () -> closed.add("kept");
        AutoCloseable left = () -> closed.add("left");
        Coro c = coros.spawn("c", self -> {
            self.swappable(() -> kept);
            parking.own(kept);
            parking.own(left);
            try {
                return self.receive();
            } finally {
                closed.add("unwound");
            }
        });
        waiting(coros);
        assertEquals(APPLIED, c.swap("v2").await(SOON));
        assertEquals(List.of("unwound", "left"), closed);
        c.send("end");
        assertEquals("end", c.value(SOON));
        assertEquals(List.of("unwound", "left", "kept"), closed);
    }

    @CoroTest
    @DisplayName("clean-up may wait while it unwinds; a failure in it does not keep the swap off")
    void shouldSwapWhateverCleanUpDoes(CoroRuntime runtime, Scheduler coros) {
        runtime.offer("v2", (self, args) -> "v2");
        Coro c = coros.spawn("c", self -> {
            self.swappable(true);
            try {
                return self.receive();
            } finally {
                self.sleep(Duration.ofMillis(5));
                Objects.requireNonNull(System.getProperty("no.such.property"), "in clean-up");
            }
        });
        waiting(coros);
        assertEquals(APPLIED, c.swap("v2").await(SOON));
        assertEquals("v2", c.value(SOON));
    }

    @CoroTest
    @DisplayName("A57 one that is reached by a route is refused: it is swapped in its own process")
    void refusesRemotely(Scheduler coros, com.acme.coro.api.spi.References references) {
        Coro c = coros.spawn("c", Self::receive);
        Coro remote = new com.acme.coro.testkit.Loopback(references).of(c);
        assertTrue(remote.swap("v2").status() instanceof SwapStatus.Refused r
                && r.reason().contains("own process"));
        assertEquals(Optional.empty(), c.tryJoin(Duration.ZERO));
        c.terminate();
    }
}
