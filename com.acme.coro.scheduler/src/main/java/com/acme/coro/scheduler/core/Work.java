package com.acme.coro.scheduler.core;

import com.acme.coro.api.Self;

/** What a coroutine runs where that is not just a lambda. */
public interface Work {
    /** Runs on the coroutine's thread. */
    Object run(Self self) throws Exception;

    /** The function it runs; null if there is none. */
    default FunctionOffer function() {
        return null;
    }

    /** The class of the lambda behind it; null if there is none. */
    default Class<?> code() {
        return null;
    }

    /** The coroutine has ended: lets go of what it held. On a service thread. */
    default void release() {}
}
