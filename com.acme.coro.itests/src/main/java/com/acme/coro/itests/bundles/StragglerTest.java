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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Code that does not end when its bundle stops is cut off and named, and the scheduler goes on for others. */
public class StragglerTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long GRACE_MILLIS = 100;
    private static final String SCHEDULER = "stragglers";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean releaseSpinner = new AtomicBoolean();
    private final Queue<Object> afterwards = new ConcurrentLinkedQueue<>();

    private TestBundle bundle;

    @AfterEach
    void letGo() {
        release.countDown();
        releaseSpinner.set(true);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldCutOffAndNameOneThatBlocksAndIgnoresInterrupts(String carrier) throws Exception {
        open(carrier);
        Coro straggler = bundle.scheduler(SCHEDULER)
                .spawn("blocks", bundle.body(Bodies.Blocks.class, began, release, afterwards));
        began.await();

        stopWithinTheGraces();

        assertNamed(straggler, "Bodies$Blocks.run");
        assertTheSchedulerGoesOn();
        release.countDown();
        Await.until("the straggler has gone on", () -> !afterwards.isEmpty());
        assertInstanceOf(DetachedException.class, afterwards.peek(), "what it calls of ours throws");
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldCutOffAndNameOneThatComputesWithoutEnd(String carrier) throws Exception {
        open(carrier);
        Coro straggler =
                bundle.scheduler(SCHEDULER).spawn("spins", bundle.body(Bodies.Spins.class, began, releaseSpinner));
        began.await();

        stopWithinTheGraces();

        assertNamed(straggler, "Bodies$Spins.run");
        assertTheSchedulerGoesOn();
    }

    @ParameterizedTest
    @ValueSource(strings = {"OWN", "JVM"})
    void shouldWaitForAllStragglersAtTheSameTime(String carrier) throws Exception {
        open(carrier);
        var all = new ArrayList<Coro>();
        all.add(bundle.scheduler(SCHEDULER)
                .spawn("blocks", bundle.body(Bodies.Blocks.class, began, release, afterwards)));
        began.await();
        for (int i = 0; i < 20; i++) {
            all.add(bundle.scheduler(SCHEDULER).spawn("waits", bundle.lambda(Bodies.Echoes.class)));
        }

        stopWithinTheGraces();

        // the straggler had the turn that the others would have needed to end by themselves
        for (Coro c : all) {
            Outcome how = c.tryJoin(SOON).orElseThrow();
            assertTrue(how instanceof Outcome.Detached || how instanceof Outcome.CodeGone, () -> c + ": " + how);
        }
        assertEquals(List.of(), bundle.coroutines());
        assertTheSchedulerGoesOn();
    }

    private void open(String carrier) throws Exception {
        configurations.addScheduler(SCHEDULER, Map.of("carrier", carrier, "stop.grace", GRACE_MILLIS));
        bundle = bundles.started("straggler", Bodies.class);
        assertEquals(SCHEDULER, bundle.scheduler(SCHEDULER).name());
    }

    private void stopWithinTheGraces() throws Exception {
        long from = System.nanoTime();
        bundle.stop();
        long millis = Duration.ofNanos(System.nanoTime() - from).toMillis();
        assertTrue(
                millis >= 2 * GRACE_MILLIS - 20, () -> "asked and interrupted before, each with its grace: " + millis);
        assertTrue(millis < 2 * GRACE_MILLIS + 1_000, () -> "took " + millis + " ms");
    }

    private static void assertNamed(Coro straggler, String where) {
        Outcome how = straggler.tryJoin(Duration.ZERO).orElseThrow();
        assertInstanceOf(Outcome.Detached.class, how);
        String reason = ((Outcome.Detached) how).reason();
        assertTrue(reason.contains("bundle test.straggler 1.0.0 stopped"), reason);
        assertTrue(reason.contains(where), reason);
    }

    private static void assertTheSchedulerGoesOn() {
        Coro other = Container.service(com.acme.coro.api.Scheduler.class, Container.schedulerCalled(SCHEDULER))
                .spawn("other", self -> self.sleep(Duration.ofMillis(1)).isEmpty());
        assertEquals(new Outcome.Returned(true), other.tryJoin(SOON).orElseThrow());
    }
}
