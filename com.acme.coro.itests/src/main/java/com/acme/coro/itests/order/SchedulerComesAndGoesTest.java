package com.acme.coro.itests.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.code.Bodies;
import com.acme.coro.itests.code.Journalist;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.osgi.framework.Bundle;

/** The bundle of the scheduler goes and comes back while other bundles use it. */
public class SchedulerComesAndGoesTest {
    private static final String RAN = "a component of test.user ran a coroutine on scheduler default";
    private static final String WENT = "a component of test.user went";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    private final Bundle scheduler = Container.bundle("com.acme.coro.scheduler");

    /** How it goes and comes back. */
    enum Way {
        STOP,
        UPDATE,
        REFRESH;

        void go(Bundle bundle) throws Exception {
            switch (this) {
                case STOP -> {
                    bundle.stop();
                    bundle.start();
                }
                case UPDATE -> Container.update(bundle);
                case REFRESH -> Container.refresh(bundle);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldTakeAComponentThatUsesItAlongAndBringItBack(Way way) throws Exception {
        bundles.started("user", Journalist.class);
        journal.expect(RAN);

        way.go(scheduler);

        Await.until("it ran again", () -> Collections.frequency(journal.lines(), RAN) == 2);
        assertEquals(List.of(RAN, WENT, RAN), journal.lines());
        assertEquals(Bundle.ACTIVE, scheduler.getState());
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndTheCoroutinesOfItsUsers(Way way) throws Exception {
        TestBundle user = bundles.started("user", Bodies.class);
        var began = new CountDownLatch(1);
        var cleaned = new CountDownLatch(1);
        Coro waiting = user.scheduler().spawn("waiting", user.body(Bodies.Waits.class, began, cleaned));
        began.await();

        way.go(scheduler);

        assertInstanceOf(Outcome.CodeGone.class, waiting.tryJoin(Duration.ZERO).orElseThrow());
        assertEquals(0, cleaned.getCount(), "clean-up ran while the scheduler was stopping");
        assertEquals(List.of(), Container.service(Coroutines.class).find("waiting"));
        assertRuns(user);
    }

    @ParameterizedTest
    @EnumSource
    void shouldEndTheCoroutinesOfComponents(Way way) throws Exception {
        bundles.started("user", Journalist.class);
        journal.expect(RAN);
        Coro before = Container.service(Coroutines.class).find("journalist").get(0);

        way.go(scheduler);

        assertInstanceOf(Outcome.CodeGone.class, before.tryJoin(Duration.ZERO).orElseThrow());
    }

    private static void assertRuns(TestBundle user) throws Exception {
        Coro echo = user.scheduler().spawn("echo", user.lambda(Bodies.Echoes.class));
        assertTrue(echo.send("hello").accepted());
        assertEquals("hello", echo.ask(asker -> asker, Duration.ofSeconds(5)));
    }
}
