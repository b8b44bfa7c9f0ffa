package com.acme.coro.scheduler.core;

import com.acme.coro.api.Self;

/** What a coroutine runs: a lambda, or a function with its arguments. */
public interface Work {
    /** Runs on the coroutine's thread. */
    Object run(Self self) throws Exception;

    /** The function it runs; null for a lambda. */
    default FunctionOffer function() {
        return null;
    }

    /** The class of a lambda; null for a function. */
    default Class<?> code() {
        return null;
    }

    /** The coroutine has ended: lets go of what it held. On a service thread. */
    default void release() {}
}
