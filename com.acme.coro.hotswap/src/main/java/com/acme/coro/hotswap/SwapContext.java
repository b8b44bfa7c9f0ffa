package com.acme.coro.hotswap;

import com.acme.coro.api.spi.OfferedFunction;
import com.acme.coro.api.spi.SwapControl;
import com.acme.coro.api.spi.TimeSource;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.osgi.framework.BundleContext;

/** What everything that takes part in a swap uses. */
record SwapContext(
        BundleContext bundles,
        SwapControl control,
        TimeSource time,
        Clock clock,
        Surroundings surroundings,
        Threads threads,
        Contents contents,
        Offers offers,
        LeftRevisions left,
        Supplier<Settings> configured) {
    Settings settings() {
        return configured.get();
    }

    /** Out of the code of a revision; none if it stays. */
    ByValue conversionFrom(Optional<ClassLoader> loader) {
        return new ByValue(surroundings::codec, loader, Optional::empty, time::nanos);
    }

    /** Into the code of a bundle, as it is when that is needed. */
    ByValue conversionInto(Supplier<Optional<ClassLoader>> loader) {
        return new ByValue(surroundings::codec, Optional.empty(), loader, time::nanos);
    }

    /** Into the code of the bundles that offer functions, by bundle. */
    Map<Long, ByValue> conversionsInto(Iterable<OfferedFunction> functions) {
        var all = new HashMap<Long, ByValue>();
        for (OfferedFunction f : functions) {
            all.computeIfAbsent(f.bundleId(), id -> conversionInto(() -> Stale.loaderOf(bundles.getBundle(id))));
        }
        return all;
    }
}
