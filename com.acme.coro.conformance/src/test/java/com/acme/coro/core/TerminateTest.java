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
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroSignal;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.SignalResult;
import com.acme.coro.api.TerminateSignal;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Terminate")
class TerminateTest {
    @CoroTest
    @DisplayName("N17 A24 one three frames deep cleans up innermost first, once; a second terminate says gone")
    void shouldCleanUpInnermostFirst(Scheduler coros, Refs refs) {
        var log = new ArrayList<String>();
        Coro c = refs.ref(coros.spawn("c", self -> frame(3, self, log)));
        allHadATurn(coros);
        assertEquals(SignalResult.ACCEPTED, c.terminate());
        assertInstanceOf(Outcome.Terminated.class, ended(c));
        assertEquals(List.of("frame 1", "frame 2", "frame 3"), log);
        assertFalse(c.alive());
        assertThrows(CoroEndedException.class, () -> c.value(SOON));
        assertInstanceOf(SignalResult.Gone.class, c.terminate());
    }

    private static Object frame(int depth, Self self, List<String> log) {
        try {
            return depth == 1 ? self.receive() : frame(depth - 1, self, log);
        } finally {
            log.add("frame " + depth);
        }
    }

    @CoroTest
    @DisplayName("A25 N19 terminated is an outcome of its own, with the reason, for monitors and joiners alike")
    void shouldTellTerminatedFromReturned(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        Coro monitor = coros.spawn("monitor", self -> {
            self.monitor(c);
            c.terminate("not needed");
            return self.receive();
        });
        var terminated = new Outcome.Terminated("not needed");
        assertEquals(new Exit(c, terminated), monitor.value(SOON));
        assertEquals(Optional.of(terminated), c.tryJoin(SOON));
        var e = assertThrows(CoroEndedException.class, () -> c.value(SOON));
        assertEquals(terminated, e.outcome());
        assertFalse(terminated.normal());
    }

    @CoroTest
    @DisplayName("A24 terminate is accepted again until it has ended")
    void shouldAcceptASecondTerminateBeforeTheEnd(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(SECOND);
            }
        }));
        time.settle();
        assertEquals(SignalResult.ACCEPTED, c.terminate("first"));
        time.settle();
        assertEquals(SignalResult.ACCEPTED, c.terminate("second"));
        time.advance(SECOND);
        assertEquals(Optional.of(new Outcome.Terminated("first")), c.tryJoin(SOON));
    }

    @CoroTest
    @DisplayName("the signal is an Error that catch (Exception) cannot eat, and tells the reason")
    void shouldPassCatchException(Scheduler coros, Refs refs) {
        var log = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            try {
                return self.receive();
            } catch (Exception e) {
                return "eaten";
            } catch (CoroSignal signal) {
                log.add(signal.getClass());
                log.add(signal.getMessage());
                throw signal;
            }
        }));
        allHadATurn(coros);
        c.terminate("because");
        assertEquals(Optional.of(new Outcome.Terminated("because")), c.tryJoin(SOON));
        assertEquals(List.of(TerminateSignal.class, "because"), log);
    }

    @CoroTest
    @DisplayName("A27 terminate of one that runs takes effect at its next wait")
    void shouldTakeEffectAtTheNextWait(Scheduler coros, Refs refs) throws Exception {
        var running = new CountDownLatch(1);
        var asked = new AtomicBoolean();
        var passed = new AtomicBoolean();
        Coro c = refs.ref(coros.spawn("c", self -> {
            running.countDown();
            while (!asked.get()) Thread.onSpinWait();
            passed.set(true);
            self.yield();
            return "went on";
        }));
        running.await();
        assertEquals(SignalResult.ACCEPTED, c.terminate());
        asked.set(true);
        assertInstanceOf(Outcome.Terminated.class, ended(c));
        assertTrue(passed.get(), "code between two waits is never cut");
    }

    @CoroTest
    @DisplayName("A27 one that is fed without end can be terminated: a receive throws though a message is there")
    void shouldTerminateOneThatIsFedWithoutEnd(Scheduler coros, Refs refs) throws Exception {
        var running = new CountDownLatch(1);
        Coro c = refs.ref(coros.spawn("c", self -> {
            while (true) {
                running.countDown();
                self.coro().send("more");
                self.receive();
            }
        }));
        running.await();
        c.terminate();
        assertInstanceOf(Outcome.Terminated.class, ended(c));
    }

    @CoroTest
    @DisplayName("one that is terminated before its first turn never runs")
    void shouldNeverRunWhenTerminatedBeforeItsFirstTurn(Scheduler coros, Refs refs) {
        var ran = new AtomicBoolean();
        Coro parent = coros.spawn("parent", self -> {
            Coro child = refs.ref(coros.spawn("child", s -> {
                ran.set(true);
                return null;
            }));
            child.terminate("changed my mind");
            return child.join();
        });
        assertEquals(new Outcome.Terminated("changed my mind"), parent.value(SOON));
        assertFalse(ran.get());
    }

    @CoroTest
    void shouldEndByItselfWhenItNeverWaitsAgain(Scheduler coros, Refs refs) {
        Coro c = coros.spawn("c", self -> {
            refs.ref(self.coro()).terminate("myself");
            return "done before any wait";
        });
        assertEquals(Optional.of(new Outcome.Returned("done before any wait")), c.tryJoin(SOON));
    }

    @CoroTest
    @DisplayName("A24 pending waits and timers are dropped")
    void shouldDropPendingTimers(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.sleep(seconds(100))));
        time.advance(SECOND);
        c.terminate();
        time.settle();
        assertEquals(Optional.of(true), c.tryJoin(SOON).map(Outcome.Terminated.class::isInstance));
        time.advance(seconds(200));
        assertFalse(c.alive());
    }

    @CoroTest
    void shouldTerminateFromCoroutinesToo(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        Coro other = coros.spawn("other", self -> {
            c.terminate("from another");
            return c.join();
        });
        assertEquals(new Outcome.Terminated("from another"), other.value(SOON));
    }

    @CoroTest
    void refusesNullReason(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.receive()));
        assertThrows(NullPointerException.class, () -> c.terminate(null));
        c.send("fine");
        assertEquals("fine", c.value(SOON));
    }
}
