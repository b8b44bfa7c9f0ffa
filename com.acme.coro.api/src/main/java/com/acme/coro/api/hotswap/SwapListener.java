package com.acme.coro.api.hotswap;

import org.osgi.annotation.versioning.ConsumerType;

/** A service that is told of swaps by updates, one after the other, on a thread of its caller's; late ones see the next. */
@ConsumerType
public interface SwapListener {
    /**
     * A swap is over.
     *
     * @param report what became of it
     */
    void swapped(SwapReport report);
}
