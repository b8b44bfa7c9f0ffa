package com.acme.coro.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.CoroRuntime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Virtual time")
class VirtualTimeTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @CoroTest
    @DisplayName("the example of the package's documentation")
    void shouldTickThreeTimes(Scheduler coros, VirtualTime time, Refs refs) {
        List<Duration> ticks = new ArrayList<>();
        Coro clock = refs.ref(coros.spawn("clock", self -> {
            for (int i = 0; i < 3; i++) {
                self.sleep(Duration.ofSeconds(1));
                ticks.add(time.elapsed());
            }
            return null;
        }));

        time.advance(Duration.ofSeconds(3));

        assertEquals(new Outcome.Returned(null), clock.join());
        assertEquals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(3)), ticks);
    }

    @CoroTest
    void shouldStandStillByItself(Scheduler coros, VirtualTime time) {
        Coro sleeper = coros.spawn("sleeper", self -> self.sleep(Duration.ofNanos(1)));
        time.settle();
        assertTrue(sleeper.alive());
        assertEquals(Duration.ZERO, time.elapsed());
        time.advance(Duration.ofNanos(1));
        assertFalse(sleeper.alive());
    }

    @CoroTest
    @DisplayName("a scheduler's thread that gets up for nothing does not make time skip what others wait for")
    void shouldStopAtEachTimeThoughThreadsGetUpForNothing(Scheduler coros, VirtualTime time) throws Exception {
        var enough = new AtomicBoolean();
        var nagging = new Thread(() -> nag(enough), "nagging");
        nagging.start();
        List<Duration> ticks = new ArrayList<>();
        coros.spawn("clock", self -> {
            while (true) {
                self.sleep(SECOND);
                ticks.add(time.elapsed());
            }
        });
        for (int i = 0; i < 200; i++) time.advance(SECOND.multipliedBy(5));
        enough.set(true);
        nagging.join();

        assertEquals(
                IntStream.rangeClosed(1, 1000).mapToObj(SECOND::multipliedBy).toList(), ticks);
    }

    private static void nag(AtomicBoolean enough) {
        while (!enough.get()) {
            for (Thread t : Thread.getAllStackTraces().keySet()) {
                if (t.getName().startsWith("coro-default")) LockSupport.unpark(t);
            }
        }
    }

    @CoroTest
    @DisplayName("many coroutines on several schedulers that wake one another are in step at each time")
    void shouldKeepSchedulersInStep(CoroRuntime runtime, VirtualTime time) {
        int[] wrong = new int[1];
        for (int i = 0; i < 3; i++) {
            Scheduler coros = runtime.scheduler("s" + i);
            Scheduler next = runtime.scheduler("s" + (i + 1) % 3);
            coros.spawn("c", self -> {
                for (int n = 1; n <= 100; n++) {
                    self.sleep(SECOND);
                    var expected = SECOND.multipliedBy(n);
                    Coro helper = next.spawn("helper", s -> time.elapsed());
                    if (!helper.value().equals(expected) || !time.elapsed().equals(expected)) wrong[0]++;
                }
                return null;
            });
        }
        time.advance(SECOND.multipliedBy(100));
        assertTrue(
                runtime.coroutines().all().isEmpty(), () -> runtime.coroutines().dump(false));
        assertEquals(0, wrong[0]);
    }

    @CoroTest
    @DisplayName("a plain thread that waits is woken at its time, and its next wait is seen")
    void shouldWakePlainThreads(Scheduler coros, VirtualTime time) throws Exception {
        Coro never = coros.spawn("never", self -> self.receive());
        var woken = new ArrayList<Duration>();
        time.during(() -> {
            for (int i = 0; i < 3; i++) {
                assertTrue(never.tryJoin(SECOND).isEmpty());
                woken.add(time.elapsed());
            }
            return null;
        });
        assertEquals(List.of(SECOND, SECOND.multipliedBy(2), SECOND.multipliedBy(3)), woken);
        never.terminate();
    }

    @CoroTest
    void shouldThrowWhatTheCallThrows(Scheduler coros, VirtualTime time) {
        assertThrows(
                UnsupportedOperationException.class,
                () -> time.during(() -> {
                    throw new UnsupportedOperationException();
                }));
    }

    @CoroTest
    void refusesACallThatWaitsInVain(Scheduler coros, VirtualTime time) {
        Coro never = coros.spawn("the culprit", self -> self.receive());
        var e = assertThrows(IllegalStateException.class, () -> time.during(() -> never.join()));
        assertTrue(e.getMessage().contains("the culprit"), e.getMessage());
        never.send("go");
    }

    @CoroTest
    void refusesToBeMovedByACoroutine(Scheduler coros, VirtualTime time) {
        Coro c = coros.spawn("c", self -> {
            assertThrows(IllegalStateException.class, () -> time.advance(SECOND));
            return "refused";
        });
        assertEquals("refused", c.value());
    }

    @CoroTest
    void refusesToGoBack(VirtualTime time) {
        assertThrows(IllegalArgumentException.class, () -> time.advance(SECOND.negated()));
    }

    @Test
    void shouldRepeatItsRandomNumbers() {
        var one = new VirtualTime(42);
        var other = new VirtualTime(42);
        for (int i = 0; i < 10; i++) assertEquals(one.random(), other.random());
        assertTrue(one.toString().contains("42"), one.toString());
    }

    @Test
    @DisplayName("a park whose time has come, or that was unparked before, returns at once")
    void shouldNotParkInVain() throws Exception {
        var time = new VirtualTime();
        time.parkUntil(time.nanos());
        java.util.concurrent.locks.LockSupport.unpark(Thread.currentThread());
        time.parkUntil(time.nanos() + SECOND.toNanos());

        var parked = new CountDownLatch(1);
        var returned = new AtomicBoolean();
        var thread = new Thread(() -> {
            long deadline = time.nanos() + SECOND.toNanos();
            parked.countDown();
            while (deadline - time.nanos() > 0) time.parkUntil(deadline);
            returned.set(true);
        });
        thread.start();
        parked.await();
        while (!returned.get()) time.advance(SECOND);
        thread.join();
    }
}
