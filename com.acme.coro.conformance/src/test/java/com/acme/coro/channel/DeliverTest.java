package com.acme.coro.channel;

import static com.acme.coro.channel.Listeners.listener;
import static com.acme.coro.channel.Listeners.slow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Deliver on a channel")
class DeliverTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration HOUR = Duration.ofHours(1);

    @CoroTest
    @DisplayName("D08, D10: it reaches who is there, and with nobody there returns 0 at once")
    void shouldDeliverToAll(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = refs.ref(channels.create("c"));
        assertEquals(0, c.deliver("to nobody"));
        assertEquals(0, c.deliver("to nobody", 0, HOUR));
        var got = new CopyOnWriteArrayList<Object>();
        for (int i = 0; i < 3; i++) c.subscribe(listener(coros, got));
        assertEquals(3, c.deliver("all"));
        assertEquals(3, c.deliver("all", 1, Duration.ZERO), "may be more than n");
        time.settle();
        assertEquals(6, got.size());
    }

    @CoroTest
    @DisplayName("D08: with n it waits for so many subscribers, coroutines and channels")
    void shouldWaitForSubscribers(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = refs.ref(channels.create("c"));
        Channel below = channels.create("below");
        var got = new CopyOnWriteArrayList<Object>();
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m", 3, HOUR) + " at " + time.elapsed());
        for (int i = 0; i < 2; i++) {
            time.advance(SECOND);
            c.subscribe(listener(coros, got));
        }
        time.advance(SECOND);
        assertTrue(publisher.alive());
        assertEquals(List.of(), got);
        below.subscribe(listener(coros, got));
        c.subscribe(refs.ref(below));
        time.settle();
        assertEquals("3 at PT3S", publisher.value(Duration.ZERO));
        assertEquals(List.of("m", "m", "m"), got);
    }

    @CoroTest
    @DisplayName("D08: too few subscribers in time: 0, and nothing was sent")
    void shouldNotSendWithTooFew(Scheduler coros, Channels channels, VirtualTime time) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        c.subscribe(listener(coros, got));
        Coro publisher = coros.spawn("publisher", self -> {
            return List.of(c.deliver("at once", 2, Duration.ZERO), c.deliver("m", 2, SECOND), time.elapsed());
        });
        time.advance(SECOND);
        assertEquals(List.of(0, 0, SECOND), publisher.value(Duration.ZERO));
        assertEquals(List.of(), got);
    }

    @CoroTest
    @DisplayName("D08: those who have ended do not count")
    void shouldNotCountTheDead(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = channels.create("c");
        Coro dead = refs.ref(coros.spawn("dead", self -> self.receive()));
        c.subscribe(dead);
        dead.send("the end");
        time.settle();
        assertFalse(dead.alive());
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m", 1, HOUR));
        time.settle();
        assertTrue(publisher.alive());
        c.subscribe(refs.ref(listener(coros, new CopyOnWriteArrayList<>())));
        time.settle();
        assertEquals(1, publisher.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("D16: closing the channel ends the wait for subscribers")
    void shouldEndTheWaitWhenClosed(Scheduler coros, Channels channels, VirtualTime time) {
        Channel c = channels.create("c");
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m", 1, HOUR));
        time.settle();
        c.close();
        time.settle();
        assertEquals(0, publisher.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("D08: a plain thread blocks")
    void shouldBlockPlainThreads(Scheduler coros, Channels channels) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        assertEquals(0, c.deliver("m", 1, Duration.ofMillis(5)));
        coros.spawn("late", self -> {
            self.sleep(Duration.ofMillis(10));
            return c.subscribe(listener(coros, got));
        });
        assertEquals(1, c.deliver("m", 1, Duration.ofSeconds(10)));
    }

    @CoroTest
    @DisplayName("D09: without n it waits for room in every mailbox, whichever has it first")
    void shouldWaitForRoomInAll(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = channels.create("c");
        var one = new CopyOnWriteArrayList<Object>();
        var two = new CopyOnWriteArrayList<Object>();
        Coro first = refs.ref(slow(coros, one));
        Coro second = refs.ref(slow(coros, two));
        c.subscribe(first);
        c.subscribe(second);
        c.subscribe(refs.ref(listener(coros, new CopyOnWriteArrayList<>())));
        assertEquals(3, c.deliver("fill"));
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m"));
        time.advance(HOUR);
        second.resume("take one");
        time.settle();
        second.resume("take another");
        time.settle();
        assertEquals(List.of("fill", "m"), two, "not held up by the one before it");
        assertTrue(publisher.alive());
        first.resume("take one");
        time.settle();
        assertEquals(3, publisher.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("D09: with a time it returns how many took it by then; the rest missed it")
    void shouldStopWhenTheTimeIsUp(Scheduler coros, Channels channels, VirtualTime time, Events events, Refs refs) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        var all = new ArrayList<Coro>();
        for (int i = 0; i < 3; i++) {
            Coro slow = refs.ref(slow(coros, got));
            all.add(slow);
            c.subscribe(slow);
        }
        assertEquals(3, c.deliver("fill"));
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m", 0, SECOND) + " at " + time.elapsed());
        time.settle();
        all.get(1).resume("take one");
        time.advance(SECOND);
        assertEquals("1 at PT1S", publisher.value(Duration.ZERO));
        for (int i = 0; i < 2; i++) {
            for (Coro each : all) each.resume("take one");
            time.settle();
        }
        assertEquals(1, got.stream().filter("m"::equals).count(), "not put in later");
        events.await(DeadLetter.class, d -> d.coro().equals(all.get(0)) && d.reason() == DeadLetter.Reason.FULL);
        events.await(DeadLetter.class, d -> d.coro().equals(all.get(2)) && d.reason() == DeadLetter.Reason.FULL);
    }

    @CoroTest
    @DisplayName("D09: one full mailbox among many: the time is up for it alone")
    void shouldWaitForOne(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        Coro slow = refs.ref(slow(coros, got));
        c.subscribe(slow);
        c.subscribe(refs.ref(listener(coros, new CopyOnWriteArrayList<>())));
        assertEquals(2, c.deliver("fill"));
        assertEquals(1, c.deliver("no time", 0, Duration.ZERO));
        Coro impatient = coros.spawn("impatient", self -> c.deliver("late", 0, SECOND));
        time.advance(SECOND);
        assertEquals(1, impatient.value(Duration.ZERO));
        Coro patient = coros.spawn("patient", self -> c.deliver("m", 0, SECOND));
        time.settle();
        slow.resume("take one");
        time.settle();
        assertEquals(2, patient.value(Duration.ZERO));
    }

    @CoroTest
    @DisplayName("D09: with n it returns when n took it, and the rest goes on for the rest of the time")
    void shouldReturnAfterN(Scheduler coros, Channels channels, VirtualTime time, Events events, Refs refs) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        var late = new CopyOnWriteArrayList<Object>();
        var never = new CopyOnWriteArrayList<Object>();
        Coro first = refs.ref(slow(coros, got));
        Coro second = refs.ref(slow(coros, late));
        Coro third = refs.ref(slow(coros, never));
        for (Coro each : List.of(first, second, third)) c.subscribe(each);
        assertEquals(3, c.deliver("fill", 3, SECOND));
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m", 1, Duration.ofSeconds(10)));
        time.advance(SECOND);
        assertTrue(publisher.alive());
        first.resume("take one");
        time.settle();
        assertEquals(1, publisher.value(Duration.ZERO));
        second.resume("take one");
        time.settle();
        second.resume("take another");
        time.settle();
        assertEquals(List.of("fill", "m"), late);
        time.advance(Duration.ofSeconds(9));
        for (int i = 0; i < 2; i++) {
            third.resume("take one");
            time.settle();
        }
        assertEquals(List.of("fill"), never);
        events.await(DeadLetter.class, d -> d.coro().equals(third) && d.reason() == DeadLetter.Reason.FULL);
    }

    @CoroTest
    @DisplayName("D09: when n took it at once it does not wait, and the rest goes on")
    void shouldNotWaitWhenEnoughTookItAtOnce(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        Coro slow = refs.ref(slow(coros, got));
        c.subscribe(slow);
        c.subscribe(refs.ref(listener(coros, new CopyOnWriteArrayList<>())));
        assertEquals(2, c.deliver("fill"));
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m", 1, HOUR));
        time.settle();
        assertEquals(1, publisher.value(Duration.ZERO));
        for (int i = 0; i < 2; i++) {
            slow.resume("take one");
            time.settle();
        }
        assertEquals(List.of("fill", "m"), got);
    }

    @CoroTest
    @DisplayName("D11: a subscriber that ends while room in its mailbox is waited for is not counted")
    void shouldNotWaitForTheDead(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        Coro one = refs.ref(slow(coros, got));
        Coro two = refs.ref(slow(coros, got));
        c.subscribe(one);
        c.subscribe(two);
        assertEquals(2, c.deliver("fill"));
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m"));
        time.settle();
        one.terminate();
        time.settle();
        assertTrue(publisher.alive());
        two.terminate();
        time.settle();
        assertEquals(0, publisher.value(Duration.ZERO));
        assertEquals(0, c.subscribers());
    }

    @CoroTest
    @DisplayName("A23: a delivery whose coroutine is terminated or raised in is withdrawn where there was no room yet")
    void shouldWithdraw(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel c = channels.create("c");
        var got = new CopyOnWriteArrayList<Object>();
        var all = new ArrayList<Coro>();
        for (int i = 0; i < 2; i++) {
            Coro slow = refs.ref(slow(coros, got));
            all.add(slow);
            c.subscribe(slow);
        }
        assertEquals(2, c.deliver("fill"));
        Coro publisher = coros.spawn("publisher", self -> c.deliver("m"));
        Coro waits = coros.spawn("waits", self -> c.deliver("m", 3, HOUR));
        time.settle();
        publisher.terminate("enough");
        waits.raise(new IllegalStateException("enough"));
        time.settle();
        assertEquals(
                new Outcome.Terminated("enough"),
                publisher.tryJoin(Duration.ZERO).orElseThrow());
        assertFalse(waits.tryJoin(Duration.ZERO).orElseThrow().normal());
        for (int i = 0; i < 2; i++) {
            for (Coro each : all) each.resume("take one");
            time.settle();
        }
        assertEquals(List.of("fill", "fill"), got);
        assertFalse(waits.alive());
    }

    @CoroTest
    @DisplayName(
            "A subscriber that delivers with its own mailbox full misses its own message, and does not wait for itself")
    void shouldNotWaitForItself(Scheduler coros, Channels channels, VirtualTime time, Events events) {
        Channel c = channels.create("c");
        Coro self = coros.spawn(Spawn.named("selfish").bound(1), me -> {
            c.subscribe(me.coro());
            return List.of(c.deliver("first"), c.deliver("second"), me.receive());
        });
        time.settle();
        assertEquals(List.of(1, 0, "first"), self.value(Duration.ZERO));
        events.await(DeadLetter.class, d -> d.reason() == DeadLetter.Reason.FULL);
    }

    @CoroTest
    @DisplayName("Everybody gets every message once, and those of one sender in order, among schedulers and with little"
            + " room")
    void shouldDeliverOnceAndInOrder(CoroRuntime runtime) {
        Channel c = runtime.channels().create("busy");
        var schedulers = List.of("default", "one", "two");
        int each = 150;
        record Numbered(String from, int n) {}
        var subscribers = new ArrayList<Coro>();
        for (int i = 0; i < 9; i++) {
            var spawn = Spawn.named("subscriber").bound(1 + i % 3);
            Coro subscriber = runtime.scheduler(schedulers.get(i % 3)).spawn(spawn, self -> {
                var next = new HashMap<String, Integer>();
                for (int k = 0; k < each * 3; k++) {
                    var m = (Numbered) self.receive();
                    assertEquals(next.getOrDefault(m.from(), 0), m.n());
                    next.put(m.from(), m.n() + 1);
                }
                return next.values().stream().mapToInt(n -> n).sum();
            });
            c.subscribe(subscriber);
            subscribers.add(subscriber);
        }
        var publishers = new ArrayList<Coro>();
        for (String name : schedulers) {
            publishers.add(runtime.scheduler(name).spawn("publisher", self -> {
                int took = 0;
                for (int k = 0; k < each; k++) took += c.deliver(new Numbered(name, k));
                return took;
            }));
        }
        for (Coro publisher : publishers) assertEquals(9 * each, publisher.value(Duration.ofSeconds(30)));
        for (Coro subscriber : subscribers) assertEquals(3 * each, subscriber.value(Duration.ofSeconds(10)));
    }

    @CoroTest
    @DisplayName("An overflowing time means: as long as it takes")
    void shouldTakeOverflowingTimes(Scheduler coros, Channels channels, VirtualTime time) {
        Channel c = channels.create("c");
        Coro publisher =
                coros.spawn("publisher", self -> c.deliver("m", 1, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999)));
        time.advance(Duration.ofDays(1));
        c.subscribe(listener(coros, new CopyOnWriteArrayList<>()));
        time.settle();
        assertEquals(Optional.of(new Outcome.Returned(1)), publisher.tryJoin(Duration.ZERO));
    }
}
