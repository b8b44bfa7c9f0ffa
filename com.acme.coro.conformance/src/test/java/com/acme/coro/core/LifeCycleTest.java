package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Self;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A scheduler's life: daemon, join, finish, terminate, at exit")
class LifeCycleTest {
    @CoroTest
    @DisplayName("N13 A07 when the ordinary ones end the scheduler ends, and the daemon's clean-up has run")
    void shouldEndDaemonsLast(Scheduler coros, VirtualTime time) throws Exception {
        var log = Collections.synchronizedList(new ArrayList<String>());
        coros.spawn(Spawn.named("daemon").daemon(true), self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(millis(10));
                log.add("daemon cleaned up");
            }
        });
        for (int i = 1; i <= 2; i++) {
            var time1 = seconds(i);
            coros.spawn("ordinary", self -> {
                self.sleep(time1);
                return log.add("ordinary");
            });
        }
        time.during(() -> {
            coros.finish();
            return log.add("finished");
        });
        assertEquals(List.of("ordinary", "ordinary", "daemon cleaned up", "finished"), log);
        assertEquals(List.of(), coros.status());
    }

    @CoroTest
    @DisplayName("N14 A07 the daemon flag can be set by the coroutine itself only")
    void refusesDaemonFlagFromOutside(Scheduler coros) {
        var stolen = new AtomicReference<Self>();
        Coro c = coros.spawn("c", self -> {
            stolen.set(self);
            return self.receive();
        });
        allHadATurn(coros);
        assertThrows(WrongCoroutineException.class, () -> stolen.get().daemon(true));
        assertFalse(coros.status().getFirst().daemon());
        assertFalse(coros.tryJoin(Duration.ZERO), "it is no daemon");
        c.send("go");
    }

    @CoroTest
    @DisplayName("A07 one may become a daemon, and an ordinary coroutine again")
    void shouldToggleTheDaemonFlag(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            self.daemon(true);
            self.receive();
            self.daemon(false);
            self.receive();
            self.daemon(true);
            return self.receive();
        });
        assertTrue(coros.tryJoin(SOON), "there is a daemon only");
        c.send("be ordinary");
        allHadATurn(coros);
        assertFalse(coros.tryJoin(millis(20)));
        c.send("be a daemon");
        assertTrue(coros.tryJoin(SOON));
        assertTrue(c.alive());
        c.terminate();
    }

    @CoroTest
    @DisplayName("N48 B06 join with a time returns false when it is up, and coroutines go on")
    void shouldReturnFalseWhenTheTimeIsUp(Scheduler coros, VirtualTime time) throws Exception {
        Coro c = coros.spawn("c", self -> {
            self.sleep(seconds(10));
            return "went on";
        });
        assertFalse(time.during(() -> coros.tryJoin(seconds(3))));
        assertEquals(seconds(3), time.elapsed());
        assertTrue(c.alive());
        assertTrue(time.during(() -> coros.tryJoin(seconds(30))));
        assertEquals(seconds(10), time.elapsed());
        assertEquals("went on", c.value(SOON));
    }

    @CoroTest
    @DisplayName("B06 after a join the scheduler goes on and accepts more")
    void shouldAcceptMoreAfterJoin(Scheduler coros) {
        coros.join();
        coros.spawn("c", self -> null);
        coros.join();
        assertEquals("more", coros.spawn("c", self -> "more").value(SOON));
    }

    @CoroTest
    @DisplayName("B06 a coroutine that joins its scheduler does not wait for itself")
    void shouldNotWaitForTheCallerItself(Scheduler coros) {
        var log = Collections.synchronizedList(new ArrayList<String>());
        Coro caller = coros.spawn("caller", self -> {
            coros.spawn("other", s -> {
                s.sleep(millis(5));
                return log.add("other");
            });
            coros.join();
            return log.add("joined");
        });
        caller.tryJoin(SOON);
        assertEquals(List.of("other", "joined"), log);
    }

    @CoroTest
    @DisplayName("N46 B10 higher priorities run first, equal ones in order, and what they start is awaited")
    void shouldRunAtExitByPriority(Scheduler coros, VirtualTime time) throws Exception {
        var log = Collections.synchronizedList(new ArrayList<String>());
        coros.atExit(1, () -> log.add("one"));
        coros.atExit(5, () -> log.add("five"));
        coros.atExit(5, () -> {
            log.add("other five");
            coros.spawn("started", self -> {
                self.sleep(SECOND);
                return log.add("started by five");
            });
        });
        coros.spawn("ordinary", self -> {
            self.sleep(SECOND);
            return log.add("ordinary");
        });
        time.during(() -> {
            coros.finish();
            return log.add("finished");
        });
        assertEquals(List.of("ordinary", "five", "other five"), log.subList(0, 3));
        assertEquals("finished", log.getLast());
        assertTrue(log.contains("one") && log.contains("started by five"), log::toString);
    }

    @CoroTest
    @DisplayName("B10 one that throws does not keep the others from running, and runs once")
    void shouldRunTheOthersWhenOneThrows(Scheduler coros) {
        var log = Collections.synchronizedList(new ArrayList<String>());
        coros.atExit(2, () -> {
            log.add("throws");
            throw new IllegalStateException("at exit");
        });
        coros.atExit(1, () -> log.add("runs"));
        coros.finish();
        coros.finish();
        assertEquals(List.of("throws", "runs"), log);
    }

    @CoroTest
    @DisplayName("B10 what was asked for at exit can be taken back")
    void shouldTakeAtExitBack(Scheduler coros) {
        var log = Collections.synchronizedList(new ArrayList<String>());
        var taken = coros.atExit(5, () -> log.add("taken back"));
        coros.atExit(5, () -> log.add("stays"));
        taken.close();
        taken.close();
        coros.finish();
        assertEquals(List.of("stays"), log);
        assertThrows(NullPointerException.class, () -> coros.atExit(1, null));
    }

    @CoroTest
    @DisplayName("N49 B08 terminate with a 5 s sleeper is done at once, and its clean-up has run")
    void shouldTerminateSleepersAtOnce(Scheduler coros) {
        var log = Collections.synchronizedList(new ArrayList<String>());
        Coro c = coros.spawn("sleeper", self -> {
            try {
                return self.sleep(seconds(5));
            } finally {
                log.add("cleaned up");
            }
        });
        coros.atExit(1, () -> log.add("at exit"));
        allHadATurn(coros);
        long began = System.nanoTime();
        coros.terminate();
        var took = Duration.ofNanos(System.nanoTime() - began);
        assertInstanceOf(Outcome.Terminated.class, c.tryJoin(Duration.ZERO).orElseThrow());
        assertTrue(log.contains("cleaned up") && log.contains("at exit"), log::toString);
        // 0.2 s on a quiet machine; far below the sleeper's 5 s on any
        assertTrue(took.compareTo(seconds(2)) < 0, () -> "took " + took);
    }

    @CoroTest
    @DisplayName("B09 clean-up may wait while the scheduler ends")
    void shouldServeWaitsInCleanup(Scheduler coros, VirtualTime time) throws Exception {
        var log = Collections.synchronizedList(new ArrayList<String>());
        coros.spawn("c", self -> {
            try {
                return self.receive();
            } finally {
                self.sleep(seconds(2));
                log.add("second half");
            }
        });
        time.settle();
        time.during(() -> {
            coros.terminate();
            return null;
        });
        assertEquals(List.of("second half"), log);
        assertEquals(seconds(2), time.elapsed());
    }

    @CoroTest
    @DisplayName("B11 a spawn after finish or terminate works again")
    void shouldWorkAgainAfterItsEnd(Scheduler coros) {
        coros.spawn("before", self -> null);
        coros.finish();
        assertEquals("again", coros.spawn("after", self -> "again").value(SOON));
        coros.terminate();
        assertEquals("and again", coros.spawn("after", self -> "and again").value(SOON));
        coros.finish();
    }

    @CoroTest
    @DisplayName("finish called by a coroutine waits for all others, not for itself")
    void shouldFinishFromACoroutine(Scheduler coros) {
        var log = Collections.synchronizedList(new ArrayList<String>());
        coros.spawn("other", self -> {
            self.sleep(millis(5));
            return log.add("other");
        });
        Coro caller = coros.spawn("caller", self -> {
            coros.finish();
            return log.add("finished");
        });
        ended(caller);
        assertEquals(List.of("other", "finished"), log);
    }

    @CoroTest
    @DisplayName("B08 schedulers end one by one: terminating one leaves the others alone")
    void shouldLeaveOtherSchedulersAlone(CoroRuntime runtime) {
        Coro here = runtime.scheduler("here").spawn("c", self -> self.receive());
        Coro there = runtime.scheduler("there").spawn("c", self -> self.receive());
        runtime.scheduler("here").terminate();
        assertFalse(here.alive());
        assertTrue(there.alive());
        there.send("fine");
        assertEquals("fine", there.value(SOON));
    }

    @CoroTest
    void refusesNegativeAndNullTimes(Scheduler coros) {
        assertThrows(IllegalArgumentException.class, () -> coros.tryJoin(millis(-1)));
        assertThrows(NullPointerException.class, () -> coros.tryJoin(null));
    }

    @CoroTest
    @DisplayName("closing the runtime ends every coroutine, with a reason")
    void shouldEndAllWhenClosed(CoroRuntime runtime) {
        Coro waiting = runtime.scheduler("one").spawn("waiting", self -> self.receive());
        Coro asleep = runtime.scheduler("two").spawn("asleep", self -> self.sleep(seconds(100)));
        runtime.close();
        for (Coro c : List.of(waiting, asleep)) {
            assertFalse(c.alive());
            assertFalse(c.tryJoin(Duration.ZERO).orElseThrow().normal());
        }
        runtime.close();
    }
}
