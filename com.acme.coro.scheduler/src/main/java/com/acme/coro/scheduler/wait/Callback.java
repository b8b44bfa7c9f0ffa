package com.acme.coro.scheduler.wait;

import java.util.function.Consumer;

/** A waiter that runs a callback when completed. What it calls must not block or throw. */
public final class Callback<T> extends ParkedWait<T> {
    private final Consumer<T> action;

    public Callback(String what, Consumer<T> action) {
        super(what, null);
        this.action = action;
    }

    @Override
    @SuppressWarnings("unchecked") // complete takes a T, and nobody fails a callback
    public void finish(Object brought) {
        action.accept((T) brought);
    }

    @Override
    public T awaitUntil(long timeoutNanos, Runnable withdraw) {
        throw new UnsupportedOperationException("nobody waits here: " + this);
    }
}
