package com.acme.coro.api.hotswap;

import java.time.Instant;
import java.util.Objects;

/**
 * A revision that was left and is still in memory.
 *
 * @param revision which
 * @param left since when
 * @param wired whether other bundles are wired to it, so that it stays until packages are refreshed: no fault of
 *     anybody's
 */
public record Leak(Revision revision, Instant left, boolean wired) {
    /** Refuses null. */
    public Leak {
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(left, "left");
    }
}
