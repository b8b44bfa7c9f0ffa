package com.acme.coro.api.spi;

import java.util.Objects;

/**
 * A function on offer, or that was.
 *
 * @param name its name
 * @param bundleId the bundle that offers it; 0 without a framework
 * @param bundle symbolic name and version of that bundle, for display
 * @param offer identifies the offer among all of this process, the id of its service in a framework; 0 stands for every
 *     offer of that name and bundle
 * @param component what the offer is known by across revisions of its bundle: the PID of its component's configuration,
 *     otherwise the component's name; empty if there is no such thing
 */
public record OfferedFunction(String name, long bundleId, String bundle, long offer, String component) {
    /** Refuses null. */
    public OfferedFunction {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bundle, "bundle");
        Objects.requireNonNull(component, "component");
    }

    /**
     * Every offer of a function by one bundle.
     *
     * @param name the function's name
     * @param bundleId the bundle that offers it; 0 without a framework
     * @param bundle symbolic name and version of that bundle, for display
     */
    public OfferedFunction(String name, long bundleId, String bundle) {
        this(name, bundleId, bundle, 0, "");
    }

    /**
     * Whether this stands for an offer.
     *
     * @param other one offer
     * @return true if both are of one name and bundle, and this is that offer or stands for all
     */
    public boolean covers(OfferedFunction other) {
        return bundleId == other.bundleId && name.equals(other.name) && (offer == 0 || offer == other.offer);
    }
}
