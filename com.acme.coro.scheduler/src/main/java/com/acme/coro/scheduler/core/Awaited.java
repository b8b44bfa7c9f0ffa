package com.acme.coro.scheduler.core;

import com.acme.coro.api.Wait;
import com.acme.coro.api.Waitable;
import com.acme.coro.scheduler.wait.Attachable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The kinds of things that a wait for several things may be for. */
sealed interface Awaited {
    record Message(Predicate<Object> wanted) implements Awaited {}

    record Time(Duration time) implements Awaited {}

    record Thing(Attachable thing) implements Awaited {}

    record Stage(CompletionStage<?> stage) implements Awaited {}

    /** One of a program's waits. */
    static Awaited of(Wait<?> wait) {
        return wait.accept(KINDS);
    }

    /** Makes them. */
    Wait.Kinds<Awaited> KINDS = new Wait.Kinds<>() {
        @Override
        public Awaited message(Predicate<Object> wanted) {
            return new Message(wanted);
        }

        @Override
        public Awaited time(Duration time) {
            return new Time(time);
        }

        @Override
        public Awaited thing(Waitable<?> thing) {
            if (thing instanceof Attachable a) return new Thing(a);
            throw new IllegalArgumentException("this cannot be waited for: " + thing);
        }

        @Override
        public Awaited stage(CompletionStage<?> stage) {
            return new Stage(stage);
        }
    };
}
