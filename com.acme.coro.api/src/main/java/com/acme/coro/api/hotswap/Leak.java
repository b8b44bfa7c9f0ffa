package com.acme.coro.api.hotswap;

import java.time.Instant;
import org.osgi.annotation.versioning.ProviderType;

/** A revision that was left and is still in memory. */
@ProviderType
public interface Leak {
    /** {@return the revision} */
    Revision revision();

    /** {@return when it was left} */
    Instant left();

    /** {@return what keeps it, as far as that is known} */
    Hold hold();

    /** What keeps a revision in memory. */
    enum Hold {
        /** Other bundles are wired to it: it stays until packages are refreshed, and is no fault of any code. */
        WIRED,
        /** Code holds on to it: the JVM has dropped soft references as old as its leaving, and it is still there. */
        STRONG,
        /**
         * Code holds on to it, or soft references alone do (caches, mostly): the JVM has not dropped any of that age yet.
         * It does when memory is short, and when they were not used for a time that depends on the free memory.
         */
        PERHAPS_SOFT
    }
}
