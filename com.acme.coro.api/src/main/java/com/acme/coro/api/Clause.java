package com.acme.coro.api;

import java.util.Objects;
import java.util.function.Function;

/**
 * Something to wait for, with what is to be done when it has come about. Made by {@link Wait#then}.
 *
 * @param <R> type of the result
 */
public final class Clause<R> {
    private final Wait<?> awaited;
    private final Function<Object, ? extends R> handler;

    @SuppressWarnings("unchecked") // what the wait brings is a T
    <T> Clause(Wait<T> awaited, Function<? super T, ? extends R> handler) {
        this.awaited = awaited;
        this.handler = (Function<Object, ? extends R>) Objects.requireNonNull(handler, "handler");
    }

    /**
     * What is waited for. For schedulers.
     *
     * @return the wait
     */
    public Wait<?> awaited() {
        return awaited;
    }

    /**
     * Calls the handler. For schedulers.
     *
     * @param brought what the wait brought
     * @return what the handler returned
     */
    public R handle(Object brought) {
        return handler.apply(brought);
    }
}
