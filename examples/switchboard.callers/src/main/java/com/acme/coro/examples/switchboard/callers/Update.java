package com.acme.coro.examples.switchboard.callers;

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
 * Updates the switchboard's bundle, as anybody could.
 *
 * @param context finds the bundle
 * @param hotSwap knows what became of its coroutines
 */
record Update(BundleContext context, HotSwap hotSwap) {
    private static final String SWITCHBOARD = "com.acme.coro.examples.switchboard";

    /** To a version that this bundle carries; returns the id of the last report before. */
    long to(int version) throws IOException, BundleException {
        long last = hotSwap.reports().stream().mapToLong(SwapReport::id).max().orElse(0);
        try (InputStream jar = Update.class.getResourceAsStream("/versions/switchboard-" + version + ".jar")) {
            bundle().update(jar);
        }
        return last;
    }

    /** Whether the bundle has that version. */
    boolean is(int version) {
        return bundle().getVersion().getMajor() == version;
    }

    /** What came of an update. */
    Optional<SwapReport> report(long after) {
        return hotSwap.reports().stream()
                .filter(report -> report.id() > after && report.from().bundle().equals(SWITCHBOARD))
                .findFirst();
    }

    private Bundle bundle() {
        return Arrays.stream(context.getBundles())
                .filter(bundle -> SWITCHBOARD.equals(bundle.getSymbolicName()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("there is no bundle " + SWITCHBOARD));
    }
}
