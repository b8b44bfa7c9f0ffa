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
        OptionalServices surroundings,
        SwapThreads threads,
        RevisionArchive contents,
        FunctionTracker offers,
        LeftRevisions left,
        Supplier<Settings> configured) {
    Settings settings() {
        return configured.get();
    }

    /** Out of the code of a revision; none if it stays. */
    CodecConversion conversionFrom(Optional<ClassLoader> loader) {
        return new CodecConversion(surroundings::codec, loader, Optional::empty, time::nanos);
    }

    /** Into the code of a bundle, as it is when that is needed. */
    CodecConversion conversionInto(Supplier<Optional<ClassLoader>> loader) {
        return new CodecConversion(surroundings::codec, Optional.empty(), loader, time::nanos);
    }

    /** Into the code of the bundles that offer functions, by bundle. */
    Map<Long, CodecConversion> conversionsInto(Iterable<OfferedFunction> functions) {
        var all = new HashMap<Long, CodecConversion>();
        for (OfferedFunction f : functions) {
            all.computeIfAbsent(
                    f.bundleId(), id -> conversionInto(() -> StaleRevisions.loaderOf(bundles.getBundle(id))));
        }
        return all;
    }
}
