package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Raise")
class RaiseTest {
    private static final class Oops extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Oops(String message) {
            super(message);
        }
    }

    @CoroTest
    @DisplayName("N15 A22 two raised in a sleeper are seen one per wait, in order, and the timers are cancelled")
    void shouldRaiseOnePerWaitInOrder(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            var seen = new ArrayList<Object>();
            for (int i = 0; i < 2; i++) {
                try {
                    self.sleep(seconds(10));
                } catch (Oops e) {
                    seen.add(e.getMessage());
                    seen.add(time.elapsed());
                }
            }
            seen.add(self.sleep(seconds(10)));
            seen.add(time.elapsed());
            return seen;
        }));
        time.advance(SECOND);
        assertEquals(SignalResult.ACCEPTED, c.raise(new Oops("E1")));
        assertEquals(SignalResult.ACCEPTED, c.raise(new Oops("E2")));
        time.advance(seconds(30));
        assertEquals(List.of("E1", SECOND, "E2", SECOND, Optional.empty(), seconds(11)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("A22 the very exception is thrown, in any kind of wait")
    void shouldThrowTheVeryExceptionInAnyWait(Scheduler coros, Parking parking, Refs refs) {
        List<WaitingCall> waits = List.of(
                Self::receive,
                self -> self.tryReceive(seconds(100)),
                self -> self.receive(Integer.class),
                self -> self.receive(m -> false),
                Self::suspend,
                self -> self.sleep(seconds(100)),
                self -> self.locate("nobody", seconds(100)),
                self -> self.await(new java.util.concurrent.CompletableFuture<>()),
                self -> Done.first(self, com.acme.coro.api.Wait.message()),
                self -> self.all(com.acme.coro.api.Wait.message()),
                self -> parking.waiter("nothing").await(() -> {}));
        for (WaitingCall wait : waits) {
            var oops = new Oops("here");
            Coro c = refs.ref(coros.spawn("c", self -> {
                var seen = assertThrows(Oops.class, () -> wait.call(self));
                assertSame(oops, seen);
                return self.receive();
            }));
            allHadATurn(coros);
            c.raise(oops);
            c.send("still of use");
            assertEquals("still of use", c.value(SOON));
        }
    }

    @FunctionalInterface
    private interface WaitingCall {
        void call(Self self) throws Exception;
    }

    @CoroTest
    @DisplayName("A22 one that is not caught ends the coroutine as any failure")
    void shouldFailWhenNotCaught(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        allHadATurn(coros);
        c.raise(new Oops("uncaught"));
        var failed = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals(Oops.class.getName(), failed.failure().type());
        assertEquals("uncaught", failed.failure().message());
    }

    @CoroTest
    @DisplayName("A22 one raised before the first turn ends it without running its body")
    void shouldEndWithoutRunningWhenRaisedBeforeTheFirstTurn(Scheduler coros, Refs refs) {
        var ran = new AtomicBoolean();
        Coro parent = coros.spawn("parent", self -> {
            Coro child = refs.ref(coros.spawn("child", s -> {
                ran.set(true);
                return null;
            }));
            assertEquals(SignalResult.ACCEPTED, child.raise(new Oops("stillborn")));
            return child.join();
        });
        var failed = assertInstanceOf(Outcome.Failed.class, parent.value(SOON));
        assertEquals("stillborn", failed.failure().message());
        assertFalse(ran.get());
    }

    @CoroTest
    @DisplayName("N16 A22 a raise in one that has ended is refused")
    void refusesRaiseInTheDead(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> null));
        c.tryJoin(SOON);
        assertInstanceOf(SignalResult.Gone.class, c.raise(new Oops("late")));
        assertThrows(NullPointerException.class, () -> c.raise(null));
    }

    @CoroTest
    @DisplayName("A23 what it waited for is withdrawn first: a completion comes too late and resumes no other wait")
    void shouldWithdrawThePendingOperation(Scheduler coros, Parking parking, Refs refs) {
        var pending = new AtomicReference<Waiter<String>>();
        var withdrawn = new AtomicInteger();
        Coro c = refs.ref(coros.spawn("c", self -> {
            Waiter<String> w = parking.waiter("bytes");
            pending.set(w);
            assertThrows(Oops.class, () -> w.await(withdrawn::incrementAndGet));
            return self.receive();
        }));
        allHadATurn(coros);
        c.raise(new Oops("stop reading"));
        allHadATurn(coros);
        assertFalse(pending.get().complete("bytes"), "nobody takes them, so that they can go to somebody else");
        assertEquals(1, withdrawn.get());
        c.send("message");
        assertEquals("message", c.value(SOON));
    }

    @CoroTest
    @DisplayName("A23 a message and a raise at the same time: neither is lost")
    void shouldLoseNeitherMessageNorRaise(Scheduler coros, Refs refs) {
        for (int i = 0; i < 200; i++) {
            Coro c = refs.ref(coros.spawn("c", self -> {
                int messages = 0;
                int raised = 0;
                while (messages < 1 || raised < 1) {
                    try {
                        self.receive();
                        messages++;
                    } catch (Oops e) {
                        raised++;
                    }
                }
                return messages + raised;
            }));
            allHadATurn(coros);
            Thread other = Thread.ofPlatform().start(() -> c.raise(new Oops("now")));
            c.send("now");
            assertEquals(2, c.value(SOON));
            join(other);
        }
    }

    @CoroTest
    @DisplayName("A27 a raise in one that runs takes effect at its next wait, also if a message is there")
    void shouldRaiseAtTheNextWaitThoughThereAreMessages(Scheduler coros, Refs refs) {
        Coro c = coros.spawn("c", self -> {
            self.coro().send("m");
            refs.ref(self.coro()).raise(new Oops("self-made"));
            assertThrows(Oops.class, self::receive);
            return self.receive();
        });
        assertEquals("m", c.value(SOON));
    }

    @CoroTest
    void shouldNotWakeTheOthers(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        Coro other = coros.spawn("other", self -> self.receive());
        time.settle();
        c.raise(new Oops("you alone"));
        time.settle();
        assertTrue(other.alive());
        other.send("fine");
        assertEquals("fine", other.value(SOON));
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
