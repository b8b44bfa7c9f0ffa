package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogLevel;

/** Updates of functions that use others of their bundle, or share a scheduler with those of another bundle. */
public class SiblingsTest {
    private static final String LET_GO = "test.siblings.let.go";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    @RegisterExtension
    final LogBook log = new LogBook();

    private static Coro counter() {
        return Await.present("there is a counter", () -> Container.scheduler().locate(Counters.SERVER));
    }

    /** Updates twice while messages come; none of them is lost. */
    private void shouldLoseNothing(SourceJar one, SourceJar two, SourceJar three) throws Exception {
        Bundle bundle = bundles.started(one);
        Coro counter = counter();
        var stop = new AtomicBoolean();
        int[] sent = {0};
        Thread sender = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                if (counter.send(1).accepted()) sent[0]++;
                LockSupport.parkNanos(2_000_000);
            }
        });
        try {
            Hot.update(bundle, two);
            Hot.read(counter);
            Hot.update(bundle, three);
            Hot.read(counter);
        } finally {
            stop.set(true);
            sender.join();
        }
        assertEquals("3.0.0: " + sent[0], Hot.read(counter));
        for (int i = 0; i < 2; i++) {
            SwapReport report = hot.report(i);
            assertEquals(SwapReport.Result.SWAPPED, report.result(), report::toString);
            assertEquals(List.of(), report.stayed());
        }
    }

    @Test
    void shouldSwapOneThatSpawnsWhileItsHelperCleansUp() throws Exception {
        shouldLoseNothing(Counters.spawning("1.0.0"), Counters.spawning("2.0.0"), Counters.spawning("3.0.0"));
    }

    @Test
    void shouldGoOnWhenTheFunctionsThatItStartsAreThere() throws Exception {
        shouldLoseNothing(Counters.starting("1.0.0"), Counters.starting("2.0.0"), Counters.starting("3.0.0"));
    }

    @Test
    void shouldNotPayForABundleThatHoldsTheScheduler() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.quiesce", 200L));
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(35_483);
        assertEquals("1.0.0: 35483", Hot.read(meter));
        bundles.started(new SourceJar("test.hog", "1.0.0")
                .source("hog.Hog", """
                    package hog;

                    import com.acme.coro.api.*;

                    public final class Hog implements CoroFunction {
                        @Override
                        public Object run(Self self, Object... args) throws Exception {
                            System.setProperty("test.hog.holds", "true");
                            while (!Boolean.getBoolean("${LET_GO}")) Thread.onSpinWait();
                            return "awake";
                        }
                    }
                    """.replace("${LET_GO}", LET_GO))
                .function("hog.Hog", "test.hog"));
        Coro hog = Container.scheduler().start("test.hog");
        Await.until("it holds the scheduler", () -> Boolean.getBoolean("test.hog.holds"));
        Thread updater = Thread.ofPlatform().start(() -> {
            try {
                Hot.update(bundle, Meters.version("2.0.0").jar());
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        try {
            log.expect(LogLevel.WARN, "test.hog 1.0.0 held scheduler default");
        } finally {
            System.setProperty(LET_GO, "true");
            updater.join();
            System.clearProperty(LET_GO);
            System.clearProperty("test.hog.holds");
        }
        assertEquals("awake", hog.value(Hot.SOON));
        assertEquals("2.0.0: 35483", Hot.read(meter));
        SwapReport report = hot.report();
        assertEquals(SwapReport.Result.SWAPPED, report.result(), report::toString);
    }
}
