package com.acme.coro.core;

import static com.acme.coro.core.Soon.SECOND;
import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.allHadATurn;
import static com.acme.coro.core.Soon.millis;
import static com.acme.coro.core.Soon.seconds;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Bounded mailboxes and deliver")
class BoundedMailboxTest {
    /** One that holds at most {@code bound} messages and receives what it is told to when resumed. */
    private static Coro bounded(Scheduler coros, int bound) {
        Coro c = coros.spawn(Spawn.named("bounded").bound(bound), self -> {
            var got = new ArrayList<Object>();
            while (true) {
                if (self.suspend().equals("end")) return got;
                got.add(self.receive());
            }
        });
        allHadATurn(coros);
        return c;
    }

    private static Object end(Coro c) {
        Eventually.holds("suspended", () -> c.resume("end") != com.acme.coro.api.Resumed.NOT_SUSPENDED);
        return c.value(SOON);
    }

    @CoroTest
    @DisplayName("N29 send never waits: a full mailbox answers full")
    void shouldAnswerFullToSend(Scheduler coros, Refs refs) {
        Coro c = refs.ref(bounded(coros, 2));
        assertEquals(SendResult.ACCEPTED, c.send(1));
        assertEquals(SendResult.ACCEPTED, c.send(2));
        assertEquals(new SendResult.Full(2), c.send(3));
        c.resume("one");
        Eventually.holds("room for one more", () -> c.send(4).accepted());
        assertEquals(List.of(1), end(c));
    }

    @CoroTest
    @DisplayName("N29 deliver waits for room, and those who wait get it in order")
    void shouldDeliverInOrderWhenThereIsRoom(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        var senders = new ArrayList<Coro>();
        for (int i = 1; i <= 3; i++) {
            int n = i;
            senders.add(coros.spawn("sender", self -> {
                self.sleep(millis(n));
                return c.deliver(n);
            }));
        }
        time.advance(SECOND);
        for (Coro s : senders) assertTrue(s.alive(), "waits for room");
        for (int i = 0; i < 4; i++) {
            c.resume("one");
            time.settle();
        }
        for (Coro s : senders) assertEquals(SendResult.ACCEPTED, s.value(SOON));
        assertEquals(List.of(0, 1, 2, 3), end(c));
    }

    @CoroTest
    @DisplayName("a newcomer's send does not overtake those who wait for room")
    void shouldNotOvertakeThoseWhoWait(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        Coro waiting = coros.spawn("waiting", self -> c.deliver(1));
        time.settle();
        c.resume("one");
        time.settle();
        assertEquals(new SendResult.Full(1), c.send(2));
        assertEquals(SendResult.ACCEPTED, waiting.value(SOON));
        c.resume("one");
        time.settle();
        assertEquals(List.of(0, 1), end(c));
    }

    @CoroTest
    @DisplayName("E03 a deliver whose time is up is withdrawn: its message never comes")
    void shouldWithdrawWhatTimedOut(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        Coro sender = coros.spawn(
                "sender", self -> List.of(c.deliver(1, seconds(2)) instanceof SendResult.Full, time.elapsed()));
        time.advance(seconds(3));
        assertEquals(List.of(true, seconds(2)), sender.value(SOON));
        c.resume("one");
        time.settle();
        assertEquals(SendResult.ACCEPTED, c.send(2));
        c.resume("one");
        time.settle();
        assertEquals(List.of(0, 2), end(c));
    }

    @CoroTest
    void shouldSayFullAtOnceToZeroTime(Scheduler coros, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        assertEquals(new SendResult.Full(1), c.deliver(1, Duration.ZERO));
        assertEquals(List.of(), end(c));
    }

    @CoroTest
    void shouldSayGoneToThoseWhoWaitWhenItEnds(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        Coro sender = coros.spawn("sender", self -> c.deliver(1));
        time.settle();
        c.terminate();
        time.settle();
        assertInstanceOf(SendResult.Gone.class, sender.value(SOON));
    }

    @CoroTest
    @DisplayName("A23 a sender that something is raised in while it waits for room withdraws its message")
    void shouldWithdrawTheMessageOfASenderThatIsRaised(Scheduler coros, VirtualTime time, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        Coro sender = refs.ref(coros.spawn("sender", self -> {
            assertThrows(IllegalStateException.class, () -> c.deliver(1));
            return self.receive();
        }));
        time.settle();
        sender.raise(new IllegalStateException("stop that"));
        time.settle();
        for (int i = 0; i < 2; i++) {
            c.resume("one");
            time.settle();
        }
        c.send(2);
        time.settle();
        sender.send("nothing else resumed this wait");
        assertEquals("nothing else resumed this wait", sender.value(SOON));
        assertEquals(List.of(0, 2), end(c));
    }

    @CoroTest
    void shouldBlockPlainThreadUntilThereIsRoom(Scheduler coros, Refs refs) {
        Coro c = refs.ref(bounded(coros, 1));
        c.send(0);
        var delivered = CompletableFuture.supplyAsync(() -> c.deliver(1));
        assertInstanceOf(SendResult.Full.class, c.deliver(2, millis(20)));
        c.resume("one");
        assertEquals(SendResult.ACCEPTED, delivered.join());
        assertEquals(List.of(0), end(c));
    }

    @CoroTest
    @DisplayName("refuses to wait for room in one's own mailbox, which nobody could make")
    void refusesToWaitForItself(Scheduler coros, Refs refs) {
        Coro c = coros.spawn(Spawn.named("c").bound(1), self -> {
            Coro me = refs.ref(self.coro());
            me.send(0);
            assertThrows(IllegalStateException.class, () -> me.deliver(1));
            return me.deliver(1, Duration.ZERO);
        });
        assertEquals(new SendResult.Full(1), c.value(SOON));
    }

    @CoroTest
    void shouldCountSelectivelySkippedMessagesAsWaiting(Scheduler coros, Coroutines all, Refs refs) {
        Coro c = refs.ref(coros.spawn(Spawn.named("c").bound(2), self -> self.receive(Integer.class)));
        c.send("a");
        c.send("b");
        assertEquals(new SendResult.Full(2), c.send("c"));
        assertEquals(2, all.status(c).orElseThrow().mailbox());
        c.terminate();
    }

    @CoroTest
    @DisplayName("a message that is being waited for needs no room")
    void shouldTakeWhatItWaitsForThoughFullOfOthers(Scheduler coros, Refs refs) {
        Coro c = refs.ref(coros.spawn(Spawn.named("c").bound(1), self -> self.receive(Integer.class)));
        c.send("a");
        allHadATurn(coros);
        assertEquals(new SendResult.Full(1), c.send("b"));
        assertEquals(SendResult.ACCEPTED, c.send(7));
        assertEquals(7, c.value(SOON));
    }

    @CoroTest
    @DisplayName("a bound can be taken away again; one below 1 is refused")
    void refusesABoundBelowOne(Scheduler coros) {
        Coro c = coros.spawn(
                Spawn.named("c").bound(1).bound(OptionalInt.empty()), self -> List.of(self.receive(), self.receive()));
        assertEquals(SendResult.ACCEPTED, c.send("a"));
        assertEquals(SendResult.ACCEPTED, c.send("b"));
        assertEquals(List.of("a", "b"), c.value(SOON));
        var e = assertThrows(
                IllegalArgumentException.class, () -> Spawn.named("c").bound(0));
        assertTrue(e.getMessage().contains("bound=0"), e.getMessage());
    }
}
