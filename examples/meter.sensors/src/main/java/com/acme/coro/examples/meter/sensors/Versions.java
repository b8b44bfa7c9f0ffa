package com.acme.coro.examples.meter.sensors;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.SwapReport;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;

/**
 * Updates the meter's bundle, as anybody could, and looks up what became of its coroutine.
 *
 * @param context finds the bundle
 * @param coros waits for the report
 * @param hotSwap has it
 */
record Versions(BundleContext context, Scheduler coros, HotSwap hotSwap) {
    private static final String METER = "com.acme.coro.examples.meter";

    /** Updates to a version that this bundle carries. */
    SwapReport update(int version) throws IOException, BundleException {
        long last = hotSwap.reports().stream().mapToLong(SwapReport::id).max().orElse(0);
        // snippet: update
        Bundle meter = Arrays.stream(context.getBundles())
                .filter(bundle -> METER.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no bundle " + METER));
        try (InputStream jar = Versions.class.getResourceAsStream("/versions/meter-" + version + ".jar")) {
            meter.update(jar); // nothing else: the coroutines of its functions go along
        }
        // end
        return Measurement.await(coros, "the report of the swap", () -> report(last));
    }

    private Optional<SwapReport> report(long after) {
        return hotSwap.reports().stream()
                .filter(report -> report.id() > after && report.from().bundle().equals(METER))
                .findFirst();
    }
}
