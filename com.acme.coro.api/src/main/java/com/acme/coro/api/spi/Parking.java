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
     * As {@link #own(AutoCloseable)}, for a resource that users know by another object. At a swap it goes to the next
     * version iff the state reaches that object; otherwise it is closed.
     *
     * @param resource what to close
     * @param handle what users hold of it
     * @return true if there is a coroutine to own it
     */
    boolean own(AutoCloseable resource, Object handle);

    /**
     * Puts off the closing or release of a resource while its coroutine unwinds for a swap: what closes resources asks
     * this first. From the owner's thread.
     *
     * @param resource what the calling coroutine may own
     * @param release does it, when the body is over and the state does not reach the resource; runs once at most, on
     *     the coroutine's thread
     * @return true if it is put off: then nothing is to be done now
     */
    boolean putOff(AutoCloseable resource, Runnable release);

    /**
     * Takes a resource back from the coroutine that owns it. Cheap when it was owned last. From the owner's thread.
     *
     * @param resource the same object
     * @return false if the calling coroutine does not own it
     */
    boolean disown(AutoCloseable resource);

    /**
     * Lets every other coroutine that is ready have a turn, before what might go on without end. A wait like others: it
     * is a swap point, and a raise or termination that is due ends it. Without effect on a plain thread.
     *
     * @throws com.acme.coro.api.DetachedException on the thread of a coroutine that was cut off
     */
    void giveWay();

    /**
     * To be called at the beginning of every call that may wait, before anything is taken: where a coroutine has made many
     * such calls in one turn and none of them had to wait, this yields. What was raised, or a termination that is due, is
     * thrown. Without effect on a plain thread.
     *
     * @param swapPoint whether the wait of that call is a swap point: then a swap that is due may be taken here, too; false
     *     for calls that finish before a swap, such as sends
     * @throws com.acme.coro.api.DetachedException on the thread of a coroutine that was cut off
     */
    void mayWait(boolean swapPoint);

    /**
     * The loop that carries the calling coroutine.
     *
     * @return the loop, the same for every coroutine of its scheduler; empty on a plain thread, for a scheduler that
     *     has no thread of its own, and where time is not real
     */
    Optional<EventLoop> eventLoop();
}
