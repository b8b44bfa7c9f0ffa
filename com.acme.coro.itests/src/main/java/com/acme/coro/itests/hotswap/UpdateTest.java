package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundles;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** A bundle is updated: its coroutines go on in the new version. */
public class UpdateTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Hot hot = new Hot();

    /** The JVM drops soft references after some seconds, more of them where the heap is large. */
    private static final Duration DROPPED = Duration.ofSeconds(50);

    @Test
    void shouldGoOnInTheNewVersionWithItsState() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(40);
        assertEquals("1.0.0: 40", Hot.read(meter));

        Hot.update(bundle, Meters.version("2.0.0").jar());
        meter.send(2);

        assertEquals("2.0.0: 42", Hot.read(meter));
        assertEquals(meter, Hot.meter());
        SwapReport report = hot.report();
        assertEquals(SwapReport.Result.SWAPPED, report.result());
        assertEquals(List.of(Meters.FUNCTION), report.functions());
        assertEquals(List.of(Meters.SERVER), report.names());
        assertEquals("1.0.0", report.from().version());
        assertEquals("2.0.0", report.to().version());
        assertNotEquals(report.from().hash(), report.to().hash());
        assertEquals(64, report.to().hash().length());
    }

    @Test
    void shouldReceiveInOrderWhatWasSentMeanwhile() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();

        bundle.stop();
        for (int i = 1; i <= 100; i++) meter.send(i);
        bundle.start();

        assertEquals("1.0.0: 5050", Hot.read(meter));
        SwapReport report = hot.report();
        assertEquals(100, report.messages());
        assertEquals(report.from(), report.to());
    }

    @Test
    void shouldSwapDownAsUp() throws Exception {
        Bundle bundle = bundles.started(Meters.version("2.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(1);

        Hot.update(bundle, Meters.version("1.0.0").jar());

        assertEquals("1.0.0: 1", Hot.read(meter));
    }

    @Test
    void shouldSwapAtARefreshOfPackages() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(1);

        Container.refresh(bundle);

        assertEquals("1.0.0: 1", Hot.read(meter));
        assertEquals(SwapReport.Result.SWAPPED, hot.report().result());
    }

    @Test
    void shouldLetNothingBeOfTheOldVersion() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        for (int i = 2; i < 5; i++) {
            Hot.update(bundle, Meters.version(i + ".0.0").jar());
            assertEquals(i + ".0.0: 0", Hot.read(meter));
        }

        assertEquals(List.of(), Hot.swaps().leaks());
        assertTrue(hot.reports().size() <= 3);
    }

    @Test
    void shouldTellWhetherAnOldVersionIsPerhapsHeldSoftly() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        var soft = new SoftReference<Object>(bundle.loadClass("meter.Meter"));
        Hot.update(bundle, Meters.version("2.0.0").jar());
        assertEquals("2.0.0: 0", Hot.read(Hot.meter()));
        assertEquals(List.of(Leak.Hold.PERHAPS_SOFT), holds());

        // unlike the soft reference, which the JVM drops, this one stays
        var strong = new AtomicReference<Class<?>>(bundle.loadClass("meter.Meter"));
        Hot.update(bundle, Meters.version("3.0.0").jar());
        assertEquals("3.0.0: 0", Hot.read(Hot.meter()));
        Await.until(DROPPED, "one is held, the other was dropped", () -> holds().equals(List.of(Leak.Hold.STRONG)));
        assertTrue(soft.refersTo(null));
        strong.set(null);
        Await.until(Hot.SOON, "no old version is in memory", () -> holds().isEmpty());
    }

    private static List<Leak.Hold> holds() {
        return Hot.swaps().leaks().stream().map(Leak::hold).toList();
    }
}
