package com.acme.coro.api.hotswap;

import org.osgi.annotation.versioning.ProviderType;

/** A function and who offers it. */
@ProviderType
public interface FunctionVersion {
    /** {@return the function} */
    String name();

    /** {@return of the bundle that offers it, or did} */
    Revision revision();

    /** {@return whether it does now} */
    boolean offered();

    /** {@return how many coroutines run it} */
    int running();

    /** {@return how many wait for the bundle to come back} */
    int between();
}
