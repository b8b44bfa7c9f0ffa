package com.acme.coro.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroConstants;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.SchedulerClosedException;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.code.Journalist;
import com.acme.coro.itests.code.LateAsker;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.ServiceReference;

/** Each bundle gets a scheduler of its own, which knows its own coroutines only. */
public class BundleSchedulerTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    @Test
    void shouldFindTheDefaultSchedulerByItsProperty() {
        List<ServiceReference<Scheduler>> found = List.copyOf(
                Container.references(Scheduler.class, Container.schedulerCalled(CoroConstants.DEFAULT_SCHEDULER)));

        assertEquals(1, found.size());
        assertEquals("default", Container.scheduler().name());
    }

    @Test
    void shouldInjectASchedulerIntoAComponent() throws Exception {
        bundles.started("component", Bodies.class, Journalist.class);

        journal.expect("a component of test.component ran a coroutine on scheduler default");
    }

    @Test
    void shouldGiveEachBundleItsOwnInstance() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        TestBundle two = bundles.started("two", Bodies.class);

        assertSame(one.scheduler(), one.scheduler());
        assertNotSame(one.scheduler(), two.scheduler());
    }

    @Test
    void shouldCountTheCoroutinesOfItsBundleOnly() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        TestBundle two = bundles.started("two", Bodies.class);
        Coro waiting = two.scheduler().spawn("waiting", two.lambda(Bodies.Echoes.class));
        Coro returning = one.scheduler().spawn("returning", self -> 1);

        one.scheduler().join();

        assertEquals(new Outcome.Returned(1), returning.join());
        assertEquals(List.of(), one.scheduler().status());
        assertEquals(
                List.of("waiting"),
                two.scheduler().status().stream().map(CoroSnapshot::name).toList());
        assertTrue(waiting.alive());
    }

    @Test
    void shouldTerminateTheCoroutinesOfItsBundleOnlyAndWorkAgain() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        TestBundle two = bundles.started("two", Bodies.class);
        Coro mine = one.scheduler().spawn("mine", one.lambda(Bodies.Echoes.class));
        Coro other = two.scheduler().spawn("other", two.lambda(Bodies.Echoes.class));

        one.scheduler().terminate();

        assertTrue(mine.join() instanceof Outcome.Terminated, () -> "" + mine.join());
        assertTrue(other.alive());
        Coro again = one.scheduler().spawn("again", one.lambda(Bodies.Echoes.class));
        again.send("said");
        assertEquals("said", again.ask(asker -> asker, SOON));
    }

    @Test
    void shouldRefuseToSpawnForABundleThatHasStoppedAndServeItWhenItStartsAgain() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        Scheduler before = one.scheduler();
        one.stop();

        assertThrows(SchedulerClosedException.class, () -> before.spawn("late", self -> null));

        one.start();
        assertThrows(SchedulerClosedException.class, () -> before.spawn("late", self -> null));
        assertEquals(
                new Outcome.Returned(2), one.scheduler().spawn("new", self -> 2).join());
    }

    @Test
    void shouldRefuseABundleThatAsksForItsSchedulerWhileItStops() throws Exception {
        TestBundle late = bundles.started("late", LateAsker.class);
        late.stop();

        journal.expect("asked while stopping: SchedulerClosedException");
        assertEquals(List.of(), late.coroutines());
    }

    @Test
    void shouldRunWhatWasAskedForAtExitWhenTheBundleStops() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        var order = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        one.scheduler().atExit(1, () -> order.add("low"));
        one.scheduler().atExit(2, () -> order.add("high"));

        one.stop();

        assertEquals(List.of("high", "low"), List.copyOf(order));
    }

    @Test
    void shouldLetMessagesCrossBetweenBundles() throws Exception {
        TestBundle one = bundles.started("one", Bodies.class);
        TestBundle two = bundles.started("two", Bodies.class);
        Coro echo = one.scheduler().spawn("echo", one.lambda(Bodies.Echoes.class));
        var told = new CountDownLatch(1);
        Coro teller = two.scheduler().spawn("teller", self -> {
            echo.send("hello");
            told.countDown();
            return echo.ask(asker -> asker, SOON);
        });

        assertEquals("hello", teller.value(SOON));
        Await.until("the teller is gone", () -> two.coroutines().isEmpty());
    }
}
