package com.acme.coro.api;

import org.osgi.annotation.versioning.ConsumerType;

/** What a coroutine does, as a lambda. Its coroutine ends with the bundle it comes from. */
@ConsumerType
@FunctionalInterface
public interface CoroBody {
    /**
     * Runs on the coroutine's own (virtual) thread, from its first turn to its end.
     *
     * @param self what the coroutine holds of itself; of use to this coroutine alone
     * @return the coroutine's value, see {@link Outcome.Returned}; {@code null} says that there is none
     * @throws Exception ends the coroutine with {@link Outcome.Failed}
     */
    Object run(Self self) throws Exception;
}
