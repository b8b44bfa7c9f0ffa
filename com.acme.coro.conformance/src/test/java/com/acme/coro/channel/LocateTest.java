package com.acme.coro.channel;

import static com.acme.coro.channel.Listeners.listener;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroClosedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Refs;
import com.acme.coro.testkit.VirtualTime;
import java.time.Duration;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Channels: locate and publish")
class LocateTest {
    private static final Duration SOON = Duration.ofSeconds(10);

    @CoroTest
    @DisplayName("a channel that is there is located at once, one that is made later when it is made")
    void shouldWaitForAChannelThatIsMadeLater(Scheduler coros, Channels channels, VirtualTime time) {
        Coro reader = coros.spawn("reader", self -> {
            Channel news = channels.locate("news", Duration.ofSeconds(5));
            Duration waited = time.elapsed();
            assertEquals(news, channels.locate("news", Duration.ZERO));
            return List.of(news, waited);
        });
        Coro maker = coros.spawn("maker", self -> {
            self.sleep(Duration.ofSeconds(2));
            channels.create("other");
            channels.create("news");
            return self.receive();
        });
        time.advance(Duration.ofSeconds(3));
        Channel news = channels.locate("news").orElseThrow();
        assertEquals(List.of(news, Duration.ofSeconds(2)), reader.value(SOON));
        maker.terminate();
    }

    @CoroTest
    @DisplayName("all that wait for one channel get it, on plain threads too")
    void shouldGiveItToAllThatWait(Scheduler coros, Channels channels, VirtualTime time) throws Exception {
        Coro one = coros.spawn("one", self -> channels.locate("news", SOON));
        Coro two = coros.spawn("two", self -> channels.locate("news", SOON));
        var thread = CompletableFuture.supplyAsync(() -> channels.locate("news", Duration.ofHours(1)));
        time.settle();
        Channel news = channels.create("news");
        assertEquals(news, one.value(SOON));
        assertEquals(news, two.value(SOON));
        assertEquals(news, thread.get(10, TimeUnit.SECONDS));
    }

    @CoroTest
    @DisplayName("a channel that is not made in time is told by an exception, at once where there is no time")
    void shouldGiveUp(Scheduler coros, Channels channels, VirtualTime time) {
        Coro reader = coros.spawn("reader", self -> {
            assertThrows(CoroTimeoutException.class, () -> channels.locate("news", Duration.ZERO));
            assertEquals(Duration.ZERO, time.elapsed());
            var late = assertThrows(CoroTimeoutException.class, () -> channels.locate("news", Duration.ofSeconds(2)));
            return List.of(String.valueOf(late.getMessage()), time.elapsed());
        });
        time.advance(Duration.ofSeconds(2));
        assertEquals(List.of("no channel was made within PT2S: name=news", Duration.ofSeconds(2)), reader.value(SOON));
    }

    @CoroTest
    @DisplayName("one that waits can be terminated; the next that waits still gets the channel")
    void shouldEndTheWaitOfOneThatIsTerminated(Scheduler coros, Channels channels, VirtualTime time) {
        Coro first = coros.spawn("first", self -> channels.locate("news", Duration.ofHours(1)));
        Coro second = coros.spawn("second", self -> channels.locate("news", Duration.ofHours(1)));
        time.settle();
        first.terminate();
        assertInstanceOf(Outcome.Terminated.class, first.tryJoin(SOON).orElseThrow());
        Channel news = channels.create("news");
        assertEquals(news, second.value(SOON));
    }

    @CoroTest
    void refusesBadArguments(Channels channels) {
        assertThrows(IllegalArgumentException.class, () -> channels.locate("", SOON));
        assertThrows(IllegalArgumentException.class, () -> channels.locate("news", Duration.ofSeconds(-1)));
        assertThrows(NullPointerException.class, () -> channels.locate(null, SOON));
        assertThrows(NullPointerException.class, () -> channels.locate("news", null));
        assertThrows(NullPointerException.class, () -> channels.publish(null));
    }

    @CoroTest
    @DisplayName("without a framework publishing changes nothing, however often")
    void shouldPublishAnyReferenceToAChannelOfHere(Scheduler coros, Channels channels, VirtualTime time, Refs refs) {
        Channel news = channels.create("news");
        channels.publish(refs.ref(news));
        channels.publish(news);
        var got = new CopyOnWriteArrayList<Object>();
        news.subscribe(listener(coros, got));
        assertEquals(1, news.send("hello"));
        time.settle();
        assertEquals(List.of("hello"), got);
        news.close();
        assertTrue(channels.locate("news").isEmpty());
    }

    @CoroTest
    void refusesToPublishAClosedChannel(Channels channels, Refs refs) {
        Channel news = channels.create("news");
        news.close();
        var closed = assertThrows(CoroClosedException.class, () -> channels.publish(refs.ref(news)));
        assertEquals("a channel that is closed cannot be published: channel=news@localhost:0", closed.getMessage());
    }

    @CoroTest
    void refusesToPublishAChannelOfElsewhere(Channels channels) {
        CoroRuntimeProvider provider =
                ServiceLoader.load(CoroRuntimeProvider.class).findFirst().orElseThrow();
        try (CoroRuntime elsewhere = provider.open(RuntimeSettings.DEFAULT)) {
            Channel theirs = elsewhere.channels().create("news");
            assertThrows(IllegalArgumentException.class, () -> channels.publish(theirs));
        }
    }
}
