package com.acme.coro.api.hotswap;

import java.util.Objects;

/**
 * A function and who offers it.
 *
 * @param name the function
 * @param revision of the bundle that offers it, or did
 * @param offered whether it does now
 * @param running how many coroutines run it
 * @param between how many wait for the bundle to come back
 */
public record FunctionVersion(String name, Revision revision, boolean offered, int running, int between) {
    /** Refuses null. */
    public FunctionVersion {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(revision, "revision");
    }
}
