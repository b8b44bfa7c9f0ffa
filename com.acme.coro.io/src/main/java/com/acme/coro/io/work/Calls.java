package com.acme.coro.io.work;

import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.api.spi.Waiter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Calls of the system on threads that may block. The caller waits; if that ends otherwise the call goes on all the same,
 * and what it brings is given to who can do away with it.
 */
public final class Calls {
    private final Parking parking;
    private final Executor threads;

    /**
     * On threads.
     *
     * @param parking suspends callers
     * @param threads may block
     */
    public Calls(Parking parking, Executor threads) {
        this.parking = parking;
        this.threads = threads;
    }

    /**
     * Has a call made.
     *
     * @param <T> what it brings
     * @param what the call, for people
     * @param where with what
     * @param body the call; does not return null
     * @param failure what to throw for what it throws, if that is checked
     * @param unwanted gets what nobody waits for any more
     * @return what it brings
     */
    public <T> T call(
            String what,
            String where,
            Callable<T> body,
            Function<Exception, RuntimeException> failure,
            Consumer<T> unwanted) {
        Waiter<T> waiter = parking.waiter(what + " " + where);
        execute(where, () -> perform(waiter, body, failure, unwanted));
        return waiter.await(() -> {});
    }

    /**
     * Has a call made whose result needs no doing away with.
     *
     * @param <T> what it brings
     * @param what the call, for people
     * @param where with what
     * @param body the call; does not return null
     * @param failure what to throw for what it throws, if that is checked
     * @return what it brings
     */
    public <T> T call(String what, String where, Callable<T> body, Function<Exception, RuntimeException> failure) {
        return call(what, where, body, failure, nobody -> {});
    }

    /**
     * Has a call begun, for which the caller waits later, or not at all.
     *
     * @param <T> what it brings
     * @param what the call, for people
     * @param where with what
     * @param body the call; does not return null
     * @param failure what to throw for what it throws, if that is checked
     * @return brings what the call does
     */
    public <T> Waiter<T> begin(
            String what, String where, Callable<T> body, Function<Exception, RuntimeException> failure) {
        Waiter<T> waiter = parking.waiter(what + " " + where);
        execute(where, () -> perform(waiter, body, failure, nobody -> {}));
        return waiter;
    }

    private void execute(String where, Runnable job) {
        try {
            threads.execute(job);
        } catch (RejectedExecutionException e) {
            throw new IoClosedException("the bundle has stopped: " + where, where);
        }
    }

    private static <T> void perform(
            Waiter<T> waiter, Callable<T> body, Function<Exception, RuntimeException> failure, Consumer<T> unwanted) {
        Optional<T> value = Optional.empty();
        RuntimeException thrown = null;
        try {
            value = Optional.of(body.call());
        } catch (RuntimeException e) {
            thrown = e;
        } catch (Exception e) {
            thrown = failure.apply(e);
        } catch (Error e) {
            thrown = new IllegalStateException(e);
        }
        if (thrown != null) waiter.fail(thrown);
        else if (!waiter.complete(value.get())) unwanted.accept(value.get());
    }
}
