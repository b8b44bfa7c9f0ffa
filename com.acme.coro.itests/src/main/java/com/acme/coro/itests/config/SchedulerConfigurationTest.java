package com.acme.coro.itests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEvent;
import com.acme.coro.api.CoroListener;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.spi.Coroutines.SchedulerStatus;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.log.LogLevel;

/** Schedulers are made, changed and ended by configurations. */
public class SchedulerConfigurationTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    @ParameterizedTest
    @CsvSource({"OWN, own", "JVM, jvm", "AUTO, own", "jvm, jvm"})
    void shouldMakeAFurtherSchedulerOnTheCarrierThatIsAskedFor(String asked, String carrier) throws Exception {
        configurations.addScheduler("further", Map.of("carrier", asked));

        Scheduler further = Container.service(Scheduler.class, Container.schedulerCalled("further"));

        assertEquals("further", further.name());
        assertEquals(carrier, status("further").carrier());
        Coro there =
                further.spawn("there", self -> self.sleep(Duration.ofMillis(1)).isEmpty());
        Coro here = Container.scheduler().spawn("here", self -> there.value(SOON));
        assertEquals(true, here.value(SOON), "coroutines of two schedulers wait for one another");
    }

    @Test
    void shouldGiveTheDefaultOneToWhoeverDoesNotAskForAnother() throws Exception {
        configurations.addScheduler("further", Map.of());
        Container.service(Scheduler.class, Container.schedulerCalled("further"));

        assertEquals("default", Container.service(Scheduler.class).name());
    }

    @ParameterizedTest
    @CsvSource({
        "carrier, WARP, 'carrier must be one of [AUTO, OWN, JVM]: carrier=WARP'",
        "name, '', a further scheduler needs a name of its own",
        "name, default, a further scheduler needs a name of its own",
    })
    void shouldNotMakeASchedulerOfAWordThatIsWrongAndSayWhy(String key, String value, String sentence)
            throws Exception {
        var values = new HashMap<String, Object>(Map.of("name", "wrong"));
        values.put(key, value);
        configurations.add(Configurations.FURTHER_SCHEDULERS, values);

        log.expect(LogLevel.ERROR, sentence);
        assertOnlyTheDefaultOne();
    }

    @ParameterizedTest
    @CsvSource({
        "cleanup.grace, -1",
        "cleanup.grace, 86400001",
        "stop.grace, -1",
        "stop.grace, 9223372036854775807",
        "long.turn, 0",
        "long.turn, 86400001",
        "deep.mailbox, 0",
    })
    void shouldNotMakeASchedulerOfANumberThatIsOutOfRangeAndSayWhy(String key, long value) throws Exception {
        configurations.addScheduler("wrong", Map.of(key, value));

        log.expect(LogLevel.ERROR, key + " must be ");
        assertOnlyTheDefaultOne();
    }

    @Test
    void shouldMakeASchedulerWhenItsConfigurationIsCorrected() throws Exception {
        Configuration configuration = configurations.addScheduler("further", Map.of("stop.grace", -1L));
        log.expect(LogLevel.ERROR, "stop.grace must be within 0..86400000 ms: -1");
        assertOnlyTheDefaultOne();

        configuration.update(new Hashtable<>(Map.of("name", "further", "stop.grace", 1L)));

        assertEquals(
                "further",
                Container.service(Scheduler.class, Container.schedulerCalled("further"))
                        .name());
    }

    @Test
    void shouldStartTheDefaultOneWhenItsConfigurationIsCorrected() throws Exception {
        Bundle scheduler = Container.bundle("com.acme.coro.scheduler");
        Configuration configuration = configurations.set(Configurations.SCHEDULER, Map.of("deep.mailbox", 3));
        scheduler.stop();
        configuration.update(new Hashtable<>(Map.of("deep.mailbox", 0)));
        scheduler.start();
        log.expect(LogLevel.ERROR, "deep.mailbox must be ");
        assertFalse(Container.has(Scheduler.class, Container.schedulerCalled("default")));

        configuration.update(new Hashtable<>(Map.of("deep.mailbox", 3)));

        assertEquals(
                new Outcome.Returned(1),
                Container.scheduler().spawn("new", self -> 1).join());
    }

    @Test
    void shouldNotMakeASecondSchedulerOfOneName() throws Exception {
        configurations.addScheduler("further", Map.of());
        Container.service(Scheduler.class, Container.schedulerCalled("further"));

        configurations.addScheduler("further", Map.of());

        log.expect(LogLevel.ERROR, "name is taken: name=further, holder=another scheduler");
        assertEquals(
                1,
                Container.references(Scheduler.class, Container.schedulerCalled("further"))
                        .size());
    }

    @Test
    void shouldEndItsCoroutinesWhenItsConfigurationIsDeleted() throws Exception {
        Configuration configuration = configurations.addScheduler("further", Map.of());
        TestBundle bundle = bundles.started("user", Bodies.class);
        var began = new CountDownLatch(1);
        var cleaned = new CountDownLatch(1);
        Scheduler further = bundle.scheduler("further");
        Coro coro = further.spawn("waits", bundle.body(Bodies.Waits.class, began, cleaned));
        Coro other = bundle.scheduler().spawn("other", bundle.lambda(Bodies.Echoes.class));
        began.await();

        configurations.delete(configuration);

        assertEquals(
                new Outcome.CodeGone("scheduler further ended"),
                coro.tryJoin(SOON).orElseThrow());
        assertEquals(0, cleaned.getCount());
        Await.until("the service is gone", () -> !Container.has(Scheduler.class, Container.schedulerCalled("further")));
        assertTrue(other.alive(), "those of the default one go on");
    }

    @Test
    void shouldChangeTheGraceForStoppingAtRunTime() throws Exception {
        Configuration configuration = configurations.addScheduler("further", Map.of("stop.grace", 60_000L));
        TestBundle bundle = bundles.started("user", Bodies.class);
        var began = new CountDownLatch(1);
        var release = new CountDownLatch(1);
        Scheduler further = bundle.scheduler("further");
        Coro straggler = further.spawn(
                "straggler", bundle.body(Bodies.Blocks.class, began, release, new ConcurrentLinkedQueue<>()));
        began.await();

        configuration.update(new Hashtable<>(Map.of("name", "further", "stop.grace", 50L, "carrier", "JVM")));
        log.expect(LogLevel.WARN, "scheduler further keeps its carrier"); // so the change has been seen
        bundle.stop();

        assertTrue(straggler.tryJoin(SOON).orElseThrow() instanceof Outcome.Detached);
        release.countDown();
    }

    @Test
    void shouldChangeFromWhichLengthOnATurnIsLongAtRunTime() throws Exception {
        Configuration configuration = configurations.addScheduler("further", Map.of("long.turn", 86_400_000L));
        Scheduler further = Container.service(Scheduler.class, Container.schedulerCalled("further"));
        configuration.update(new Hashtable<>(Map.of("name", "further", "long.turn", 30L)));
        var events = new LinkedBlockingQueue<CoroEvent>();
        ServiceRegistration<CoroListener> listener =
                Container.context().registerService(CoroListener.class, events::add, null);

        Await.until("a turn is reported", () -> {
            further.spawn("slow", self -> {
                long from = System.nanoTime();
                while (System.nanoTime() - from < 100_000_000) Thread.onSpinWait();
                return null;
            });
            return events.poll(300, TimeUnit.MILLISECONDS) instanceof CoroEvent.LongTurn;
        });

        listener.unregister();
        further.join();
    }

    @Test
    void shouldKeepItsSettingsWhenAChangeIsOutOfRange() throws Exception {
        Configuration configuration = configurations.addScheduler("further", Map.of());
        Scheduler further = Container.service(Scheduler.class, Container.schedulerCalled("further"));
        Coro coro = further.spawn("waits", self -> self.receive());

        configuration.update(new Hashtable<>(Map.of("name", "further", "stop.grace", -5L)));

        log.expect(LogLevel.ERROR, "stop.grace must be within 0..86400000 ms: -5");
        coro.send("still there");
        assertEquals("still there", coro.value(SOON));
        assertTrue(Container.has(Scheduler.class, Container.schedulerCalled("further")));
    }

    @Test
    void shouldKeepItsCarrierUntilItIsStartedAgainAndSaySo() throws Exception {
        Configuration configuration = configurations.addScheduler("further", Map.of("carrier", "OWN"));
        Container.service(Scheduler.class, Container.schedulerCalled("further"));

        configuration.update(new Hashtable<>(Map.of("name", "further", "carrier", "JVM")));

        log.expect(LogLevel.WARN, "scheduler further keeps its carrier until it is started again");
        assertEquals("own", status("further").carrier());
    }

    @Test
    void shouldConfigureTheDefaultOneWithoutEndingItsCoroutines() throws Exception {
        Coro coro = Container.scheduler().spawn("waits", self -> self.receive());

        configurations.set(Configurations.SCHEDULER, Map.of("deep.mailbox", 3));

        Await.until("a mailbox of a new coroutine is deep", () -> {
            Coro deep = Container.scheduler().spawn("deep", self -> self.suspend());
            for (int i = 0; i < 3; i++) deep.send(i);
            deep.terminate();
            return log.texts().stream().anyMatch(t -> t.contains("mailbox is deep") && t.contains("messages=3"));
        });
        assertTrue(coro.alive());
        coro.terminate();
        coro.join();
    }

    private static SchedulerStatus status(String name) {
        return Container.service(Coroutines.class).schedulers().stream()
                .filter(s -> s.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertOnlyTheDefaultOne() {
        List<String> all = Container.service(Coroutines.class).schedulers().stream()
                .map(SchedulerStatus::name)
                .toList();
        assertEquals(List.of("default"), all);
        assertFalse(Container.has(Scheduler.class, Container.schedulerCalled("wrong")));
    }
}
