package com.acme.coro.scheduler.core;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroEndedException;
import com.acme.coro.api.CoroTimeoutException;
import com.acme.coro.api.Exit;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.SendResult;
import com.acme.coro.api.SignalResult;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.scheduler.wait.Attachable;
import com.acme.coro.scheduler.wait.Callback;
import com.acme.coro.scheduler.wait.ParkedWait;
import com.acme.coro.support.text.Printable;
import com.acme.coro.support.time.Timeouts;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** What every reference does in the same way, whoever it refers to. */
interface CoroReference extends Coro, Attachable {
    /** So much of a name is printed. */
    int NAME = 200;

    CoreRuntime runtime();

    long incarnation();

    long sequence();

    /** Delivers; {@link Timers#NEVER} for no limit. */
    SendResult deliver(Object message, long timeoutNanos);

    /** Delivers the end of a coroutine that this one watches: a bounded mailbox has room for it in any case. */
    void deliverExit(Exit exit);

    /** Delivers the end of a coroutine to a monitor. */
    static void deliverExit(Coro monitor, Exit exit) {
        if (monitor instanceof CoroReference r) r.deliverExit(exit);
        else monitor.send(exit);
    }

    /** A message of a program. An Exit in a mailbox comes from the runtime: a receiver must be able to rely on it. */
    static Object ordinary(Object message) {
        if (Objects.requireNonNull(message, "message") instanceof Exit) {
            throw new IllegalArgumentException("only the scheduler sends an Exit;"
                    + " to pass one on, put it into a message of another type: " + message);
        }
        return message;
    }

    /** How it ended; null if it has not as far as is known here. */
    Outcome outcome();

    /** Completes a waiter with the outcome, now or later. */
    void whenEnded(ParkedWait<? super Outcome> waiter);

    void forgetJoiner(ParkedWait<?> waiter);

    @Override
    default SendResult deliver(Object message) {
        return deliver(message, Timers.NEVER);
    }

    @Override
    default SendResult deliver(Object message, Duration timeout) {
        return deliver(message, Timeouts.nanos(timeout));
    }

    @Override
    default SignalResult terminate() {
        LocalCoro by = runtime().currentCoro();
        return terminate(by == null ? "by thread " + Thread.currentThread().getName() : "by " + by);
    }

    @Override
    default Outcome join() {
        return join(Timers.NEVER);
    }

    @Override
    default Optional<Outcome> tryJoin(Duration timeout) {
        return Optional.ofNullable(join(Timeouts.nanos(timeout)));
    }

    private Outcome join(long timeoutNanos) {
        runtime().mayWait(true);
        Outcome now = outcome();
        if (now != null) return now;
        if (equals(runtime().currentCoro()))
            throw new IllegalStateException("a coroutine cannot wait for its own end: " + this);
        ParkedWait<Outcome> waiter =
                runtime().<Outcome>prepare("the end of ", this).asSwapPoint();
        whenEnded(waiter);
        return waiter.awaitUntil(timeoutNanos, () -> forgetJoiner(waiter));
    }

    @Override
    default Object value() {
        return value(join(Timers.NEVER));
    }

    @Override
    default Object value(Duration timeout) {
        Outcome how = join(Timeouts.nanos(timeout));
        if (how == null) throw new CoroTimeoutException(this + " has not ended within " + timeout);
        return value(how);
    }

    @Override
    default <T> T value(Class<T> type) {
        Objects.requireNonNull(type, "type");
        return TypeChecks.checked("the value of ", this, type, value());
    }

    @Override
    default <T> T value(Class<T> type, Duration timeout) {
        Objects.requireNonNull(type, "type");
        return TypeChecks.checked("the value of ", this, type, value(timeout));
    }

    private Object value(Outcome how) {
        if (how instanceof Outcome.Returned r) return r.value();
        throw new CoroEndedException(this, how);
    }

    @Override
    default CompletionStage<Object> asStage() {
        var stage = new CompletableFuture<Object>();
        whenEnded(new Callback<>(
                "a stage",
                how -> runtime().service(() -> {
                    try {
                        stage.complete(value(how));
                    } catch (CoroEndedException e) {
                        stage.completeExceptionally(e);
                    }
                })));
        return stage.minimalCompletionStage();
    }

    @Override
    default <T> T ask(Class<T> type, Function<Coro, Object> question, Duration timeout) {
        Objects.requireNonNull(type, "type");
        return TypeChecks.checked("the answer of ", this, type, ask(question, timeout));
    }

    @Override
    default Object ask(Function<Coro, Object> question, Duration timeout) {
        Objects.requireNonNull(question, "question");
        return ReplyReference.ask(this, question, Timeouts.nanos(timeout));
    }

    @Override
    default boolean attach(com.acme.coro.api.spi.Waiter<Object> waiter) {
        if (outcome() != null) return false;
        whenEnded((ParkedWait<Object>) waiter);
        return true;
    }

    @Override
    default Optional<Object> now() {
        return Optional.ofNullable(outcome());
    }

    @Override
    default void detach(com.acme.coro.api.spi.Waiter<?> waiter) {
        forgetJoiner((ParkedWait<?>) waiter);
    }

    /** Whether an object is a reference to the same coroutine: {@code equals} of all references. */
    static boolean same(CoroReference reference, Object o) {
        return reference == o
                || o instanceof CoroReference r
                        && r.sequence() == reference.sequence()
                        && r.incarnation() == reference.incarnation()
                || o instanceof Coro c && !(o instanceof CoroReference) && c.id().equals(reference.id());
    }

    /** {@code toString} of all references. */
    static String text(Coro coro) {
        return Printable.of(coro.name(), NAME) + "/" + coro.id() + "@" + coro.location();
    }
}
