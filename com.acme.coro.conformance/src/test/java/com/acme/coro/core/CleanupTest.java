package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.SignalSwallowed;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Clean-up")
class CleanupTest {
    @CoroTest
    @DisplayName("A26 clean-up that waits runs to its end within the grace")
    void shouldWaitInCleanup(Scheduler coros, VirtualTime time, Events events, Refs refs) {
        var log = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                log.add("begun");
                self.sleep(seconds(2));
                self.yield();
                log.add("after " + time.elapsed());
            }
        }));
        time.advance(SECOND);
        c.terminate("enough");
        time.advance(seconds(2));
        assertEquals(Optional.of(new Outcome.Terminated("enough")), c.tryJoin(SOON));
        assertEquals(List.of("begun", "after PT3S"), log);
        assertEquals(List.of(), events.of(SignalSwallowed.class));
    }

    @CoroTest
    @DisplayName("A26 clean-up may send, ask and receive with a time")
    void shouldAskInCleanup(Scheduler coros, Refs refs) {
        record Bye(Coro replyTo) {}
        Coro registry = refs.ref(coros.spawn("registry", self -> {
            self.receive(Bye.class).replyTo().send("bye");
            return null;
        }));
        var log = Collections.synchronizedList(new ArrayList<>());
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                log.add(registry.ask(Bye::new, SECOND));
                log.add(self.tryReceive(SECOND));
            }
        }));
        allHadATurn(coros);
        c.terminate();
        c.send("last message");
        assertInstanceOf(Outcome.Terminated.class, ended(c));
        assertEquals(List.of("bye", Optional.of("last message")), log);
    }

    @CoroTest(cleanupGrace = "PT3S")
    @DisplayName("A26 clean-up that waits longer than the grace gets the signal again, at that wait")
    void shouldCutCleanupWhenTheGraceIsOver(Scheduler coros, VirtualTime time, Refs refs) {
        var log = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                try {
                    self.sleep(seconds(100));
                    log.add("not reached");
                } finally {
                    log.add("cut at " + time.elapsed());
                }
            }
        }));
        time.advance(SECOND);
        c.terminate("enough");
        time.advance(seconds(10));
        assertEquals(Optional.of(new Outcome.Terminated("enough")), c.tryJoin(SOON));
        assertEquals(List.of("cut at PT4S"), log);
    }

    @CoroTest(cleanupGrace = "PT0S")
    void shouldNotWaitInCleanupWithoutAnyGrace(Scheduler coros, VirtualTime time, Refs refs) {
        var log = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                log.add("begun");
                self.sleep(SECOND);
                log.add("not reached");
            }
        }));
        time.settle();
        c.terminate();
        time.settle();
        assertFalse(c.alive());
        assertEquals(List.of("begun"), log);
    }

    @CoroTest
    @DisplayName("A26 a signal that is swallowed is raised again at the next unlimited wait, and reported")
    void shouldRaiseASwallowedSignalAgain(Scheduler coros, VirtualTime time, Events events, Refs refs) {
        var log = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn("stubborn", self -> {
            while (true) {
                try {
                    log.add(self.receive());
                } catch (TerminateSignal swallowed) {
                    log.add("caught");
                    if (log.size() == 3) throw swallowed;
                }
            }
        }));
        time.settle();
        c.terminate("enough");
        time.settle();
        assertEquals(Optional.of(new Outcome.Terminated("enough")), c.tryJoin(SOON));
        assertEquals(List.of("caught", "caught", "caught"), log);
        assertEquals(c, events.await(SignalSwallowed.class).coro());
    }

    @CoroTest
    @DisplayName("A26 one that swallows the signal for ever is cut off, and its scheduler goes on")
    void shouldCutOffOneThatSwallowsForEver(Scheduler coros, VirtualTime time, Events events, Refs refs) {
        Coro c = refs.ref(coros.spawn("never gives up", self -> {
            while (true) {
                try {
                    self.receive();
                } catch (TerminateSignal swallowed) {
                    continue;
                }
            }
        }));
        time.settle();
        c.terminate("enough");
        assertInstanceOf(Outcome.Detached.class, ended(c));
        assertEquals(c, events.await(SignalSwallowed.class).coro());
        assertEquals("alive", coros.spawn("next", self -> "alive").value(SOON));
    }

    @CoroTest
    @DisplayName("A24 nobody else's code runs in its clean-up unless it waits")
    void shouldCleanUpInOneTurnUnlessItWaits(Scheduler coros, Refs refs) {
        var log = new ArrayList<String>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                coros.spawn("other", s -> log.add("other"));
                log.add("clean 1");
                log.add("clean 2");
            }
        }));
        allHadATurn(coros);
        c.terminate();
        c.tryJoin(SOON);
        coros.tryJoin(SOON);
        assertEquals(List.of("clean 1", "clean 2", "other"), log);
    }

    @CoroTest
    @DisplayName("what clean-up throws does not hide that it was terminated")
    void shouldStayTerminatedWhenCleanupFails(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                failingCleanup();
            }
        }));
        allHadATurn(coros);
        c.terminate("enough");
        assertEquals(Optional.of(new Outcome.Terminated("enough")), c.tryJoin(SOON));
    }

    @CoroTest
    @DisplayName("a failure is not hidden by a terminate that meets its clean-up")
    void shouldStayFailedWhenTerminatedWhileItCloses(Scheduler coros, Parking parking, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            parking.own(() -> self.sleep(seconds(3)));
            throw new IllegalStateException("first");
        }));
        time.advance(SECOND);
        c.terminate("late");
        time.settle();
        var how = assertInstanceOf(Outcome.Failed.class, ended(c));
        assertEquals("first", how.failure().message());
    }

    private static void failingCleanup() {
        throw new IllegalStateException("clean-up failed");
    }

    @CoroTest
    @DisplayName("what it owned is closed at its end, the newest first, before anybody is told")
    void shouldCloseWhatItOwnedBeforeAnybodyIsTold(Scheduler coros, Parking parking, Refs refs) {
        var log = Collections.synchronizedList(new ArrayList<String>());
        Coro c = refs.ref(coros.spawn("c", self -> {
            AutoCloseable given = () -> log.add("given back");
            parking.own(() -> log.add("oldest"));
            parking.own(() -> {
                throw new IllegalStateException("does not close well");
            });
            parking.own(given);
            parking.own(() -> {
                self.sleep(Soon.millis(5));
                log.add("newest");
            });
            assertTrue(parking.disown(given));
            assertFalse(parking.disown(given));
            return self.receive();
        }));
        coros.spawn("monitor", self -> {
            self.monitor(c);
            self.receive();
            return log.add("told");
        });
        allHadATurn(coros);
        c.terminate("enough");
        assertEquals(Optional.of(new Outcome.Terminated("enough")), c.tryJoin(SOON));
        coros.tryJoin(SOON);
        assertEquals(List.of("newest", "oldest", "told"), log);
    }

    @CoroTest
    @DisplayName("a raise during clean-up is thrown at its next wait, and it still counts as terminated")
    void shouldThrowWhatIsRaisedDuringCleanup(Scheduler coros, VirtualTime time, Refs refs) {
        var log = new ArrayList<String>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                var e = assertThrows(IllegalStateException.class, () -> self.sleep(seconds(3)));
                log.add(e.getMessage());
            }
        }));
        time.settle();
        c.terminate("enough");
        time.advance(SECOND);
        c.raise(new IllegalStateException("hurry"));
        time.settle();
        assertEquals(Optional.of(new Outcome.Terminated("enough")), c.tryJoin(SOON));
        assertEquals(List.of("hurry"), log);
    }
}
