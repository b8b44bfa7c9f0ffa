package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.WrongCoroutineException;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ReentrantCoroLock;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("ReentrantLock")
class ReentrantLockTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @CoroTest
    @DisplayName("N54, C04: taken twice, it is free after two releases")
    void shouldBeReleasedAsOftenAsAcquired(Scheduler coros, Locks locks, VirtualTime time) {
        ReentrantCoroLock lock = locks.reentrantLock();
        Coro owner = coros.spawn("owner", self -> {
            var seen = new ArrayList<Integer>();
            seen.add(lock.holds());
            lock.acquire();
            assertEquals(true, lock.tryAcquire(Duration.ZERO));
            seen.add(lock.holds());
            lock.release();
            seen.add(lock.holds());
            self.sleep(SECOND);
            lock.release();
            seen.add(lock.holds());
            return seen;
        });
        Coro other = coros.spawn("other", self -> {
            lock.acquire();
            return List.of(time.elapsed(), lock.holds());
        });
        time.advance(SECOND);
        assertEquals(List.of(0, 2, 1, 0), owner.value(Duration.ZERO));
        assertEquals(List.of(SECOND, 1), other.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("N54, C04: a release by somebody else, or of a free lock, is refused in the same way")
    void refusesReleaseByStrangers(Scheduler coros, Locks locks, VirtualTime time) {
        ReentrantCoroLock lock = locks.reentrantLock();
        Coro whenFree = coros.spawn("when free", self -> {
            return assertThrows(WrongCoroutineException.class, lock::release).getMessage();
        });
        Coro owner = coros.spawn("owner", self -> {
            lock.acquire();
            return self.suspend();
        });
        Coro whenHeld = coros.spawn("when held", self -> {
            assertEquals(0, lock.holds());
            return assertThrows(WrongCoroutineException.class, lock::release).getMessage();
        });
        time.settle();
        assertEquals("the re-entrant lock is not held by " + whenFree + ", it is free", whenFree.value(Duration.ZERO));
        assertEquals(
                "the re-entrant lock is not held by " + whenHeld + " but by " + owner, whenHeld.value(Duration.ZERO));
        assertEquals(0, lock.holds(), "by a plain thread");
        assertThrows(WrongCoroutineException.class, lock::release);
    }

    @CoroTest
    @DisplayName("C03: waiters are served in order")
    void shouldServeInOrder(Scheduler coros, Locks locks, VirtualTime time) {
        ReentrantCoroLock lock = locks.reentrantLock();
        var order = new CopyOnWriteArrayList<Integer>();
        for (int i = 0; i < 4; i++) {
            int me = i;
            coros.spawn("c" + i, self -> {
                lock.acquire();
                lock.acquire();
                order.add(me);
                self.yield();
                lock.release();
                self.yield();
                order.add(me);
                lock.release();
                return null;
            });
        }
        time.settle();
        assertEquals(List.of(0, 0, 1, 1, 2, 2, 3, 3), order);
    }

    @CoroTest
    @DisplayName("C11: however deep the dead held it, it is free")
    void shouldReleaseWhatTheDeadHeld(Scheduler coros, Locks locks, VirtualTime time) {
        ReentrantCoroLock lock = locks.reentrantLock();
        coros.spawn("dies", self -> {
            for (int i = 0; i < 3; i++) lock.acquire();
            throw new IllegalStateException("on purpose");
        });
        Coro next = coros.spawn("next", self -> lock.tryAcquire(SECOND));
        time.settle();
        assertEquals(true, next.value(Duration.ZERO));
        assertFalse(lock.held());
    }
}
