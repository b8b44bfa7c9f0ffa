package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.sync.AsyncThreadPool;
import com.acme.coro.api.sync.CoroLock;
import com.acme.coro.api.sync.CoroSemaphore;
import com.acme.coro.api.sync.Event;
import com.acme.coro.api.sync.Locks;
import com.acme.coro.api.sync.ThreadPools;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import com.acme.coro.testkit.VirtualTime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.io.TempDir;

/** The guide's snippets on locks, channels, thread pools and what blocks a scheduler. */
class SharingTest {
    @CoroTest
    void shouldKeepOthersOutAcrossWaits(Scheduler coros, Locks locks, VirtualTime time) {
        List<String> written = new ArrayList<>();
        // snippet: lock
        CoroLock pen = locks.lock();
        for (String writer : List.of("ada", "ben")) {
            coros.spawn(writer, self -> {
                pen.acquire(); // in the order in which they asked
                try {
                    written.add(writer + " begins");
                    self.sleep(Duration.ofSeconds(1)); // others run here, and do not get the pen
                    written.add(writer + " ends");
                } finally {
                    pen.release();
                }
                return null;
            });
        }
        // end
        time.advance(Duration.ofSeconds(2));
        assertEquals(List.of("ada begins", "ada ends", "ben begins", "ben ends"), written);
    }

    @CoroTest
    void shouldHaveEventsAndSemaphores(Scheduler coros, Locks locks, VirtualTime time) {
        // snippet: event
        Event open = locks.event();
        CoroSemaphore seats = locks.semaphore(2);
        Coro guest = coros.spawn("guest", self -> {
            open.await(); // until somebody calls open.set()
            return seats.tryAcquire(Duration.ofMinutes(5)); // false if there was no seat in time
        });
        // end
        time.settle();
        assertTrue(guest.alive());
        open.set();
        time.settle();
        assertEquals(true, guest.value());
    }

    @CoroTest
    void shouldLocateAChannelByItsName(Scheduler coros, Channels channels) {
        // snippet: locate-channel
        Coro listener = coros.spawn("listener", self -> {
            Channel news = channels.locate("news", Duration.ofSeconds(5)); // waits until it is made
            news.subscribe(self.coro());
            return self.receive();
        });
        Coro announcer = coros.spawn("announcer", self -> {
            Channel news = channels.create("news");
            return news.deliver("it rains", 1, Duration.ofSeconds(5));
        });
        // end
        assertEquals("it rains", listener.value());
        assertEquals(1, announcer.value());
    }

    @CoroTest
    void shouldChangeAndDropMessages(Scheduler coros, Channels channels) {
        // snippet: transform
        Channel shouts = channels.create(
                "shouts",
                (channel, message) -> message instanceof String s && !s.isBlank()
                        ? Optional.of(s.toUpperCase(Locale.ROOT))
                        : Optional.empty()); // dropped
        // end
        Coro ear = coros.spawn("ear", self -> self.receive());
        shouts.subscribe(ear);
        // snippet: channel-send
        int reached = shouts.send("hello"); // 1: how many mailboxes took it
        int nobody = shouts.send("  "); // 0
        // end
        assertEquals(1, reached);
        assertEquals(0, nobody);
        assertEquals("HELLO", ear.value());
    }

    @CoroTest
    void shouldCallWhatBlocksOnAThreadOfAPool(Scheduler coros, ThreadPools pools, @TempDir Path folder)
            throws Exception {
        Path path = Files.writeString(folder.resolve("note"), "buy milk");
        // snippet: pool
        AsyncThreadPool pool = pools.open("files", 4); // at most four calls at a time
        Coro reader = coros.spawn("reader", self -> pool.call(() -> Files.readString(path), Duration.ofSeconds(10)));
        // end
        assertEquals("buy milk", reader.value());
        pool.close();
    }

    @CoroTest(longTurn = "PT0.02S")
    void shouldNameWhoKeepsTheTurn(Scheduler coros, CoroRuntime runtime) {
        var named = new AtomicReference<String>();
        // snippet: listener
        CoroListener watch = event -> {
            if (event instanceof CoroEvent.LongTurn turn) {
                named.set(turn.coro().name() + " has run since "
                        + turn.lasting().toMillis() + " ms, at " + turn.stack().get(0));
            }
        };
        // end
        var listening = runtime.listen(watch);
        var release = new CountDownLatch(1);
        Coro hog = coros.spawn("hog", self -> {
            release.await(); // blocks the scheduler: this is not one of our waits
            return null;
        });
        Coro victim = coros.spawn("victim", self -> "at last");
        Eventually.holds(
                "the hog is named", () -> named.get() != null && named.get().startsWith("hog has run since "));
        assertTrue(victim.alive(), "nobody else runs meanwhile");
        release.countDown();
        assertEquals("at last", victim.value());
        assertFalse(hog.join().toString().isEmpty());
        listening.close();
    }

    @CoroTest
    void shouldSendFromOneSchedulerToAnother(CoroRuntime runtime) {
        Scheduler coros = runtime.scheduler("default");
        Scheduler crunch = runtime.scheduler("crunch");
        // snippet: schedulers
        Coro cruncher = crunch.spawn("cruncher", self -> {
            Integer n = self.receive(Integer.class);
            return n * n; // may take long: only the coroutines of "crunch" wait
        });
        Coro asker = coros.spawn("asker", self -> {
            cruncher.send(12);
            return cruncher.value(); // suspends the asker; its scheduler goes on
        });
        // end
        assertEquals(144, asker.value());
    }
}
