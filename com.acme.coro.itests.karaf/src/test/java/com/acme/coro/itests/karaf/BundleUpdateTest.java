package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code bundle:update} of a bundle whose coroutine is sent a thousand messages a second. */
class BundleUpdateTest {
    @RegisterExtension
    static final Karaf KARAF = new Karaf("update");

    private final MeterInKaraf meter = new MeterInKaraf(KARAF);

    @Test
    void shouldLoseNothing() throws Exception {
        KARAF.install("coro-examples");
        meter.startSending();

        KARAF.run("bundle:update " + MeterInKaraf.BUNDLE + " "
                + MeterInKaraf.jar(2).toUri());
        meter.awaitCounting(2);
        String swap = meter.lastSwap();
        assertTrue(swap.contains("SWAPPED") && swap.contains("1.0.0") && swap.contains("2.0.0"), swap);
        assertTrue(meter.convertedAtLastSwap() >= 1);

        KARAF.run("bundle:update " + MeterInKaraf.BUNDLE + " "
                + MeterInKaraf.jar(3).toUri());
        KARAF.await(
                "it is rolled back",
                Duration.ofSeconds(30),
                () -> meter.lastSwap().contains("ROLLED_BACK"));
        meter.awaitCounting(2);

        meter.assertNothingWasLost();
        String leaks = KARAF.run("coro:leaks").text();
        assertTrue(!leaks.contains(MeterInKaraf.BUNDLE), leaks);
    }
}
