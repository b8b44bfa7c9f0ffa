package com.acme.coro.api.sync;

import org.osgi.annotation.versioning.ProviderType;

/** A lock that its holder may acquire again, and must release as many times. */
@ProviderType
public interface ReentrantCoroLock extends CoroLock {
    /**
     * How many times the calling coroutine holds it.
     *
     * @return 0 if it does not
     */
    int holds();
}
