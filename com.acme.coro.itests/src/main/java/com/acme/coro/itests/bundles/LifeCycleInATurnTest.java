package com.acme.coro.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.DetachedException;
import com.acme.coro.api.Outcome;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Version;

/** Coroutines that stop, update and uninstall bundles in their turns. */
public class LifeCycleInATurnTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long GRACE_MILLIS = 200;
    private static final String SCHEDULER = "turns";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    private final Queue<Object> afterwards = new ConcurrentLinkedQueue<>();

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldNotWaitForACoroutineThatStopsItsOwnBundle(String carrier) throws Exception {
        TestBundle bundle = open(carrier);
        var began = new CountDownLatch(1);
        var cleaned = new CountDownLatch(1);
        Coro other = bundle.scheduler(SCHEDULER).spawn("other", bundle.body(Bodies.Waits.class, began, cleaned));
        began.await();

        Coro stopper = spawnInIt(bundle, () -> {
            bundle.stop();
            return null;
        });

        assertCodeGone(stopper);
        assertCodeGone(other);
        Await.until("the bundle is stopped", () -> bundle.bundle().getState() == Bundle.RESOLVED);
        assertEquals(0, cleaned.getCount(), "the others of the bundle were waited for");
        assertRefusedAfterwards();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldNotWaitForACoroutineThatUpdatesItsOwnBundle(String carrier) throws Exception {
        TestBundle bundle = open(carrier);

        Coro updater = spawnInIt(bundle, () -> {
            bundle.update("2.0.0");
            return null;
        });

        assertCodeGone(updater);
        Await.until(
                "the new version runs",
                () -> bundle.bundle().getState() == Bundle.ACTIVE
                        && bundle.bundle().getVersion().equals(new Version("2.0.0")));
        assertRefusedAfterwards();
        assertEquals(
                new Outcome.Returned(3),
                bundle.scheduler(SCHEDULER).spawn("new", self -> 3).join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldNotWaitForACoroutineThatUninstallsItsOwnBundle(String carrier) throws Exception {
        TestBundle bundle = open(carrier);

        Coro uninstaller = spawnInIt(bundle, () -> {
            bundle.uninstall();
            return null;
        });

        assertCodeGone(uninstaller);
        Await.until("it is uninstalled", () -> bundle.bundle().getState() == Bundle.UNINSTALLED);
        assertRefusedAfterwards();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldLetOthersRunWhileACoroutineStopsAnotherBundle(String carrier) throws Exception {
        TestBundle bundle = open(carrier);
        TestBundle stopped = bundles.started("stopped", Bodies.class);
        var began = new CountDownLatch(1);
        var cleaned = new CountDownLatch(1);
        // its clean-up takes a turn of the scheduler that the stopping coroutine is on
        Coro victim = stopped.scheduler(SCHEDULER).spawn("victim", stopped.body(Bodies.Waits.class, began, cleaned));
        began.await();
        var ticks = new AtomicInteger();
        Coro ticker = Container.service(com.acme.coro.api.Scheduler.class, Container.schedulerCalled(SCHEDULER))
                .spawn("ticker", self -> {
                    while (true) {
                        ticks.incrementAndGet();
                        self.yield();
                    }
                });

        Coro stopper = spawnInIt(bundle, () -> {
            int before = ticks.get();
            stopped.stop();
            return ticks.get() - before;
        });

        assertTrue((Integer) stopper.value(SOON) > 0, "the other coroutine had turns meanwhile");
        assertCodeGone(victim);
        assertEquals("went on", afterwards.peek(), "the stopping coroutine has its turn again");
        ticker.terminate();
        ticker.join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldStartAnotherBundleInATurn(String carrier) throws Exception {
        TestBundle bundle = open(carrier);
        TestBundle started = bundles.installed("started", Bodies.class);

        Coro starter = spawnInIt(bundle, () -> {
            started.start();
            return started.bundle().getState();
        });

        assertEquals(Bundle.ACTIVE, starter.value(SOON));
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldStopTheOtherBundleToTheEndWhenTheCoroutineThatStopsItIsTerminatedMeanwhile(String carrier)
            throws Exception {
        TestBundle bundle = open(carrier);
        TestBundle stopped = bundles.started("stopped", Bodies.class);
        var began = new CountDownLatch(1);
        var cleaning = new CountDownLatch(1);
        Coro victim = stopped.scheduler(SCHEDULER).spawn("victim", stopped.body(Bodies.Lingers.class, began, cleaning));
        began.await();
        Coro stopper = spawnInIt(bundle, () -> {
            stopped.stop();
            return null;
        });
        cleaning.await();

        stopper.terminate("meanwhile");
        victim.send("clean-up may go on");

        assertCodeGone(victim);
        assertEquals(new Outcome.Terminated("meanwhile"), stopper.tryJoin(SOON).orElseThrow());
        assertEquals(Bundle.RESOLVED, stopped.bundle().getState());
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldNotFreezeTheSchedulerWhenTwoOfItsCoroutinesStopOneBundle(String carrier) throws Exception {
        TestBundle bundle = open(carrier);
        TestBundle stopped = bundles.started("stopped", Bodies.class);
        var began = new CountDownLatch(1);
        var cleaning = new CountDownLatch(1);
        Coro victim = stopped.scheduler(SCHEDULER).spawn("victim", stopped.body(Bodies.Lingers.class, began, cleaning));
        began.await();
        Coro first = spawnInIt(bundle, () -> {
            stopped.stop();
            return null;
        });
        cleaning.await();
        // waits for the framework's lock in its turn, which the first one needs to get on and let go of that lock
        Coro second = spawnInIt(bundle, () -> {
            stopped.stop();
            return "stopped too";
        });

        assertEquals("stopped too", second.value(SOON));
        assertInstanceOf(Outcome.Detached.class, first.tryJoin(SOON).orElseThrow());
        assertTrue(victim.tryJoin(SOON).isPresent());
        assertEquals(Bundle.RESOLVED, stopped.bundle().getState());
    }

    private TestBundle open(String carrier) throws Exception {
        configurations.addScheduler(SCHEDULER, Map.of("carrier", carrier, "stop.grace", GRACE_MILLIS));
        return bundles.started("acting", Bodies.class);
    }

    private Coro spawnInIt(TestBundle bundle, Callable<?> what) {
        return bundle.scheduler(SCHEDULER).spawn("acting", bundle.body(Bodies.Does.class, what, afterwards));
    }

    private static void assertCodeGone(Coro coro) {
        Outcome how = coro.tryJoin(SOON).orElseThrow(() -> new AssertionError(coro + " goes on"));
        assertInstanceOf(Outcome.CodeGone.class, how, () -> coro + " ended otherwise: " + how);
    }

    private void assertRefusedAfterwards() {
        Await.until("it has gone on", () -> !afterwards.isEmpty());
        assertInstanceOf(DetachedException.class, afterwards.peek());
    }
}
