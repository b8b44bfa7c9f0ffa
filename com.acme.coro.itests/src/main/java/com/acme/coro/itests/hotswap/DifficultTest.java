package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Updates that meet functions, callers and bytes that do not behave. */
public class DifficultTest {
    private static final String LET_GO = "test.let.go";
    private static final String FOR_EVER = "while (!Boolean.getBoolean(\"" + LET_GO + "\"))";

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    /** Nothing else can end those that were cut off. */
    @AfterEach
    void letGo() {
        System.setProperty(LET_GO, "true");
        try {
            Await.until("nobody runs old code", () -> Hot.swaps().leaks().isEmpty());
        } finally {
            System.clearProperty(LET_GO);
        }
    }

    private static Coro startedAnew(Coro before) {
        return Await.present(
                "another meter is started",
                () -> Container.scheduler().locate(Meters.SERVER).filter(c -> !c.equals(before)));
    }

    private static String stayed(SwapReport report) {
        return String.join("; ", report.stayed());
    }

    @Test
    void shouldCutOffWhatNeverWaitsAndStartTheNewVersionAnew() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.quiesce", 100L));
        configurations.set(Configurations.SCHEDULER, Map.of("stop.grace", 100L));
        Bundle bundle = bundles.started(Meters.version("1.0.0")
                .more("else if (message.equals(\"spin\")) " + FOR_EVER + " Thread.onSpinWait();")
                .jar());
        Coro meter = Hot.meter();
        meter.send("spin");

        Hot.update(bundle, Meters.version("2.0.0").jar());

        assertInstanceOf(Outcome.Detached.class, meter.tryJoin(Hot.SOON).orElseThrow());
        assertEquals("2.0.0: 0", Hot.read(startedAnew(meter)));
        assertTrue(stayed(hot.report()).contains("swap point"), stayed(hot.report()));
        bundle.uninstall();
    }

    @Test
    void shouldEndWhatCatchesEverything() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.quiesce", 500L));
        configurations.set(Configurations.SCHEDULER, Map.of("stop.grace", 100L));
        Bundle bundle = bundles.started(Meters.version("1.0.0")
                .more("else if (message.equals(\"hide\")) " + FOR_EVER
                        // not so often that its thread is parked for good: it is to let go at the end
                        + " try { self.receive(); } catch (DetachedException cut) {"
                        + " java.util.concurrent.locks.LockSupport.parkNanos(100_000_000L); } catch (Throwable"
                        + " all) { }")
                .jar());
        Coro meter = Hot.meter();
        meter.send("hide");

        Hot.update(bundle, Meters.version("2.0.0").jar());

        Outcome how = meter.tryJoin(Hot.SOON).orElseThrow();
        assertTrue(how instanceof Outcome.CodeGone || how instanceof Outcome.Detached, how.toString());
        assertEquals("2.0.0: 0", Hot.read(startedAnew(meter)));
        assertTrue(stayed(hot.report()).contains("swallowed"), stayed(hot.report()));
    }

    @Test
    void shouldSwapWhenACoroutineOfAnotherBundleMakesTheUpdate() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(5);
        assertEquals("1.0.0: 5", Hot.read(meter));

        Coro updater = Container.scheduler().spawn("updater", self -> {
            Hot.update(bundle, Meters.version("2.0.0").jar());
            return "updated";
        });

        assertEquals("updated", updater.value(Hot.SOON));
        assertEquals("2.0.0: 5", Hot.read(meter));
    }

    @Test
    void shouldNotWaitForAFunctionThatUpdatesItsOwnBundle() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0")
                .more("else if (message instanceof Runnable r) r.run();")
                .jar());
        Coro meter = Hot.meter();
        Coro other = Container.scheduler().start(Meters.FUNCTION);
        other.send(3);
        assertEquals("1.0.0: 3", Hot.read(other));
        byte[] two = Meters.version("2.0.0").jar().bytes();

        meter.send((Runnable) () -> {
            try {
                bundle.update(new ByteArrayInputStream(two));
            } catch (BundleException e) {
                throw new AssertionError(e);
            }
        });

        assertInstanceOf(Outcome.CodeGone.class, meter.tryJoin(Hot.SOON).orElseThrow());
        assertEquals("2.0.0: 3", Hot.read(other));
        assertEquals("2.0.0: 0", Hot.read(startedAnew(meter)));
        other.terminate();
    }

    @Test
    void shouldLoseNothingWhenUpdatesMeetUpdates() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        byte[][] jars = {
            Meters.version("2.0.0").jar().bytes(), Meters.version("3.0.0").jar().bytes()
        };
        var stop = new AtomicBoolean();
        int[] sent = {0};
        Thread sender = Thread.ofPlatform().start(() -> {
            while (!stop.get()) {
                if (meter.send(1).accepted()) sent[0]++;
                java.util.concurrent.locks.LockSupport.parkNanos(200_000);
            }
        });
        var wrong = new AtomicReference<Throwable>();
        var updaters = new ArrayList<Thread>();
        for (byte[] jar : jars) {
            updaters.add(Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 10; i++) {
                    try {
                        bundle.update(new ByteArrayInputStream(jar));
                    } catch (BundleException | IllegalStateException e) {
                        wrong.set(e);
                    }
                }
            }));
        }
        for (Thread t : updaters) t.join();
        stop.set(true);
        sender.join();

        assertEquals(null, wrong.get());
        assertTrue(Hot.read(meter).toString().endsWith(": " + sent[0]), Hot.read(meter) + ", sent " + sent[0]);
    }

    @Test
    void shouldGoOnAfterBytesThatAreNoJar() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(9);
        byte[] good = Meters.version("2.0.0").jar().bytes();
        for (byte[] bad : new byte[][] {{}, {1, 2, 3}, Arrays.copyOf(good, good.length / 2)}) {
            try {
                bundle.update(new ByteArrayInputStream(bad));
            } catch (BundleException | RuntimeException refused) {
                // the framework may tell, or be content with what it can read
            }
            assertEquals("1.0.0: 9", Hot.read(meter));
            assertEquals(meter, Hot.meter());
        }
    }

    @Test
    void shouldUseTheFunctionThatRanksHigherAndSwapOnlyThoseOfTheBundleThatIsUpdated() throws Exception {
        Bundle low = bundles.started(Meters.version("1.0.0").jar());
        Coro first = Hot.meter();
        Bundle high = bundles.started(rival("5.0.0"));
        Coro second = Container.scheduler().start(Meters.FUNCTION);
        first.send(1);
        second.send(2);
        assertEquals("5.0.0: 2", Hot.read(second));
        assertEquals("1.0.0: 1", Hot.read(first));

        Hot.update(low, Meters.version("2.0.0").jar());
        assertEquals("2.0.0: 1", Hot.read(first));
        assertEquals("5.0.0: 2", Hot.read(second));

        Hot.update(high, rival("6.0.0"));
        assertEquals("6.0.0: 2", Hot.read(second));
        assertEquals("2.0.0: 1", Hot.read(first));
        second.terminate();
    }

    /** Another bundle with a function of the same name, which ranks higher and starts nothing. */
    private static SourceJar rival(String version) {
        return Meters.version(version).rival("test.rival", 10);
    }

    @Test
    void shouldSwapByHandIntoAnotherBundlesFunction() throws Exception {
        bundles.started(Meters.version("1.0.0").jar());
        bundles.started(Meters.version("7.0.0").function("test.meter.seven").rival("test.seven", 0));
        Coro meter = Hot.meter();
        meter.send(4);
        assertEquals("1.0.0: 4", Hot.read(meter));
        assertEquals(
                new com.acme.coro.api.SwapStatus.Applied(),
                meter.swap("test.meter.seven").await(Hot.SOON));
        assertEquals("7.0.0: 4", Hot.read(meter));
        assertEquals(meter, Hot.meter());
        assertThrows(NullPointerException.class, () -> meter.swap("test.meter.seven", (Object) null));
    }
}
