package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.scheduler.wait.InjectedThrowable;
import com.acme.coro.scheduler.wait.ParkedWait;
import java.util.Optional;

/** A wait of a coroutine. */
public final class CoroWait<T> extends ParkedWait<T> {
    private final LocalCoro coro;
    /** What the wait brings; guarded by the coroutine's lock until it is taken. */
    Object brought;
    /** Whether that is a {@link InjectedThrowable}; guarded likewise. */
    private boolean failed;
    /** The coroutine was cut off: nothing takes what it brings. Guarded likewise. */
    private boolean abandoned;
    /** Whether a message ends it too, as {@link LocalCoro#LOOK_AGAIN}: in a wait for several things. */
    boolean watchesMail;
    /** The end of the mailbox when that was looked at before. */
    long mailSeen;

    public CoroWait(String what, Object of, LocalCoro coro) {
        super(what, of);
        this.coro = coro;
    }

    /** Sets what it brings; true if that is to be {@linkplain #giveBack given back}. With the coroutine's lock held. */
    boolean bring(Object value) {
        failed = value instanceof InjectedThrowable;
        brought = value;
        return abandoned;
    }

    /** Nothing takes what it brings; true if that is to be given back now. With the coroutine's lock held. */
    boolean abandon() {
        boolean lost = !abandoned && brought != null;
        abandoned = true;
        return lost;
    }

    /** Hands what it brought to the next. Without the lock. */
    @SuppressWarnings("unchecked") // complete takes a T
    void giveBack() {
        if (!failed) giveBack((T) brought);
    }

    /** What it brought, returned or thrown. */
    Object outcome() {
        if (failed) throw ((InjectedThrowable) brought).rethrow();
        return brought;
    }

    @Override
    public void finish(Object value) {
        coro.finish(this, value);
    }

    @Override
    public Optional<Coro> coro() {
        return Optional.of(coro);
    }

    @Override
    @SuppressWarnings("unchecked") // complete takes a T
    public T awaitUntil(long timeoutNanos, Runnable withdraw) {
        return (T) coro.await(this, timeoutNanos, withdraw);
    }
}
