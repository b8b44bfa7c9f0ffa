package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.TestBundles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/** Messages of the bundle's own types wait in the mailbox while the bundle is updated. */
public class MailTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    private static Meters reading(String version, String type) {
        return Meters.version(version)
                .members("@Transferable public record Reading(" + type + " value) {}")
                .more("else if (message instanceof Reading r) sum[0] += (r.value() + \"\").length();");
    }

    /** Sends a reading of the version that is there; it waits, as the bundle stops. */
    private static void stopWithAReading(Bundle bundle, Coro meter) throws Exception {
        Object reading =
                bundle.loadClass("meter.Meter$Reading").getConstructors()[0].newInstance("1234");
        bundle.stop();
        meter.send(1);
        meter.send(reading);
    }

    @Test
    void shouldComeAsTheNewVersionsTypes() throws Exception {
        Bundle bundle = bundles.started(reading("1.0.0", "String").jar());
        Coro meter = Hot.meter();
        stopWithAReading(bundle, meter);

        Hot.update(bundle, reading("2.0.0", "String").jar());
        bundle.start();

        assertEquals("2.0.0: 5", Hot.read(meter));
        assertEquals(2, hot.report().messages());
        assertTrue(hot.report().converted() >= 1);
        assertEquals(List.of(), Hot.swaps().leaks());
    }

    @Test
    void shouldRollBackWhenOneDoesNotFit() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 300L));
        Bundle bundle = bundles.started(reading("1.0.0", "String").jar());
        Coro meter = Hot.meter();
        stopWithAReading(bundle, meter);

        start(bundle, reading("2.0.0", "java.util.List<String>"));

        assertEquals("1.0.0: 5", Hot.read(meter));
        assertEquals(SwapReport.Result.ROLLED_BACK, hot.report().result());
        assertTrue(hot.report().reason().contains("does not fit"), hot.report()::reason);
    }

    @Test
    void shouldBeADeadLetterWhereThatIsThePolicy() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.unfit", "DEAD_LETTER"));
        Bundle bundle = bundles.started(reading("1.0.0", "String").jar());
        Coro meter = Hot.meter();
        stopWithAReading(bundle, meter);

        start(bundle, reading("2.0.0", "java.util.List<String>"));

        assertEquals("2.0.0: 1", Hot.read(meter));
        assertEquals(SwapReport.Result.SWAPPED, hot.report().result());
        assertEquals(1, hot.report().unfit().size());
    }

    private static void start(Bundle bundle, Meters version) throws BundleException {
        Hot.update(bundle, version.jar());
        bundle.start();
    }
}
