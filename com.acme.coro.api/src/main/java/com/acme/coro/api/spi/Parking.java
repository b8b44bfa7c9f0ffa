package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Suspends coroutines for things outside the scheduler, and ties those things to their coroutine's life. */
@ProviderType
public interface Parking {
    /**
     * The coroutine that runs on the calling thread.
     *
     * @return its reference, or empty
     * @throws com.acme.coro.api.DetachedException on the thread of a coroutine that was cut off
     */
    Optional<Coro> current();

    /**
     * Prepares a wait of the calling coroutine, or of the calling thread where no coroutine runs on it. It may be
     * completed from then on, before {@code await} too.
     *
     * @param <T> what the wait brings
     * @param what what is waited for, in words, for dumps and errors
     * @return a waiter to be awaited once, by the same caller
     * @throws com.acme.coro.api.DetachedException on the thread of a coroutine that was cut off
     */
    <T> Waiter<T> waiter(String what);

    /**
     * As {@link #waiter(String)}, for waits that make sense in a coroutine only.
     *
     * @param <T> what the wait brings
     * @param what what is waited for, in words
     * @return a waiter to be awaited once, by the same caller
     * @throws com.acme.coro.api.NotInCoroutineException where no coroutine runs
     * @throws com.acme.coro.api.DetachedException on the thread of a coroutine that was cut off
     */
    <T> Waiter<T> coroutineWaiter(String what);

    /**
     * Makes a resource end with the calling coroutine: it is closed when that has unwound, before anybody is told of
     * its end, the newest first. Without effect on a plain thread.
     *
     * @param resource what to close; may wait in {@code close} within the coroutine's grace
     * @return true if there is a coroutine to own it
     */
    boolean own(AutoCloseable resource);

    /**
     * Takes a resource back from the coroutine that owns it. Cheap when it was owned last. From the owner's thread.
     *
     * @param resource the same object
     * @return false if the calling coroutine does not own it
     */
    boolean disown(AutoCloseable resource);
}
