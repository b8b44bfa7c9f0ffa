package com.acme.coro.itests.names;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.Location;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.itests.code.Customer;
import com.acme.coro.itests.code.Offered;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A published name is a service, for as long as its holder has it. */
public class PublishedNameTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    private final Scheduler coros = Container.scheduler();

    @Test
    void shouldPublishTheReferenceUnderItsName() {
        Coro coro = coros.spawn("publisher", self -> {
            self.publish("test.published");
            return self.receive();
        });

        ServiceReference<Coro> reference =
                Await.present("it is published", () -> Container.published("test.published"));
        assertEquals(coro, Container.context().getService(reference));
        assertEquals(Location.LOCAL.toString(), reference.getProperty(CoroConstants.LOCATION));
        assertEquals(coro, coros.locate("test.published").orElseThrow());

        coro.terminate();
        coro.join();
        Await.until(
                "it is withdrawn", () -> Container.published("test.published").isEmpty());
        assertTrue(coros.locate("test.published").isEmpty());
    }

    @Test
    void shouldNotPublishANameThatIsOnlyRegistered() {
        Coro coro = coros.spawn(Spawn.named("shy").registered("test.shy"), self -> self.receive());
        Coro open = coros.spawn(Spawn.named("open").registered("test.open").published(true), self -> self.receive());

        Await.until(
                "the other one is published",
                () -> Container.published("test.open").isPresent());
        assertTrue(Container.published("test.shy").isEmpty());
        coro.terminate();
        open.terminate();
        open.join();
    }

    @Test
    void shouldWithdrawWhatIsUnregistered() {
        Coro coro = coros.spawn(Spawn.named("open").registered("test.open").published(true), self -> {
            self.receive();
            assertTrue(self.unregister("test.open"));
            return self.receive();
        });
        Await.until("it is published", () -> Container.published("test.open").isPresent());

        coro.send("unregister");

        Await.until("it is withdrawn", () -> Container.published("test.open").isEmpty());
        assertTrue(coro.alive());
        coro.terminate();
        coro.join();
    }

    @Test
    void shouldAgreeWithLocateWhenATrackerHearsOfIt() throws Exception {
        var seen = new LinkedBlockingQueue<String>();
        var tracker =
                new ServiceTracker<Coro, Coro>(
                        Container.context(),
                        Container.context().createFilter(Container.coroutineCalled("test.tracked")),
                        null) {
                    @Override
                    public Coro addingService(ServiceReference<Coro> reference) {
                        Coro coro = super.addingService(reference);
                        seen.add(
                                "come, located: " + coros.locate("test.tracked").equals(java.util.Optional.of(coro)));
                        return coro;
                    }

                    @Override
                    public void removedService(ServiceReference<Coro> reference, Coro coro) {
                        seen.add(
                                "gone, located: " + coros.locate("test.tracked").isPresent());
                    }
                };
        tracker.open();

        Coro coro =
                coros.spawn(Spawn.named("tracked").registered("test.tracked").published(true), self -> self.receive());
        assertEquals("come, located: true", seen.poll(5, TimeUnit.SECONDS));
        coro.send("end");
        assertEquals("gone, located: false", seen.poll(5, TimeUnit.SECONDS));
        tracker.close();
    }

    @Test
    void shouldTellOfServicesOutsideOfTurns() throws Exception {
        var threads = new LinkedBlockingQueue<Boolean>();
        ServiceListener listener = event -> {
            if (event.getType() == ServiceEvent.REGISTERED)
                threads.add(coros.current().isPresent());
        };
        Container.context().addServiceListener(listener, Container.coroutineCalled("test.outside"));

        coros.spawn(
                        Spawn.named("outside").registered("test.outside").published(true),
                        self -> self.sleep(Duration.ofMillis(50)))
                .join();

        assertEquals(false, threads.poll(5, TimeUnit.SECONDS));
        Container.context().removeServiceListener(listener);
    }

    @Test
    void shouldFollowWhoHoldsANameHoweverFastItChangesHands() {
        List<Coro> all = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Coro coro = coros.spawn(
                    Spawn.named("holder-" + i).registered("test.changing").published(true), self -> {
                        if (self.name().equals("holder-199")) self.receive();
                        return null;
                    });
            all.add(coro);
            if (i < 199) coro.join();
        }

        Coro last = all.get(199);
        Await.until(
                "the last one is published",
                () -> Container.published("test.changing")
                        .map(Container.context()::getService)
                        .filter(last::equals)
                        .isPresent());
        assertEquals(
                1,
                Container.references(Coro.class, Container.coroutineCalled("test.changing"))
                        .size());
        last.send("end");
        Await.until(
                "it is withdrawn", () -> Container.published("test.changing").isEmpty());
    }

    @Test
    void shouldSatisfyAComponentWhenTheOtherBundleIsThere() throws Exception {
        bundles.started("server", Offered.class);
        assertTrue(coros.locate("test.server", SOON).alive());

        bundles.started("customer", Customer.class);

        journal.expect("customer met test.server");
    }

    @Test
    void shouldSatisfyAComponentWhenTheOtherBundleComesLaterAndTakeItAwayWithIt() throws Exception {
        bundles.started("customer", Customer.class);
        TestBundle server = bundles.installed("server", Offered.class);
        assertEquals(List.of(), journal.lines());

        server.start();
        journal.expect("customer met test.server");

        server.stop();
        journal.expect("customer left test.server");
        assertFalse(Container.has(Coro.class, Container.coroutineCalled("test.server")));

        server.start();
        Await.until(
                "met it twice",
                () -> journal.lines().stream()
                                .filter("customer met test.server"::equals)
                                .count()
                        == 2);
    }
}
