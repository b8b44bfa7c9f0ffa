package com.acme.coro.api.spi;

import java.util.Objects;

/**
 * A function on offer, or that was.
 *
 * @param name its name
 * @param bundleId the bundle that offers it; 0 without a framework
 * @param bundle symbolic name and version of that bundle, for people
 */
public record OfferedFunction(String name, long bundleId, String bundle) {
    /** Refuses null. */
    public OfferedFunction {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bundle, "bundle");
    }
}
