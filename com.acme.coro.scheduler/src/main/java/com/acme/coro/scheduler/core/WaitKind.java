package com.acme.coro.scheduler.core;

import com.acme.coro.api.Wait;
import com.acme.coro.api.Waitable;
import com.acme.coro.scheduler.wait.Attachable;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;

/** The kinds of things that a wait for several things may be for. */
sealed interface WaitKind {
    record Message(Predicate<Object> wanted) implements WaitKind {}

    record Time(Duration time) implements WaitKind {}

    record Thing(Attachable thing) implements WaitKind {}

    record Stage(CompletionStage<?> stage) implements WaitKind {}

    /** One of a program's waits. */
    static WaitKind of(Wait<?> wait) {
        return wait.accept(KINDS);
    }

    /** Makes them. */
    Wait.Kinds<WaitKind> KINDS = new Wait.Kinds<>() {
        @Override
        public WaitKind message(Predicate<Object> wanted) {
            return new Message(wanted);
        }

        @Override
        public WaitKind time(Duration time) {
            return new Time(time);
        }

        @Override
        public WaitKind thing(Waitable<?> thing) {
            if (thing instanceof Attachable a) return new Thing(a);
            throw new IllegalArgumentException("this cannot be waited for: " + thing);
        }

        @Override
        public WaitKind stage(CompletionStage<?> stage) {
            return new Stage(stage);
        }
    };
}
