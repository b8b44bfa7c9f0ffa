package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One wait of one coroutine or thread. It ends once: whichever comes first of {@link #complete}, {@link #fail}, the
 * time, a raise, a termination. All others learn that they came too late, so that what they brought can go to
 * somebody else and nothing is lost.
 *
 * @param <T> what the wait brings
 */
@ProviderType
public interface Waiter<T> {
    /**
     * Ends the wait with a value. From any thread; never blocks.
     *
     * @param value what {@code await} returns, not null
     * @return true iff this ended the wait; false: the value was not taken
     */
    boolean complete(T value);

    /**
     * Ends the wait with an exception. From any thread; never blocks.
     *
     * @param exception what {@code await} throws
     * @return true iff this ended the wait
     */
    boolean fail(RuntimeException exception);

    /**
     * Whether the wait has not ended. A snapshot.
     *
     * @return true if a complete might still be taken
     */
    boolean pending();

    /**
     * Whose wait it is.
     *
     * @return the coroutine, or empty for a plain thread's
     */
    Optional<Coro> coro();

    /**
     * Makes this wait a swap point: a swap ends it as a raise does. For what can be withdrawn without loss, as a read
     * that leaves what it has got to the next reader. Before {@code await}.
     *
     * @return this
     */
    Waiter<T> asSwapPoint();

    /**
     * Says what becomes of a value that would be lost: one that completed the wait of a coroutine which was detached before
     * it took it. For what goes to one waiter only, as a permit does. Before {@code await}.
     *
     * @param giveBack hands the value to the next; must not wait
     * @return this
     */
    Waiter<T> givingBack(Consumer<? super T> giveBack);

    /**
     * Waits.
     *
     * @param withdraw runs on the waiting thread, before this returns or throws, if the wait ended otherwise than by
     *     {@code complete} or {@code fail}: takes the waiter out of wherever it stands. Must not wait.
     * @return the value
     */
    T await(Runnable withdraw);

    /**
     * Waits for at most a time.
     *
     * @param timeout how long; zero takes what is there
     * @param withdraw as for {@link #await(Runnable)}; also runs when the time is up
     * @return the value, or empty when the time is up
     */
    Optional<T> await(Duration timeout, Runnable withdraw);
}
