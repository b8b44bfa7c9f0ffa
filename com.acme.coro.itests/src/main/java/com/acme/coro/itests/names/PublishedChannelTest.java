package com.acme.coro.itests.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Location;
import com.acme.coro.api.channel.Channel;
import com.acme.coro.api.channel.Channels;
import com.acme.coro.itests.code.Newsroom;
import com.acme.coro.itests.code.Reader;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.ServiceReference;

/** A published channel is a service until it is closed. */
public class PublishedChannelTest {
    private static final String NAME = "test.news";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    private final Channels channels = Container.service(Channels.class);

    @AfterEach
    void closeWhatIsLeft() {
        channels.locate(NAME).ifPresent(Channel::close);
    }

    @Test
    void shouldSatisfyAComponentOfAnotherBundleAndTakeItAwayWithTheBundle() throws Exception {
        bundles.started("reader", Reader.class);
        TestBundle newsroom = bundles.installed("newsroom", Newsroom.class);
        assertEquals(List.of(), journal.lines());

        newsroom.start();
        journal.expect("reader subscribed to test.news");
        assertEquals(1, channels.locate(NAME).orElseThrow().send("it rains"));
        journal.expect("reader got it rains");

        newsroom.stop();
        journal.expect("reader lost the channel");
        assertTrue(channels.locate(NAME).isEmpty());
        Await.until("it is withdrawn", () -> !isPublished());

        newsroom.start();
        Await.until(
                "subscribed again",
                () -> journal.lines().stream()
                                .filter("reader subscribed to test.news"::equals)
                                .count()
                        == 2);
    }

    @Test
    void shouldPublishNameAndLocationUntilItIsClosed() {
        Channel news = channels.create(NAME);
        assertFalse(isPublished(), "made, not published");

        channels.publish(news);
        channels.publish(news);

        ServiceReference<Channel> reference = Await.present("it is published", PublishedChannelTest::published);
        assertEquals(news, Container.context().getService(reference));
        assertEquals(Location.LOCAL.toString(), reference.getProperty(CoroConstants.LOCATION));
        assertEquals(1, Container.references(Channel.class, filter()).size());

        news.close();
        Await.until("it is withdrawn", () -> !isPublished());
    }

    @Test
    void shouldBeWithdrawnWhenItsCoroutineEnds() {
        Coro owner = Container.scheduler().spawn("owner", self -> {
            channels.publish(channels.create(NAME));
            return self.receive();
        });
        Await.until("it is published", PublishedChannelTest::isPublished);

        owner.send("end");
        owner.join();

        Await.until("it is withdrawn", () -> !isPublished());
    }

    @Test
    void shouldFollowTheNameHoweverFastItChangesHands() {
        for (int i = 0; i < 200; i++) {
            Channel passing = channels.create(NAME);
            channels.publish(passing);
            passing.close();
        }
        Channel last = channels.create(NAME);
        channels.publish(last);

        Await.until(
                "the last one is published",
                () -> published()
                        .map(Container.context()::getService)
                        .filter(c -> c == last)
                        .isPresent());
        assertEquals(1, Container.references(Channel.class, filter()).size());
        last.close();
        Await.until("it is withdrawn", () -> !isPublished());
    }

    @Test
    void shouldBeLocatedByABundleThatWaitsForIt() throws Exception {
        var waiting = CompletableFuture.supplyAsync(() -> channels.locate(NAME, Duration.ofSeconds(10)));

        bundles.started("newsroom", Newsroom.class);

        assertEquals(NAME, waiting.get(10, TimeUnit.SECONDS).name());
    }

    private static String filter() {
        return Container.coroutineCalled(NAME);
    }

    private static Optional<ServiceReference<Channel>> published() {
        return Container.references(Channel.class, filter()).stream().findFirst();
    }

    private static boolean isPublished() {
        return published().isPresent();
    }
}
