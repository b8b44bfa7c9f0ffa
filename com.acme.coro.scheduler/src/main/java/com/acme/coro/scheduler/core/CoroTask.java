package com.acme.coro.scheduler.core;

import com.acme.coro.api.Self;

/** What a coroutine runs where that is not just a lambda. */
public interface CoroTask {
    /** Runs on the coroutine's thread. */
    Object run(Self self) throws Exception;

    /** The function it runs; null if there is none. */
    default FunctionOffer function() {
        return null;
    }

    /** What its function was started with; a copy, empty if there is none. */
    default Object[] arguments() {
        return new Object[0];
    }

    /** The part that a swap replaces. */
    default CoroTask swapped() {
        return this;
    }

    /** The same with another such part. On the coroutine's thread, or while it has none. */
    default CoroTask with(CoroTask other) {
        return other;
    }

    /** The class of the lambda behind it; null if there is none. */
    default Class<?> code() {
        return null;
    }

    /** The coroutine has ended: lets go of what it held. On a service thread. */
    default void release() {}
}
