package com.acme.coro.scheduler.wait;

import com.acme.coro.api.Coro;
import com.acme.coro.api.spi.Waiter;
import com.acme.coro.scheduler.engine.Timers;
import com.acme.coro.support.time.Timeouts;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * A wait that somebody else completes.
 *
 * <pre>
 * PENDING --claim--> CLAIMED --finish--> FINISHED      complete, fail: both steps
 *    |
 *    +----claim by a raise, a termination, the time------> CLAIMED for good: complete and fail come too late
 * </pre>
 *
 * The claim is one atomic step, and needs no lock: whoever has it decides what the wait brings.
 */
public abstract class ParkedWait<T> implements Waiter<T> {
    private static final VarHandle CLAIMED;

    static {
        try {
            CLAIMED = MethodHandles.lookup().findVarHandle(ParkedWait.class, "claimed", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final String what;
    /** Follows what; null for nothing. Made a text only when that is looked at. */
    private final Object of;

    private volatile boolean claimed;
    /** Neither a raise nor a termination nor an interrupt ends it: they stay due. Set before it begins. */
    private boolean deaf;
    /** A swap ends it as a raise does. Set before it begins. */
    private boolean swapPoint;
    /** Takes what a coroutine that was cut off has not taken; null if it may be lost. Set before it begins. */
    private Consumer<? super T> lost;

    protected ParkedWait(String what, Object of) {
        this.what = what;
        this.of = of;
    }

    /** Claims the right to complete this wait; false if it is claimed already. */
    public final boolean claim() {
        return !claimed && CLAIMED.compareAndSet(this, false, true);
    }

    /** Gives what the wait brings: a value, or a {@link InjectedThrowable}. By the one who claimed it, once. */
    public abstract void finish(Object brought);

    @Override
    public final boolean complete(T value) {
        Objects.requireNonNull(value, "value");
        if (!claim()) return false;
        finish(value);
        return true;
    }

    @Override
    public final boolean fail(RuntimeException exception) {
        Objects.requireNonNull(exception, "exception");
        if (!claim()) return false;
        finish(new InjectedThrowable(exception));
        return true;
    }

    @Override
    public final boolean pending() {
        return !claimed;
    }

    /** Before it begins: neither a raise nor a termination nor an interrupt is to end it. */
    public ParkedWait<T> asDeaf() {
        deaf = true;
        return this;
    }

    public final boolean deaf() {
        return deaf;
    }

    public final boolean swapPoint() {
        return swapPoint;
    }

    /** Hands to the next waiter a value that a coroutine which was cut off has not taken. */
    protected final void giveBack(T value) {
        if (lost != null) lost.accept(value);
    }

    @Override
    public ParkedWait<T> asSwapPoint() {
        swapPoint = true;
        return this;
    }

    @Override
    public ParkedWait<T> givingBack(Consumer<? super T> giveBack) {
        lost = Objects.requireNonNull(giveBack, "giveBack");
        return this;
    }

    @Override
    public Optional<Coro> coro() {
        return Optional.empty();
    }

    /** Waits until the deadline, {@link Timers#NEVER} for none. Returns null when the time is up. */
    public abstract T awaitUntil(long timeoutNanos, Runnable withdraw);

    @Override
    public final T await(Runnable withdraw) {
        return awaitUntil(Timers.NEVER, Objects.requireNonNull(withdraw, "withdraw"));
    }

    @Override
    public final Optional<T> await(Duration timeout, Runnable withdraw) {
        return Optional.ofNullable(awaitUntil(Timeouts.nanos(timeout), Objects.requireNonNull(withdraw, "withdraw")));
    }

    @Override
    public final String toString() {
        return of == null ? what : what + of;
    }
}
