package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.SwapListener;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.api.hotswap.SwapReportDTO;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.log.LogLevel;

/** Who is told of a swap, and of what. */
public class ReportTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Hot hot = new Hot();

    @RegisterExtension
    final LogBook log = new LogBook();

    @TempDir
    Path folder;

    private final ConcurrentLinkedQueue<SwapReport> told = new ConcurrentLinkedQueue<>();
    private ServiceRegistration<?> listener;

    @BeforeEach
    void listen() {
        SwapListener listening = told::add;
        listener = Container.context().registerService(SwapListener.class, listening, null);
    }

    @AfterEach
    void stopListening() {
        listener.unregister();
    }

    /** Waits until listeners are told, who are the last. */
    private void awaitTold() {
        Await.until("listeners are told", () -> told.contains(hot.report()));
    }

    private Bundle updated() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        meter.send(1);
        assertEquals("1.0.0: 1", Hot.read(meter));
        Hot.update(bundle, Meters.version("2.0.0").jar());
        assertEquals("2.0.0: 1", Hot.read(meter));
        return bundle;
    }

    @Test
    void shouldTellListenersThoughOneOfThemFails() throws Exception {
        SwapListener broken = report -> {
            throw new IllegalStateException("a broken listener");
        };
        ServiceRegistration<?> registered = Container.context().registerService(SwapListener.class, broken, null);
        try {
            updated();

            awaitTold();
            log.expect(LogLevel.ERROR, "a broken listener");
        } finally {
            registered.unregister();
        }
    }

    @Test
    void shouldTellOthersThoughOneThrowsAnError() throws Exception {
        SwapListener broken = report -> {
            throw new AssertionError("an Error of a listener");
        };
        ServiceRegistration<?> registered = Container.context()
                .registerService(
                        SwapListener.class,
                        broken,
                        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        try {
            updated();

            awaitTold();
            log.expect(LogLevel.ERROR, "an Error of a listener");
        } finally {
            registered.unregister();
        }
    }

    @Test
    void shouldGoOnReportingAndRollingBackThoughAListenerNeverReturns() throws Exception {
        var released = new CountDownLatch(1);
        SwapListener hanging = report -> {
            try {
                released.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        ServiceRegistration<?> registered = Container.context().registerService(SwapListener.class, hanging, null);
        try {
            Bundle bundle = updated();
            Coro meter = Hot.meter();

            Hot.update(bundle, Meters.version("3.0.0").function("test.other").jar());

            assertEquals("2.0.0: 1", Hot.read(meter));
            assertEquals(SwapReport.Result.ROLLED_BACK, hot.report(1).result());
        } finally {
            registered.unregister();
            released.countDown();
        }
    }

    @Test
    void shouldGiveAllOfItToManagementTools() throws Exception {
        updated();
        SwapReport report = hot.report();

        SwapReportDTO dto = report.toDTO();

        assertEquals(report.id(), dto.id);
        assertEquals("SWAPPED", dto.result);
        assertEquals(List.of(Meters.FUNCTION), List.of(dto.functions));
        assertTrue(dto.toString().contains(report.to().hash()), dto::toString);
        assertEquals(Optional.of(report), Hot.swaps().report(report.id()));
    }

    @Test
    void shouldBeInAFlightRecording() throws Exception {
        Path file = folder.resolve("swap.jfr");
        try (var recording = new Recording()) {
            recording.enable("com.acme.coro.BundleSwap");
            recording.start();
            updated();
            awaitTold();
            recording.stop();
            recording.dump(file);
        }

        List<RecordedEvent> swaps = RecordingFile.readAllEvents(file).stream()
                .filter(e -> e.getEventType().getName().equals("com.acme.coro.BundleSwap"))
                // coroutines of an earlier test may have waited until just now
                .filter(e -> e.getString("to").equals(hot.report().to().toString()))
                .filter(e -> !e.getString("reason").equals("all had ended while they waited"))
                .toList();
        assertEquals(1, swaps.size());
        assertEquals("SWAPPED", swaps.get(0).getString("result"));
        assertEquals(1, swaps.get(0).getInt("swapped"));
        assertEquals(hot.report().from().toString(), swaps.get(0).getString("from"));
    }

    @Test
    void shouldSayWhatIsOfferedAndWhoWaitsForWhat() throws Exception {
        Bundle bundle = updated();
        assertTrue(
                functions().contains("test.meter test.meter 2.0.0 true 1 0"),
                () -> functions().toString());

        bundle.stop();

        assertTrue(
                functions().contains("test.meter test.meter 2.0.0 false 0 1"),
                () -> functions().toString());
    }

    private static List<String> functions() {
        return Hot.swaps().functions().stream()
                .map(f -> String.join(
                        " ",
                        f.name(),
                        f.revision().bundle(),
                        f.revision().version(),
                        "" + f.offered(),
                        "" + f.running(),
                        "" + f.between()))
                .toList();
    }

    @Test
    void shouldNotWarnOfCoroutinesThatEndWithTheirBundleAsTheySaid() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0")
                .state("sum[0]); self.swappable(false", "0")
                .jar());
        Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(Hot.meter()));

        bundle.stop();

        assertEquals(SwapReport.Result.CODE_GONE, hot.report().result());
        awaitTold();
        assertTrue(log.texts(LogLevel.WARN).stream().noneMatch(t -> t.contains("test.meter")), log.texts()::toString);
    }

    @Test
    void shouldReportAtOnceThatAllWhoWaitedHaveEnded() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar());
        Coro meter = Hot.meter();
        bundle.stop();

        meter.terminate("not needed any more");
        meter.join();

        SwapReport report = Await.present(
                "it is reported, though the time to wait is not over",
                () -> Hot.swaps().reports().stream()
                        .filter(r -> r.id() > hot.before() && r.reason().equals("all had ended while they waited"))
                        .findFirst());
        assertEquals(List.of(Meters.SERVER), report.names());
    }
}
