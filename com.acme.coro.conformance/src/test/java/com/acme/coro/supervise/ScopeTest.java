package com.acme.coro.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroBody;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.supervise.Scope;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;

/** Children do not outlive the block in which they were started. */
class ScopeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(60);

    private final List<String> history = new CopyOnWriteArrayList<>();

    private CoroBody sleeper(String name, Duration nap) {
        return self -> {
            try {
                self.sleep(nap);
                history.add(name + " slept");
                return name;
            } finally {
                history.add(name + " over");
            }
        };
    }

    private static CoroBody failing(String why) {
        return self -> {
            throw new IllegalStateException(why);
        };
    }

    /** Ends somewhat later than it is asked to. */
    private CoroBody tidy(String name, VirtualTime time) {
        return self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(SECOND);
                history.add(name + " tidy at " + time.elapsed().toSeconds());
            }
        };
    }

    @CoroTest
    void shouldAwaitEveryChild(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope naps = supervisors.scope("naps")) {
                Coro a = naps.spawn("a", sleeper("a", SECOND.multipliedBy(2)));
                Coro b = naps.spawn("b", sleeper("b", SECOND));
                naps.join();
                return List.of(a.value(), b.value(), time.elapsed());
            }
        });
        time.advance(LONG);
        assertEquals(List.of("a", "b", SECOND.multipliedBy(2)), parent.value());
        assertEquals(List.of("b slept", "b over", "a slept", "a over"), history);
    }

    @CoroTest
    void shouldJoinAgainAfterMoreChildren(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope naps = supervisors.scope("naps")) {
                naps.join(); // nobody
                for (String name : List.of("a", "b")) {
                    naps.spawn(name, sleeper(name, SECOND));
                    naps.join();
                }
                naps.join(Duration.ZERO);
                return time.elapsed();
            }
        });
        time.advance(LONG);
        assertEquals(SECOND.multipliedBy(2), parent.value());
    }

    @CoroTest
    void shouldAwaitChildrenThatEndBeforeTheJoin(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope naps = supervisors.scope("naps")) {
                naps.spawn("a", sleeper("a", SECOND));
                self.sleep(LONG);
                naps.join();
            }
            return time.elapsed();
        });
        time.advance(LONG);
        assertEquals(LONG, parent.value());
    }

    @CoroTest
    void shouldTellTheFirstFailureAndCancelTheSiblings(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope both = supervisors.scope("both")) {
                Coro a = both.spawn("a", sleeper("a", LONG));
                Coro b = both.spawn("b", failing("no water"));
                var e = assertThrows(CoroEndedException.class, both::join);
                assertEquals(b, e.coro());
                assertTrue(
                        e.getMessage().endsWith("failed: java.lang.IllegalStateException: no water"), e.getMessage());
                assertEquals(0, e.getSuppressed().length);
                assertEquals(
                        new Outcome.Terminated("scope both was cancelled"),
                        a.tryJoin(Duration.ZERO).orElseThrow());
                assertThrows(CoroClosedException.class, () -> both.spawn("late", failing("late")));
                return time.elapsed();
            }
        });
        time.settle();
        assertEquals(Duration.ZERO, parent.value());
        assertEquals(List.of("a over"), history);
    }

    @CoroTest
    void shouldSuppressTheFailuresOfSiblings(
            Supervisors supervisors, Scheduler coros, Parking parking, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope three = supervisors.scope("three")) {
                three.spawn(
                        "second",
                        child -> { // has failed, but ends later
                            parking.own(() -> child.sleep(SECOND));
                            throw new IllegalStateException("second");
                        });
                three.spawn("first", failing("first"));
                three.spawn("third", tidy("third", time));
                var e = assertThrows(CoroEndedException.class, three::join);
                var all = new ArrayList<Outcome>(List.of(e.outcome()));
                for (Throwable t : e.getSuppressed()) all.add(((CoroEndedException) t).outcome());
                return all.stream()
                        .map(how -> ((Outcome.Failed) how).failure().message())
                        .toList();
            }
        });
        time.advance(LONG);
        assertEquals(List.of("first", "second"), parent.value());
    }

    @CoroTest
    void shouldTakeATerminatedChildForNoFailure(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope both = supervisors.scope("both")) {
                Coro a = both.spawn("a", sleeper("a", LONG));
                both.spawn("b", sleeper("b", SECOND));
                a.terminate("by an outsider");
                both.join();
                return a.join();
            }
        });
        time.advance(LONG);
        assertEquals(new Outcome.Terminated("by an outsider"), parent.value());
        assertTrue(history.contains("b slept"));
    }

    @CoroTest
    void shouldFailOfAChildThatWasCutOff(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("stubborn", child -> {
                    while (true) {
                        try {
                            child.receive();
                        } catch (TerminateSignal swallowed) {
                            history.add("swallowed");
                        }
                    }
                });
                self.yield();
                one.cancel();
                return assertThrows(CoroEndedException.class, one::join).outcome();
            }
        });
        time.settle();
        assertInstanceOf(Outcome.Detached.class, parent.value());
    }

    @CoroTest
    void shouldCancelWhatDoesNotEndInTime(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope two = supervisors.scope("two")) {
                two.spawn("quick", sleeper("quick", SECOND));
                two.spawn("slow", tidy("slow", time));
                var e = assertThrows(CoroTimeoutException.class, () -> two.join(SECOND.multipliedBy(2)));
                assertEquals("the children of scope two did not end within PT2S", e.getMessage());
                return time.elapsed();
            }
        });
        time.advance(LONG);
        assertEquals(SECOND.multipliedBy(3), parent.value());
        assertEquals(List.of("quick slept", "quick over", "slow tidy at 3"), history);
    }

    @CoroTest
    void shouldTellAFailureRatherThanThatTheTimeIsUp(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", failing("no water"));
                one.spawn("b", tidy("b", time));
                return assertThrows(CoroEndedException.class, () -> one.join(Duration.ofMillis(500)))
                        .outcome();
            }
        });
        time.advance(LONG);
        assertInstanceOf(Outcome.Failed.class, parent.value());
    }

    @CoroTest
    void shouldCancelAndAwaitWhoIsLeftWhenItCloses(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", tidy("a", time));
                self.sleep(SECOND);
            }
            return time.elapsed();
        });
        time.advance(LONG);
        assertEquals(SECOND.multipliedBy(2), parent.value());
        assertEquals(List.of("a tidy at 2"), history);
    }

    @CoroTest
    void shouldCancelWhenTheBlockThrows(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", tidy("a", time));
                self.yield();
                throw new IllegalArgumentException("the block's own");
            }
        });
        time.advance(LONG);
        var how = assertInstanceOf(Outcome.Failed.class, parent.join());
        assertEquals("the block's own", how.failure().message());
        assertEquals(List.of("a tidy at 1"), history);
    }

    @CoroTest
    void shouldThrowNoFailureWhenItCloses(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", failing("nobody joins"));
                self.yield();
            }
            return "fine";
        });
        time.settle();
        assertEquals("fine", parent.value());
    }

    @CoroTest
    void shouldThrowWhatIsRaisedInTheOpenerWhenTheChildrenHaveEnded(
            Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", tidy("a", time));
                self.sleep(SECOND);
            }
            return "not reached";
        });
        time.advance(Duration.ofMillis(1500)); // it waits for the clean-up
        parent.raise(new IllegalStateException("meanwhile"));
        time.advance(LONG);
        var how = assertInstanceOf(Outcome.Failed.class, parent.join());
        assertEquals("meanwhile", how.failure().message());
        assertEquals(List.of("a tidy at 2"), history);
    }

    @CoroTest
    void shouldCancelWhenSomethingIsRaisedInTheJoiningOpener(
            Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", tidy("a", time));
                one.join();
            }
            return "not reached";
        });
        time.settle();
        parent.raise(new IllegalStateException("enough"));
        time.advance(LONG);
        assertInstanceOf(Outcome.Failed.class, parent.join());
        assertEquals(List.of("a tidy at 1"), history);
    }

    @CoroTest
    void shouldEndChildrenBeforeATerminatedOpener(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                one.spawn("a", tidy("a", time));
                one.join();
            }
            return "not reached";
        });
        Coro watcher = coros.spawn("watcher", self -> {
            Outcome how = parent.join();
            history.add("told");
            return how;
        });
        time.settle();
        parent.terminate("enough");
        time.advance(LONG);
        assertEquals(new Outcome.Terminated("enough"), watcher.value());
        assertEquals(List.of("a tidy at 1", "told"), history);
    }

    @CoroTest(cleanupGrace = "PT3S")
    void shouldWaitNoLongerThanTheCleanupOfATerminatedOpenerMay(
            Supervisors supervisors, Scheduler coros, VirtualTime time) {
        var child = new AtomicReference<Coro>();
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                child.set(one.spawn("slow", c -> {
                    try {
                        return c.receive();
                    } finally {
                        c.shielded(() -> c.sleep(SECOND.multipliedBy(2)));
                    }
                }));
                one.join();
            }
            return "not reached";
        });
        time.settle();
        parent.terminate("enough");
        time.advance(SECOND.multipliedBy(3));
        assertEquals(new Outcome.Terminated("enough"), parent.join());
        assertFalse(child.get().alive());
    }

    @CoroTest
    void shouldCloseWithTheCoroutineThatForgotTo(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            supervisors.scope("forgotten").spawn("a", tidy("a", time));
            self.yield();
            return "over";
        });
        Coro watcher = coros.spawn("watcher", self -> {
            parent.join();
            return history.add("told");
        });
        time.advance(LONG);
        assertEquals("over", parent.value());
        assertEquals(true, watcher.value());
        assertEquals(List.of("a tidy at 1", "told"), history);
    }

    @CoroTest
    void shouldWorkInTheCleanupOfATerminatedCoroutine(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try {
                return self.receive();
            } finally {
                try (Scope last = supervisors.scope("last")) {
                    last.spawn("a", sleeper("a", SECOND));
                    last.spawn("b", sleeper("b", SECOND));
                    last.join();
                }
                history.add("cleaned up");
            }
        });
        time.settle();
        parent.terminate("enough");
        time.advance(LONG);
        assertEquals(new Outcome.Terminated("enough"), parent.join());
        assertEquals(List.of("a slept", "a over", "b slept", "b over", "cleaned up"), history);
    }

    @CoroTest
    void shouldCancelWithoutWaiting(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope one = supervisors.scope("one")) {
                Coro a = one.spawn("a", tidy("a", time));
                self.yield();
                one.cancel();
                one.cancel();
                assertTrue(a.alive());
                var e = assertThrows(CoroClosedException.class, () -> one.spawn("late", failing("late")));
                assertEquals("the scope is cancelled: name=one", e.getMessage());
                one.join(); // no failure
                return a.join();
            }
        });
        time.advance(LONG);
        assertEquals(new Outcome.Terminated("scope one was cancelled"), parent.value());
    }

    @CoroTest
    void shouldCancelTheScopesOfItsChildren(Supervisors supervisors, Scheduler coros, VirtualTime time) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope outer = supervisors.scope("outer")) {
                outer.spawn("middle", middle -> {
                    try (Scope inner = supervisors.scope("inner")) {
                        inner.spawn("leaf", tidy("leaf", time));
                        inner.join();
                    } finally {
                        history.add("middle over");
                    }
                    return null;
                });
                self.sleep(SECOND);
            }
            return time.elapsed();
        });
        time.advance(LONG);
        assertEquals(SECOND.multipliedBy(2), parent.value());
        assertEquals(List.of("leaf tidy at 2", "middle over"), history);
    }

    @CoroTest
    void shouldHandAFailureUp(Supervisors supervisors, Scheduler coros) {
        Coro parent = coros.spawn("parent", self -> {
            try (Scope outer = supervisors.scope("outer")) {
                outer.spawn("middle", middle -> {
                    try (Scope inner = supervisors.scope("inner")) {
                        inner.spawn("leaf", failing("deep down"));
                        inner.join();
                    }
                    return "not reached";
                });
                outer.join();
            }
            return "not reached";
        });
        var how = assertInstanceOf(Outcome.Failed.class, parent.join());
        assertTrue(how.failure().message().contains("deep down"), how.failure().message());
    }
}
