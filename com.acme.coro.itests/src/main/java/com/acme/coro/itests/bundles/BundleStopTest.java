package com.acme.coro.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.BundleException;

/** Coroutines of lambdas end with the bundle that the lambdas come from. */
public class BundleStopTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch cleaned = new CountDownLatch(1);

    /** How a bundle goes. */
    enum Way {
        STOP,
        UPDATE,
        UNINSTALL;

        void go(TestBundle bundle) throws BundleException {
            switch (this) {
                case STOP -> bundle.stop();
                case UPDATE -> bundle.update("2.0.0");
                case UNINSTALL -> bundle.uninstall();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndACoroutineThatWaitsAndCleanUpBeforeTheBundleIsGone(Way way) throws Exception {
        TestBundle bundle = bundles.started("stopped", Bodies.class);
        Coro waiting = bundle.scheduler().spawn("waiting", bundle.body(Bodies.Waits.class, began, cleaned));
        began.await();

        way.go(bundle);

        assertEquals(0, cleaned.getCount(), "clean-up ran while the bundle was stopping");
        assertEquals(
                new Outcome.CodeGone("bundle test.stopped 1.0.0 stopped"),
                waiting.tryJoin(Duration.ZERO).orElseThrow());
        assertEquals(List.of(), bundle.coroutines());
    }

    @Test
    void shouldEndACoroutineThatRuns() throws Exception {
        TestBundle bundle = bundles.started("stopped", Bodies.class);
        Coro running = bundle.scheduler().spawn("running", bundle.body(Bodies.Runs.class, began, cleaned));
        began.await();

        bundle.stop();

        assertEquals(0, cleaned.getCount());
        assertCodeGone(running);
    }

    @Test
    void shouldEndCoroutinesThatHadNoTurnYet() throws Exception {
        TestBundle bundle = bundles.started("stopped", Bodies.class);
        var release = new CountDownLatch(1);
        // keeps the scheduler, as nobody should, until the others have been spawned
        Container.scheduler().spawn("keeper", self -> {
            began.countDown();
            return release.await(5, TimeUnit.SECONDS);
        });
        began.await();
        var fresh = new ArrayList<Coro>();
        for (int i = 0; i < 100; i++) {
            fresh.add(bundle.scheduler().spawn("fresh", bundle.body(Bodies.Waits.class, cleaned, cleaned)));
        }
        var stopping = new Thread(() -> {
            try {
                bundle.stop();
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        Await.until("the stopping thread waits", () -> stopping.getState() == Thread.State.TIMED_WAITING);
        release.countDown();
        stopping.join();

        fresh.forEach(BundleStopTest::assertCodeGone);
        assertEquals(1, cleaned.getCount(), "no body was begun");
    }

    @Test
    void shouldLeaveNothingOfACoroutineThatSpawnsWithoutEnd() throws Exception {
        TestBundle bundle = bundles.started("breeder", Bodies.class);
        Queue<Coro> spawned = new ConcurrentLinkedQueue<>();
        Queue<Object> refused = new ConcurrentLinkedQueue<>();
        Coro breeder = bundle.scheduler()
                .spawn("breeder", bundle.body(Bodies.Breeds.class, bundle.scheduler(), spawned, refused));
        Await.until("many have been spawned", () -> spawned.size() > 200);

        bundle.stop();

        Outcome how = breeder.tryJoin(Duration.ZERO).orElseThrow();
        assertTrue(how instanceof Outcome.CodeGone || how instanceof Outcome.Failed, how::toString);
        spawned.forEach(BundleStopTest::assertCodeGone);
        refused.forEach(r -> assertInstanceOf(SchedulerClosedException.class, r));
    }

    @Test
    void shouldLeaveNothingOfAThreadThatSpawnsWithoutEnd() throws Exception {
        TestBundle bundle = bundles.started("breeder", Bodies.class);
        Queue<Coro> spawned = new ConcurrentLinkedQueue<>();
        Queue<Object> refused = new ConcurrentLinkedQueue<>();
        var thread = new Thread(
                bundle.make(Runnable.class, Bodies.BreedsOutside.class, bundle.scheduler(), spawned, refused));
        thread.start();
        Await.until("many have been spawned", () -> spawned.size() > 200);

        bundle.stop();
        thread.join();

        assertInstanceOf(SchedulerClosedException.class, refused.peek());
        spawned.forEach(BundleStopTest::assertCodeGone);
        assertEquals(List.of(), bundle.coroutines());
    }

    @Test
    void shouldStopToTheEndOnAThreadThatIsInterrupted() throws Exception {
        TestBundle bundle = bundles.started("stopped", Bodies.class);
        var cleaning = new CountDownLatch(1);
        Coro lingering = bundle.scheduler().spawn("lingering", bundle.body(Bodies.Lingers.class, began, cleaning));
        began.await();
        var interrupted = new AtomicBoolean();
        var stopping = new Thread(() -> {
            try {
                Thread.currentThread().interrupt();
                bundle.stop();
                interrupted.set(Thread.interrupted());
            } catch (BundleException e) {
                throw new IllegalStateException(e);
            }
        });
        stopping.start();
        cleaning.await();
        lingering.send("clean-up may go on");
        stopping.join();

        assertCodeGone(lingering);
        assertTrue(interrupted.get(), "the interrupt is the caller's to see");
    }

    @Test
    void shouldEndALambdaThatAnotherBundleRunsWithTheBundleItComesFrom() throws Exception {
        TestBundle owner = bundles.started("owner", Bodies.class);
        TestBundle runner = bundles.started("runner", Bodies.class);
        Coro lent = runner.scheduler().spawn("lent", owner.lambda(Bodies.Echoes.class));
        Coro own = runner.scheduler().spawn("own", runner.lambda(Bodies.Echoes.class));
        lent.send("here");
        assertEquals("here", lent.ask(asker -> asker, SOON));

        owner.stop();

        assertCodeGone(lent);
        own.send("still here");
        assertEquals("still here", own.ask(asker -> asker, SOON));
    }

    @Test
    void shouldTellMonitorsOfOtherBundles() throws Exception {
        TestBundle bundle = bundles.started("watched", Bodies.class);
        Coro watched = bundle.scheduler().spawn("watched", bundle.lambda(Bodies.Echoes.class));
        Coro watcher = Container.scheduler().spawn("watcher", self -> {
            assertTrue(self.monitor(watched));
            began.countDown();
            return self.receive(Exit.class);
        });
        began.await();

        bundle.stop();

        assertEquals(new Exit(watched, new Outcome.CodeGone("bundle test.watched 1.0.0 stopped")), watcher.value(SOON));
        assertFalse(watched.send("too late").accepted());
    }

    private static void assertCodeGone(Coro coro) {
        Outcome how = coro.tryJoin(SOON).orElseThrow(() -> new AssertionError(coro + " goes on"));
        assertInstanceOf(Outcome.CodeGone.class, how, () -> coro + " ended otherwise: " + how);
    }
}
