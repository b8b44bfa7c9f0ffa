package com.acme.coro.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Wait;
import com.acme.coro.api.sync.Event;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.core.Done;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Event")
class EventTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    @CoroTest
    @DisplayName("N55, C09: set and then cleared before the waiter runs, it was set for the waiter")
    void shouldBeSeenSetByThoseWhoWaited(Scheduler coros, Locks locks, VirtualTime time) {
        Event event = locks.event();
        Coro waiter = coros.spawn("waiter", self -> List.of(event.tryAwait(SECOND), event.isSet()));
        Coro setter = coros.spawn("setter", self -> {
            event.set();
            event.clear();
            return event.isSet();
        });
        time.settle();
        assertEquals(List.of(true, false), waiter.value(Duration.ZERO));
        assertEquals(false, setter.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C08: set wakes all, in the order in which they came")
    void shouldWakeAll(Scheduler coros, Locks locks, VirtualTime time) {
        Event event = locks.event();
        var woken = new CopyOnWriteArrayList<Integer>();
        for (int i = 0; i < 5; i++) {
            int me = i;
            coros.spawn("c" + i, self -> {
                event.await();
                return woken.add(me);
            });
        }
        time.settle();
        assertEquals(List.of(), woken);
        assertFalse(event.isSet());
        event.set();
        time.settle();
        assertEquals(List.of(0, 1, 2, 3, 4), woken);
        assertTrue(event.isSet());
    }

    @CoroTest
    @DisplayName("C09: it is awaited for a time, for no time, and not at all when it is set")
    void shouldBeAwaitedForAtMostATime(Scheduler coros, Locks locks, VirtualTime time) {
        Event event = locks.event();
        Coro c = coros.spawn("c", self -> {
            var got = new ArrayList<Object>();
            got.add(event.tryAwait(Duration.ZERO));
            got.add(event.tryAwait(SECOND));
            got.add(time.elapsed());
            event.set();
            got.add(event.tryAwait(Duration.ZERO));
            got.add(event.tryAwait(SECOND));
            event.await();
            got.add(time.elapsed());
            event.clear();
            got.add(event.tryAwait(SECOND));
            return got;
        });
        time.advance(Duration.ofSeconds(2));
        assertEquals(List.of(false, false, SECOND, true, true, SECOND, false), c.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("A plain thread blocks until it is set, and may be the one to set it")
    void shouldWorkWithPlainThreads(Scheduler coros, Locks locks) throws Exception {
        Event ping = locks.event();
        Event pong = locks.event();
        Coro c = coros.spawn("c", self -> {
            ping.await();
            pong.set();
            return null;
        });
        assertFalse(pong.tryAwait(Duration.ofMillis(5)));
        var blocked = CompletableFuture.supplyAsync(() -> {
            pong.await();
            return pong.tryAwait(Duration.ofSeconds(10));
        });
        ping.set();
        assertTrue(blocked.get(10, TimeUnit.SECONDS));
        assertTrue(c.tryJoin(Duration.ofSeconds(10)).isPresent());
    }

    @CoroTest
    @DisplayName("It is one of the things that first and all wait for")
    void shouldBeWaitedForAmongOthers(Scheduler coros, Locks locks, VirtualTime time) {
        Event red = locks.event();
        Event blue = locks.event();
        Coro first = coros.spawn("first", self -> {
            var before = Done.first(self, Wait.on(red), Wait.after(SECOND));
            var after = Done.first(self, Wait.message(), Wait.on(red), Wait.on(blue));
            return List.of(before, after, Done.first(self, Wait.on(red), Wait.on(blue)));
        });
        Coro all = coros.spawn("all", self -> self.all(Wait.on(red), Wait.after(SECOND), Wait.on(blue)));
        time.advance(Duration.ofSeconds(2));
        blue.set();
        time.settle();
        assertEquals(List.of(new Done(1, SECOND), new Done(2, true), new Done(1, true)), first.value(Duration.ZERO));
        red.set();
        time.settle();
        assertEquals(List.of(true, SECOND, true), all.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("C12: a waiter that was terminated is forgotten; the others are woken")
    void shouldForgetTheTerminated(Scheduler coros, Locks locks, VirtualTime time) {
        Event event = locks.event();
        Coro gone = coros.spawn("gone", self -> event.tryAwait(SECOND));
        Coro stays = coros.spawn("stays", self -> event.tryAwait(SECOND));
        time.settle();
        gone.terminate();
        time.settle();
        event.set();
        time.settle();
        assertFalse(gone.join().normal());
        assertEquals(true, stays.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("Bad times are refused, also when it is set")
    void refusesBadTimes(Locks locks) {
        Event event = locks.event();
        event.set();
        assertThrows(IllegalArgumentException.class, () -> event.tryAwait(Duration.ofMillis(-1)));
        assertThrows(NullPointerException.class, () -> event.tryAwait(null));
    }
}
