package com.acme.coro.itests.bundles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.Spawn;
import com.acme.coro.api.spi.Coroutines;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.SupervisorSpec;
import com.acme.coro.api.supervise.Supervisors;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.log.LogLevel;

/** Bundles that a configuration gives to a scheduler, without a change of their code. */
public class AssignedSchedulerTest {
    private static final int ROUNDS = 50;
    private static final String[] LONG_PATTERN = {"test.mill.*"};

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    /** A function that starts with its bundle, and a component that spawns with whatever scheduler it is given. */
    private static SourceJar mill(String bundle, String target, String... chosen) {
        String[] start = new String[2 + chosen.length];
        start[0] = "coro.start.name";
        start[1] = bundle + ".wheel";
        System.arraycopy(chosen, 0, start, 2, chosen.length);
        return new SourceJar(bundle, "1.0.0")
                .source("mill.Wheel", """
                    package mill;

                    import com.acme.coro.api.*;

                    public final class Wheel implements CoroFunction {
                        @Override
                        public Object run(Self self, Object... args) {
                            return self.receive();
                        }
                    }
                    """)
                .source("mill.Miller", """
                    package mill;

                    import com.acme.coro.api.*;

                    public final class Miller {
                        public volatile Scheduler coros;

                        public void activate() {
                            coros.spawn(Spawn.named("${NAME}").registered("${NAME}"), self -> self.receive());
                        }
                    }
                    """.replace("${NAME}", bundle + ".miller"))
                .function("mill.Wheel", bundle + ".wheel", start)
                .component(
                        "mill.Miller",
                        "<scr:component xmlns:scr=\"http://www.osgi.org/xmlns/scr/v1.3.0\" name=\"mill.Miller\""
                                + " immediate=\"true\" activate=\"activate\"><reference name=\"coros\""
                                + " interface=\"com.acme.coro.api.Scheduler\" field=\"coros\"" + target
                                + "/><implementation class=\"mill.Miller\"/></scr:component>");
    }

    private static String schedulerOf(String coroutine) {
        Coro coro = Await.present(
                "there is " + coroutine, () -> Container.scheduler().locate(coroutine));
        return Container.service(Coroutines.class)
                .status(coro)
                .map(CoroSnapshot::scheduler)
                .orElseThrow();
    }

    /** It may have ended on one scheduler and not begun on the other one at any moment. */
    private static void awaitOn(String scheduler, String coroutine) {
        Await.until(
                coroutine + " runs on " + scheduler,
                () -> Container.scheduler()
                        .locate(coroutine)
                        .flatMap(Container.service(Coroutines.class)::status)
                        .filter(status -> status.scheduler().equals(scheduler))
                        .isPresent());
    }

    private static void awaitScheduler(String name) {
        Await.until(
                "there is the scheduler " + name,
                () -> Container.has(Scheduler.class, Container.schedulerCalled(name)));
    }

    @Test
    void shouldRunWhatABundleSpawnsAndStarts() throws Exception {
        configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        awaitScheduler("mills");
        bundles.started(mill("test.mill.water", ""));
        bundles.started(mill("test.bakery", ""));

        assertEquals("mills", schedulerOf("test.mill.water.miller"));
        assertEquals("mills", schedulerOf("test.mill.water.wheel"));
        assertEquals("default", schedulerOf("test.bakery.miller"));
        assertEquals("default", schedulerOf("test.bakery.wheel"));
    }

    @Test
    void shouldLeaveABundleWhatItHasChosen() throws Exception {
        configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        awaitScheduler("mills");
        bundles.started(
                mill("test.mill.wind", " target=\"(coro.scheduler=default)\"", "coro.start.scheduler", "default"));

        assertEquals("default", schedulerOf("test.mill.wind.miller"));
        assertEquals("default", schedulerOf("test.mill.wind.wheel"));
    }

    @Test
    void shouldTakeTheLongestPatternAndSaySo() throws Exception {
        configurations.addScheduler("mills", Map.of("bundles", "test.mill.*"));
        configurations.addScheduler("all", Map.of("bundles", "test.other, test.*"));
        awaitScheduler("mills");
        awaitScheduler("all");
        bundles.started(mill("test.mill.water", ""));

        assertEquals("mills", schedulerOf("test.mill.water.miller"));
        log.expect(
                LogLevel.WARN,
                "several schedulers are to run a bundle: bundle=test.mill.water, used=mills, claims=[mills by"
                        + " test.mill.*, all by test.*]");
    }

    @Test
    void shouldCountAtTheNextStartOfABundleThatIsThere() throws Exception {
        Bundle bundle = bundles.started(mill("test.mill.water", ""));
        assertEquals("default", schedulerOf("test.mill.water.miller"));

        configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        log.expect(
                LogLevel.WARN,
                "a bundle changes its scheduler when it is started again: bundle=test.mill.water, has=default,"
                        + " assigned=mills");
        assertEquals("default", schedulerOf("test.mill.water.miller"));

        bundle.stop();
        bundle.start();
        assertEquals("mills", schedulerOf("test.mill.water.miller"));
        assertEquals("mills", schedulerOf("test.mill.water.wheel"));
    }

    @Test
    void shouldGiveABundleTheDefaultSchedulerWhenItsOwnGoes() throws Exception {
        Configuration configuration = configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        awaitScheduler("mills");
        Bundle bundle = bundles.started(mill("test.mill.water", ""));
        bundles.started(mill("test.bakery", ""));
        Coro bakery = Container.scheduler().locate("test.bakery.miller").orElseThrow();
        Scheduler obtained = Container.undecided(bundle, Scheduler.class);
        Supervisors supervisors = Container.undecided(bundle, Supervisors.class);
        assertEquals("mills", obtained.name());
        assertEquals("mills", schedulerOf("test.mill.water.wheel"));

        configurations.delete(configuration);
        log.expect(
                LogLevel.WARN,
                "a bundle goes on with another scheduler, as its own has ended: bundle=test.mill.water, had=mills,"
                        + " has=default");

        awaitOn("default", "test.mill.water.wheel");
        assertEquals("default", obtained.name());
        obtained.spawn(Spawn.named("later").registered("test.mill.water.later"), self -> self.receive());
        assertEquals("default", schedulerOf("test.mill.water.later"));
        supervisors.start(SupervisorSpec.named("test.mill.supervisor", Strategy.ONE_FOR_ONE));
        assertTrue(Container.service(Coroutines.class).status(bakery).isPresent(), "another bundle notices nothing");
    }

    @Test
    void shouldCountAgainAtTheNextStartWhenItsConfigurationReturns() throws Exception {
        Configuration configuration = configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        awaitScheduler("mills");
        Bundle bundle = bundles.started(mill("test.mill.water", ""));
        configurations.delete(configuration);
        awaitOn("default", "test.mill.water.wheel");
        configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        log.expect(
                LogLevel.WARN,
                "a bundle changes its scheduler when it is started again: bundle=test.mill.water, has=default,"
                        + " assigned=mills");

        assertEquals("default", Container.undecided(bundle, Scheduler.class).name());
        bundle.stop();
        bundle.start();
        assertEquals("mills", Container.undecided(bundle, Scheduler.class).name());
        assertEquals("mills", schedulerOf("test.mill.water.wheel"));
    }

    @Test
    void shouldStartWhatIsAboutToStartWhenItsSchedulerGoes() throws Exception {
        Bundle bundle = bundles.started(mill("test.mill.water", ""));
        for (int round = 0; round < ROUNDS; round++) {
            bundle.stop();
            Configuration configuration = configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
            awaitScheduler("mills");
            bundle.start();
            configurations.delete(configuration); // at any moment of the start of the wheel
            awaitOn("default", "test.mill.water.wheel");
        }
    }

    @Test
    void shouldHoldWhenOurBundleStartsAfterTheOther() throws Exception {
        configurations.addScheduler("mills", Map.of("bundles", LONG_PATTERN));
        awaitScheduler("mills");
        Bundle ours = Container.bundle("com.acme.coro.scheduler");
        ours.stop();
        bundles.started(mill("test.mill.water", ""));
        ours.start();
        awaitScheduler("default");

        assertEquals("mills", schedulerOf("test.mill.water.miller"));
        assertEquals("mills", schedulerOf("test.mill.water.wheel"));
    }

    @Test
    void refusesWhatIsNoSymbolicName() throws Exception {
        configurations.addScheduler("mills", Map.of("bundles", "test/mill"));
        log.expect(
                LogLevel.ERROR,
                "the configuration of a scheduler is refused: bundles must be symbolic names, with * for any"
                        + " characters: bundles=test/mill");
    }
}
