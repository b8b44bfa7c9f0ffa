package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Resumed;
import com.acme.coro.api.Scheduler;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Suspend, sleep and resume")
class SuspendTest {
    @CoroTest
    @DisplayName("A30 resume wakes one that is suspended, with a value, and says so")
    void shouldWakeWithAValue(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.suspend()));
        allHadATurn(coros);
        assertEquals(Resumed.WOKEN, c.resume("x"));
        assertEquals("x", c.value(SOON));
        assertEquals(Resumed.GONE, c.resume("x"));
    }

    @CoroTest
    @DisplayName("A30 a resume that comes before the suspend is not remembered")
    void shouldNotRememberAResume(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> {
            self.receive();
            return self.sleep(seconds(5));
        }));
        time.settle();
        assertEquals(Resumed.NOT_SUSPENDED, c.resume("too early"));
        c.send("now suspend");
        time.advance(seconds(5));
        assertEquals(Optional.empty(), c.value(SOON));
    }

    @CoroTest
    @DisplayName("A30 only the first of two resumes wakes it")
    void shouldBeWokenOnce(Scheduler coros) {
        Coro c = coros.spawn("c", self -> self.suspend());
        Coro waker = coros.spawn("waker", self -> List.of(c.resume(1), c.resume(2)));
        assertEquals(List.of(Resumed.WOKEN, Resumed.NOT_SUSPENDED), waker.value(SOON));
        assertEquals(1, c.value(SOON));
    }

    @CoroTest
    @DisplayName("N4 A31 a sleeper that is resumed after 1 s of 10 goes on with the value, and no timer fires later")
    void shouldCancelTheTimerOfAResumedSleeper(Scheduler coros, VirtualTime time, Refs refs) {
        var log = new ArrayList<Object>();
        Coro c = refs.ref(coros.spawn("c", self -> {
            log.add(self.sleep(seconds(10)).orElse("a"));
            log.add(time.elapsed());
            log.add(self.sleep(seconds(20)).orElse("b"));
            log.add(time.elapsed());
            return log;
        }));
        coros.spawn("waker", self -> {
            self.sleep(SECOND);
            return c.resume("x");
        });
        time.advance(seconds(60));
        assertEquals(List.of("x", SECOND, "b", seconds(21)), c.value(SOON));
    }

    @CoroTest
    @DisplayName("N5 A29 a time of zero gives the alarm value after giving way once")
    void shouldGiveWayOnceForZero(Scheduler coros) {
        var log = new ArrayList<String>();
        Coro c = coros.spawn("c", self -> {
            coros.spawn("other", s -> log.add("other"));
            log.add((String) self.sleep(Duration.ZERO).orElse("a"));
            return self.sleep(Duration.ZERO);
        });
        assertEquals(Optional.empty(), c.value(SOON));
        assertEquals(List.of("other", "a"), log);
    }

    @CoroTest
    @DisplayName("N5 A29 a negative time is refused, and does not wait")
    void refusesNegativeTimes(Scheduler coros) {
        Coro c = coros.spawn("c", self -> {
            var e = assertThrows(IllegalArgumentException.class, () -> self.sleep(millis(-1)));
            assertTrue(e.getMessage().contains("-0.001"), e.getMessage());
            assertThrows(IllegalArgumentException.class, () -> self.sleep(millis(-1)));
            assertThrows(NullPointerException.class, () -> self.sleep(null));
            return "refused";
        });
        assertEquals("refused", c.value(SOON));
        assertThrows(NullPointerException.class, () -> c.resume(null));
    }

    @CoroTest
    @DisplayName("A29 sleep and suspend with a time are the same call")
    void shouldWakeASleeperWithAValue(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> self.sleep(seconds(100))));
        allHadATurn(coros);
        assertEquals(Resumed.WOKEN, c.resume("early"));
        assertEquals(Optional.of("early"), c.value(SOON));
    }

    @CoroTest
    @DisplayName("a message does not wake one that is suspended")
    void shouldStaySuspendedWhenMessagesCome(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(coros.spawn("c", self -> List.of(self.sleep(seconds(2)), self.receive())));
        time.advance(SECOND);
        c.send("m");
        time.advance(SECOND);
        assertEquals(List.of(Optional.empty(), "m"), c.value(SOON));
    }

    @CoroTest
    @DisplayName("N2 yield lets every other that is ready run once")
    void shouldLetOthersRunAtYield(Scheduler coros) {
        var log = new ArrayList<String>();
        Coro c = coros.spawn("c", self -> {
            for (String name : List.of("a", "b")) {
                coros.spawn(name, s -> {
                    log.add(name + 1);
                    s.yield();
                    return log.add(name + 2);
                });
            }
            self.yield();
            log.add("c");
            return null;
        });
        c.tryJoin(SOON);
        coros.tryJoin(SOON);
        assertEquals(List.of("a1", "b1", "c", "a2", "b2"), log);
    }
}
