package com.acme.coro.itests.functions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.itests.code.Offered;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.service.cm.Configuration;
import org.osgi.service.log.LogLevel;

/** Coroutines that start with their bundle. */
public class StartTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    private final Scheduler coros = Container.scheduler();

    @Test
    void shouldStartOneCoroutineUnderItsNameAsADaemonAndPublishIt() throws Exception {
        TestBundle bundle = bundles.started("server", Offered.class);

        Coro server = coros.locate("test.server", SOON);

        assertEquals("test.server", server.ask(asker -> asker, SOON));
        CoroSnapshot status = Container.service(Coroutines.class).status(server).orElseThrow();
        assertTrue(status.daemon());
        assertEquals("test.server", status.bundle());
        assertEquals("test.serve", status.function().orElseThrow());
        assertEquals(server, Container.service(Coro.class, Container.coroutineCalled("test.server")));
        assertEquals(List.of("test.server"), bundle.coroutines());
    }

    @Test
    void shouldEndItWithItsBundleAndStartANewOneWhenThatComesBack() throws Exception {
        TestBundle bundle = bundles.started("server", Offered.class);
        Coro first = coros.locate("test.server", SOON);
        first.ask(asker -> asker, SOON); // one that has not begun waits for the next version

        bundle.stop();

        assertInstanceOf(Outcome.CodeGone.class, first.tryJoin(Duration.ZERO).orElseThrow());
        assertTrue(coros.locate("test.server").isEmpty());

        bundle.start();
        Coro second = coros.locate("test.server", SOON);
        assertFalse(second.equals(first), "never the same id twice");
        assertEquals("test.server", second.ask(asker -> asker, SOON));
    }

    @Test
    void shouldStartItsNewVersionAfterAnUpdate() throws Exception {
        TestBundle bundle = bundles.started("server", Offered.class);
        Coro first = coros.locate("test.server", SOON);
        first.ask(asker -> asker, SOON); // one that has not begun goes on in the new version

        bundle.update("2.0.0");

        assertInstanceOf(Outcome.CodeGone.class, first.tryJoin(Duration.ZERO).orElseThrow());
        assertTrue(coros.locate("test.server", SOON).alive());
    }

    @Test
    void shouldSayInTheLogThatTheNameIsTaken() throws Exception {
        Coro holder = coros.spawn(Spawn.named("holder").registered("test.server"), self -> self.receive());

        TestBundle bundle = bundles.started("server", Offered.class);

        log.expect(LogLevel.ERROR, "a function was not started: name=test.serve, as=test.server");
        log.expect(LogLevel.ERROR, "name is taken");
        assertEquals(List.of(), bundle.coroutines());
        holder.terminate();
        holder.join();
    }

    @Test
    void shouldStartItWheneverItsSchedulerComes() throws Exception {
        TestBundle bundle = bundles.started("server", Offered.class);
        assertTrue(coros.locate("test.server", SOON).alive());
        assertTrue(coros.locate("test.server.further").isEmpty(), "its scheduler is not there");

        Configuration further = configurations.addScheduler("further", Map.of());
        Coro first = coros.locate("test.server.further", SOON);
        configurations.delete(further);
        assertEquals(
                new Outcome.CodeGone("scheduler further ended"),
                first.tryJoin(SOON).orElseThrow());
        Await.until("only the other is left", () -> bundle.coroutines().equals(List.of("test.server")));

        configurations.addScheduler("further", Map.of());
        assertTrue(coros.locate("test.server.further", SOON).alive());
    }
}
