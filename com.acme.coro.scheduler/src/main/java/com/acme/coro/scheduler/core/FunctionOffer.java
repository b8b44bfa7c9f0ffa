package com.acme.coro.scheduler.core;

import com.acme.coro.api.CoroFunction;
import java.util.List;
import java.util.Optional;

/** A function that is on offer, as the one who offers it sees it. */
public interface FunctionOffer extends Comparable<FunctionOffer> {
    /** Its name. */
    String name();

    /** The bundle that offers it, 0 without a framework. */
    long bundleId();

    /** The bundle that offers it, for people. */
    String bundle();

    /** Class names of its arguments, empty if it takes any. */
    Optional<List<String>> parameters();

    /** A function object for one coroutine; null if it is gone. */
    CoroFunction get();

    /** The coroutine does not need the function object any more. */
    void release(CoroFunction function);
}
