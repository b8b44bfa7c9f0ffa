package com.acme.coro.channel;

import static com.acme.coro.channel.Listeners.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroEvent.DeadLetter;
import com.acme.coro.api.Location;
import com.acme.coro.api.NameTakenException;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Events;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Channel")
class ChannelTest {
    @CoroTest
    @DisplayName("N57: what is sent reaches every mailbox in order, and none any more after unsubscribe")
    void shouldReachEverySubscriber(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel news = refs.ref(channels.create("news"));
        var one = new CopyOnWriteArrayList<Object>();
        var two = new CopyOnWriteArrayList<Object>();
        Coro first = listener(coros, one);
        Coro second = listener(coros, two);
        assertTrue(news.subscribe(first));
        assertTrue(news.subscribe(second));
        assertEquals(2, news.send("a"));
        assertEquals(2, news.send("b"));
        assertTrue(news.unsubscribe(first));
        assertEquals(1, news.send("c"));
        time.settle();
        assertEquals(List.of("a", "b"), one);
        assertEquals(List.of("a", "b", "c"), two);
    }

    @CoroTest
    @DisplayName("D03, D04: subscribing twice makes no difference, nor does unsubscribing who is not subscribed")
    void shouldSubscribeOnce(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel news = refs.ref(channels.create("news"));
        Channel more = channels.create("more");
        Coro listener = listener(coros, new CopyOnWriteArrayList<>());
        assertFalse(news.unsubscribe(listener));
        assertTrue(news.subscribe(listener));
        assertFalse(news.subscribe(listener));
        assertEquals(1, news.subscribers());
        assertEquals(1, news.send("once"));
        assertTrue(news.subscribe(more));
        assertFalse(news.subscribe(refs.ref(more)));
        assertEquals(2, news.subscribers());
        assertTrue(news.unsubscribe(listener));
        assertFalse(news.unsubscribe(listener));
        assertTrue(news.unsubscribe(refs.ref(more)));
        assertFalse(news.unsubscribe(more));
        assertEquals(0, news.subscribers());
        assertEquals(0, news.send("to nobody"));
        time.settle();
    }

    @CoroTest
    @DisplayName("N64, D07: a subscriber that has ended is removed, and the others are served")
    void shouldDropTheDead(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel news = refs.ref(channels.create("news"));
        var got = new CopyOnWriteArrayList<Object>();
        Coro dead = listener(coros, new CopyOnWriteArrayList<>());
        news.subscribe(dead);
        news.subscribe(listener(coros, got));
        time.settle();
        dead.terminate();
        time.settle();
        assertEquals(1, news.send("still"));
        assertEquals(1, news.deliver("here"));
        assertFalse(news.unsubscribe(dead));
        assertEquals(1, news.subscribers());
        time.settle();
        assertEquals(List.of("still", "here"), got);
    }

    @CoroTest
    @DisplayName("Subscribers that come and go while nobody sends do not pile up")
    void shouldForgetTheDeadWithoutMessages(Scheduler coros, Channels channels, VirtualTime time) {
        Channel quiet = channels.create("quiet");
        var all = new ArrayList<WeakReference<Coro>>();
        for (int i = 0; i < 500; i++) {
            all.add(new WeakReference<>(coros.spawn("c", self -> quiet.subscribe(self.coro()))));
            time.settle();
        }
        Eventually.holds("most are forgotten", () -> {
            System.gc();
            return all.stream().filter(c -> c.get() != null).count() < 200;
        });
        assertEquals(0, quiet.subscribers());
    }

    @CoroTest
    @DisplayName("A full mailbox misses what is sent: a dead letter with the reason")
    void shouldReportWhatFullMailboxesMiss(
            Scheduler coros, Channels channels, VirtualTime time, Events events, Refs refs) {
        Channel news = channels.create("news");
        Coro busy = refs.ref(coros.spawn(Spawn.named("busy").bound(2), self -> self.suspend()));
        news.subscribe(busy);
        time.settle();
        assertEquals(1, news.send("one"));
        assertEquals(1, news.send("two"));
        assertEquals(0, news.send("three"));
        DeadLetter missed = events.await(DeadLetter.class, d -> d.reason() == DeadLetter.Reason.FULL);
        assertEquals(busy, missed.coro());
        assertEquals("three", missed.message());
        assertEquals(1, news.subscribers(), "it stays subscribed");
    }

    @CoroTest
    @DisplayName("D12: a channel is found by its name; a name that is taken is refused, and the first one stays")
    void shouldBeFoundByName(Channels channels) {
        assertEquals(Optional.empty(), channels.locate("news"));
        Channel news = channels.create("news");
        assertEquals(Optional.of(news), channels.locate("news"));
        var e = assertThrows(NameTakenException.class, () -> channels.create("news"));
        assertEquals("news", e.name());
        assertThrows(NameTakenException.class, () -> channels.create("news", (c, m) -> Optional.of(m)));
        assertEquals(Optional.of(news), channels.locate("news"));
    }

    @CoroTest
    @DisplayName("D16: a closed channel reaches nobody, takes nobody, and its name is free")
    void shouldClose(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel news = refs.ref(channels.create("news"));
        var got = new CopyOnWriteArrayList<Object>();
        Coro listener = listener(coros, got);
        news.subscribe(listener);
        news.close();
        news.close();
        assertEquals(0, news.send("late"));
        assertEquals(0, news.deliver("late"));
        assertEquals(0, news.deliver("late", 1, Duration.ofHours(1)));
        assertEquals(0, news.subscribers());
        assertThrows(CoroClosedException.class, () -> news.subscribe(listener));
        assertThrows(CoroClosedException.class, () -> news.subscribe(channels.create("other")));
        assertFalse(news.unsubscribe(listener));
        assertEquals(Optional.empty(), channels.locate("news"));
        Channel again = channels.create("news");
        again.subscribe(listener);
        assertEquals(1, again.send("new"));
        news.close();
        assertEquals(Optional.of(again), channels.locate("news"), "closing the old one once more does not matter");
        time.settle();
        assertEquals(List.of("new"), got);
    }

    @CoroTest
    @DisplayName("D16: a channel that a coroutine made ends with it; a closed one is its coroutine's no more")
    void shouldEndWithItsCoroutine(Scheduler coros, Channels channels, VirtualTime time) {
        Coro owner = coros.spawn("owner", self -> {
            channels.create("mine");
            channels.create("short").close();
            channels.create("short");
            return self.suspend();
        });
        Channel bundles = channels.create("bundle's");
        time.settle();
        Channel mine = channels.locate("mine").orElseThrow();
        assertTrue(mine.subscribe(listener(coros, new CopyOnWriteArrayList<>())));
        owner.terminate();
        time.settle();
        assertEquals(Optional.empty(), channels.locate("mine"));
        assertEquals(Optional.empty(), channels.locate("short"));
        assertEquals(0, mine.send("late"));
        assertEquals(Optional.of(bundles), channels.locate("bundle's"));
    }

    @CoroTest
    @DisplayName("D01, D17: equal by name and place, printed as name@place, made with any name but an empty one")
    void shouldBeEqualByNameAndPlace(Channels channels, Refs refs) {
        Channel news = channels.create("news");
        Channel other = channels.create("other");
        assertEquals(news, refs.ref(news));
        assertEquals(refs.ref(news), news);
        assertEquals(news.hashCode(), refs.ref(news).hashCode());
        assertNotEquals(news, other);
        assertEquals("news", news.name());
        assertEquals(Location.LOCAL, news.location());
        assertEquals("news@localhost:0", news.toString());
        assertEquals("~ any name\n", channels.create("~ any name\n").name());
    }

    @CoroTest
    @DisplayName("Bad arguments are refused")
    void refusesBadArguments(Channels channels, Refs refs) {
        assertThrows(IllegalArgumentException.class, () -> channels.create(""));
        assertThrows(NullPointerException.class, () -> channels.create(null));
        assertThrows(NullPointerException.class, () -> channels.create("news", null));
        assertThrows(NullPointerException.class, () -> channels.locate(null));
        assertEquals(Optional.empty(), channels.locate("news"), "what was refused left nothing behind");
        Channel news = channels.create("news");
        assertThrows(NullPointerException.class, () -> news.send(null));
        assertThrows(NullPointerException.class, () -> news.deliver(null));
        assertThrows(NullPointerException.class, () -> news.deliver(null, 0, Duration.ZERO));
        assertThrows(NullPointerException.class, () -> news.deliver("m", 0, null));
        assertThrows(IllegalArgumentException.class, () -> news.deliver("m", -1, Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> news.deliver("m", 0, Duration.ofMillis(-1)));
        assertThrows(NullPointerException.class, () -> news.subscribe((Coro) null));
        assertThrows(NullPointerException.class, () -> news.subscribe((Channel) null));
        assertThrows(NullPointerException.class, () -> news.unsubscribe((Coro) null));
        assertThrows(NullPointerException.class, () -> news.unsubscribe((Channel) null));
        assertThrows(NullPointerException.class, () -> news.transform(null));
    }
}
