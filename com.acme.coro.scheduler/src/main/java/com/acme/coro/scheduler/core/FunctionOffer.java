package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroFunction;
import com.acme.coro.api.spi.OfferedFunction;
import java.util.List;
import java.util.Optional;

/** A function that is on offer, as the one who offers it sees it. */
public interface FunctionOffer extends Comparable<FunctionOffer> {
    /** Its name. */
    String name();

    /** The bundle that offers it, 0 without a framework. */
    long bundleId();

    /** The bundle that offers it, for display. */
    String bundle();

    /** Class names of its arguments, empty if it takes any. */
    Optional<List<String>> parameters();

    /** Identifies this offer in this process; never 0. */
    long id();

    /** What it is known by across revisions of its bundle: its configuration's PID, or its component's name. */
    default String component() {
        return "";
    }

    /** A function object for one coroutine; null if it is gone. */
    CoroFunction get();

    /** Why there is no function object, if that is known and the offer is still there. */
    default Optional<String> failure() {
        return Optional.empty();
    }

    /** For those who decide about swaps. */
    default OfferedFunction asFunction() {
        return new OfferedFunction(name(), bundleId(), bundle(), id(), component());
    }

    /**
     * Where coroutines of a stopped bundle go that go on in this function.
     *
     * @return the group of its bundle; null if there are no bundles
     */
    default BundleGroup home(LocalScheduler engine) {
        return null;
    }

    /** The coroutine does not need the function object any more. */
    void release(CoroFunction function);
}
