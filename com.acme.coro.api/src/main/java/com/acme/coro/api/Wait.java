package com.acme.coro.api;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Predicate;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Something to wait for, alone or among several things. Immutable; may be used any number of times.
 *
 * <pre>{@code
 * String answer = self.first(
 *         Wait.message(Order.class).then(order -> handle(order)),
 *         Wait.end(worker).then(outcome -> "the worker ended: " + outcome),
 *         Wait.after(Duration.ofSeconds(3)).then(late -> "nothing came"));
 * }</pre>
 *
 * @param <T> what it brings
 */
public abstract class Wait<T> {
    private Wait() {}

    /**
     * The kinds of waits, for schedulers. A new kind is a new method.
     *
     * @param <R> what the methods return
     */
    @ProviderType
    public interface Kinds<R> {
        /**
         * A message.
         *
         * @param wanted which
         * @return anything
         */
        R message(Predicate<Object> wanted);

        /**
         * A time that passes.
         *
         * @param time not negative
         * @return anything
         */
        R time(Duration time);

        /**
         * A thing that comes about.
         *
         * @param thing a coroutine's end, an event
         * @return anything
         */
        R thing(Waitable<?> thing);

        /**
         * A stage that completes.
         *
         * @param stage the stage
         * @return anything
         */
        R stage(CompletionStage<?> stage);
    }

    /**
     * Calls the method for the kind of this wait. For schedulers.
     *
     * @param <R> what it returns
     * @param kinds has a method for each kind
     * @return what that method returned
     */
    public abstract <R> R accept(Kinds<R> kinds);

    /**
     * Says what is to be done with what this wait brings, see {@link Self#first(Clause, Clause)}.
     *
     * @param <R> type of the result
     * @param handler called on the coroutine's own thread, after all other waits were withdrawn; may wait
     * @return a clause
     */
    public final <R> Clause<R> then(Function<? super T, ? extends R> handler) {
        return new Clause<>(this, handler);
    }

    /**
     * Any message.
     *
     * @return a wait that brings the oldest message
     */
    public static Wait<Object> message() {
        return message(m -> true);
    }

    /**
     * A message of a type.
     *
     * @param <M> the type
     * @param type the type
     * @return a wait that brings the oldest such message
     */
    public static <M> Wait<M> message(Class<M> type) {
        return ofMessage(Objects.requireNonNull(type, "type")::isInstance);
    }

    /**
     * A message that a predicate accepts.
     *
     * @param wanted as for {@link Self#receive(Predicate)}
     * @return a wait that brings the oldest such message
     */
    public static Wait<Object> message(Predicate<Object> wanted) {
        return ofMessage(wanted);
    }

    private static <M> Wait<M> ofMessage(Predicate<Object> wanted) {
        Objects.requireNonNull(wanted, "wanted");
        return new Wait<>() {
            @Override
            public <R> R accept(Kinds<R> kinds) {
                return kinds.message(wanted);
            }
        };
    }

    /**
     * A time, counted from the call that waits.
     *
     * @param time how long, not negative
     * @return a wait that brings that time
     * @throws IllegalArgumentException if the time is negative
     */
    public static Wait<Duration> after(Duration time) {
        if (time.isNegative()) throw new IllegalArgumentException("time must not be negative: time=" + time);
        return new Wait<>() {
            @Override
            public <R> R accept(Kinds<R> kinds) {
                return kinds.time(time);
            }
        };
    }

    /**
     * A coroutine's end.
     *
     * @param coro the coroutine
     * @return a wait that brings its outcome
     */
    public static Wait<Outcome> end(Coro coro) {
        return on(coro);
    }

    /**
     * An event that is set, or another thing that comes about.
     *
     * @param <T> what it brings
     * @param thing the thing
     * @return a wait that brings {@code true} for an event, its outcome for a coroutine
     */
    public static <T> Wait<T> on(Waitable<T> thing) {
        Objects.requireNonNull(thing, "thing");
        return new Wait<>() {
            @Override
            public <R> R accept(Kinds<R> kinds) {
                return kinds.thing(thing);
            }
        };
    }

    /**
     * A stage that completes. One that completes exceptionally makes the wait throw as {@link Self#await(CompletionStage)} does,
     * with what it completed with as the cause of a {@link java.util.concurrent.CompletionException} where that is neither a
     * RuntimeException nor an Error.
     *
     * @param <T> type of the stage's value
     * @param stage the stage
     * @return a wait that brings the stage's value, {@code null} iff that is {@code null}
     */
    public static <T> Wait<T> stage(CompletionStage<T> stage) {
        Objects.requireNonNull(stage, "stage");
        return new Wait<>() {
            @Override
            public <R> R accept(Kinds<R> kinds) {
                return kinds.stage(stage);
            }
        };
    }
}
