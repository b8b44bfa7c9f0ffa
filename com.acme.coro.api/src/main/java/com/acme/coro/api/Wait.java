package com.acme.coro.api;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/**
 * One of the things that {@link Self#first(Wait...)} and {@link Self#all(Wait...)} wait for.
 *
 * <pre>{@code
 * switch (self.first(Wait.message(), Wait.end(worker), Wait.after(Duration.ofSeconds(3)))) {
 *     case Wait.Done(int i, Object message) when i == 0 -> handle(message);
 *     case Wait.Done(int i, Object outcome) when i == 1 -> report((Outcome) outcome);
 *     default -> giveUp();
 * }
 * }</pre>
 */
public sealed interface Wait {
    /**
     * What came about.
     *
     * @param index which argument, counted from 0
     * @param value the message, the coroutine's {@link Outcome}, the stage's value, or for an event or a time {@code
     *     true}; {@code null} iff a stage completed with {@code null}
     */
    record Done(int index, Object value) {}

    /**
     * A message.
     *
     * @param wanted which
     */
    record OfMessage(Predicate<Object> wanted) implements Wait {
        /** Refuses null. */
        public OfMessage {
            Objects.requireNonNull(wanted, "wanted");
        }
    }

    /**
     * A time that passes.
     *
     * @param time how long
     */
    record OfTime(Duration time) implements Wait {
        /** Refuses null and negative times. */
        public OfTime {
            Objects.requireNonNull(time, "time");
            if (time.isNegative()) throw new IllegalArgumentException("time must not be negative: time=" + time);
        }
    }

    /**
     * A thing that comes about.
     *
     * @param thing a coroutine's end, an event
     */
    record OfThing(Waitable thing) implements Wait {
        /** Refuses null. */
        public OfThing {
            Objects.requireNonNull(thing, "thing");
        }
    }

    /**
     * A stage that completes. One that completes exceptionally makes the wait throw as {@link
     * Self#await(CompletionStage)} does, with what it completed with as the cause of a {@link
     * java.util.concurrent.CompletionException} where that is not a RuntimeException or an Error.
     *
     * @param stage the stage
     */
    record OfStage(CompletionStage<?> stage) implements Wait {
        /** Refuses null. */
        public OfStage {
            Objects.requireNonNull(stage, "stage");
        }
    }

    /**
     * Any message.
     *
     * @return a wait that brings the oldest message
     */
    static Wait message() {
        return new OfMessage(m -> true);
    }

    /**
     * A message of a type.
     *
     * @param type the type
     * @return a wait that brings the oldest such message
     */
    static Wait message(Class<?> type) {
        return new OfMessage(Objects.requireNonNull(type, "type")::isInstance);
    }

    /**
     * A message that a predicate accepts.
     *
     * @param wanted as for {@link Self#receive(Predicate)}
     * @return a wait that brings the oldest such message
     */
    static Wait message(Predicate<Object> wanted) {
        return new OfMessage(wanted);
    }

    /**
     * A time, counted from the call that waits.
     *
     * @param time how long
     * @return a wait that brings {@code true}
     */
    static Wait after(Duration time) {
        return new OfTime(time);
    }

    /**
     * A coroutine's end.
     *
     * @param coro whose
     * @return a wait that brings its {@link Outcome}
     */
    static Wait end(Coro coro) {
        return new OfThing(coro);
    }

    /**
     * An event that is set, or another thing that comes about.
     *
     * @param thing what
     * @return a wait that brings {@code true}, for a coroutine its outcome
     */
    static Wait on(Waitable thing) {
        return new OfThing(thing);
    }

    /**
     * A stage.
     *
     * @param stage what to wait for
     * @return a wait that brings the stage's value
     */
    static Wait stage(CompletionStage<?> stage) {
        return new OfStage(stage);
    }
}
