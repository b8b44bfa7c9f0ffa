package com.acme.coro.api;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A reference to a coroutine. It may be in this process or in another, may be kept, compared and sent in messages; it
 * stays a reference to the same coroutine when that has ended. Equal iff the {@link #id()} is equal. Prints as
 * {@code name/id@host:port}.
 *
 * <p>Everything here works from any thread and any number of times. What waits ({@code deliver}, {@code join}, {@code
 * value}, {@code ask}) suspends the calling coroutine, or blocks the calling thread where that is no coroutine's; an
 * expired {@link Duration} makes {@code tryJoin} return empty, {@code deliver} full, and the others throw {@link
 * CoroTimeoutException}. A duration must not be negative; a zero one does not wait.
 *
 * <p>As a {@link Waitable} it comes about with the coroutine's end.
 */
@ProviderType
public interface Coro extends Waitable<Outcome>, Handle {
    /**
     * Its identity.
     *
     * @return the id, never used twice
     */
    CoroId id();

    /**
     * The name it was spawned with: for display, and not unique. The directory of names is separate, see {@link
     * Self#register(String)}.
     *
     * @return the name, not empty
     */
    String name();

    /**
     * Where it runs.
     *
     * @return {@link Location#LOCAL} in a process that is no peer
     */
    Location location();

    /**
     * Puts a message into its mailbox, behind all that were sent before. Does not wait. Messages pass by reference
     * within a process: treat them as immutable. One to a coroutine that has ended is a dead letter, see {@link
     * CoroEvent.DeadLetter}; one that finds the mailbox full is the caller's to deal with.
     *
     * @param message what to send, not null
     * @return whether the mailbox took it
     */
    SendResult send(Object message);

    /**
     * Puts a message into its mailbox, and waits for room while that is full. Where several wait for room, they get
     * it in order. Says nothing of whether the message was received.
     *
     * @param message what to send, not null
     * @return accepted, or gone if the coroutine has ended or ends before there was room; never full
     */
    SendResult deliver(Object message);

    /**
     * As {@link #deliver(Object)}, for at most a time.
     *
     * @param message what to send, not null
     * @param timeout how long to wait for room
     * @return accepted, gone, or full when the time was up; then the message was not, and will not be, put in
     */
    SendResult deliver(Object message, Duration timeout);

    /**
     * Asks it something, and waits for the one answer.
     *
     * <pre>{@code
     * record Query(Coro replyTo) {}
     * int total = meter.ask(Integer.class, Query::new, Duration.ofSeconds(1));     // there: q.replyTo().send(total)
     * }</pre>
     *
     * @param question makes the message from the reference that the answer is to be sent to; a second answer, or a
     *     late one, is a dead letter
     * @param timeout how long to wait for the answer, the time for delivery included
     * @return what was sent to that reference
     * @throws CoroEndedException if it has ended, or ends before it answers
     * @throws CoroTimeoutException if the time was up; it may answer yet, and that answer is a dead letter
     */
    Object ask(Function<Coro, Object> question, Duration timeout);

    /**
     * As {@link #ask(Function, Duration)}, for an answer of a type.
     *
     * @param <T> the type
     * @param type the type
     * @param question as above
     * @param timeout as above
     * @return the answer
     * @throws CoroEndedException if it has ended, or ends before it answers
     * @throws CoroTimeoutException if the time was up
     * @throws WrongTypeException if the answer is of another type
     */
    <T> T ask(Class<T> type, Function<Coro, Object> question, Duration timeout);

    /**
     * Wakes it if it is in {@link Self#suspend()} or {@link Self#sleep(Duration)}. Does not wait, and is not
     * remembered: what it comes upon is what counts.
     *
     * @param value what the suspended call returns, not null
     * @return whether it woke anyone
     */
    Resumed resume(Object value);

    /**
     * Makes its wait, or if it is not waiting its next wait, throw. What it was waiting for is withdrawn first, so
     * that nothing meant for it is lost. Several are thrown one per wait, in order; one that comes before its first
     * turn ends it without running its body.
     *
     * @param exception what to throw there
     * @return accepted, or gone if it has ended
     */
    SignalResult raise(RuntimeException exception);

    /**
     * Asks it to end: {@link TerminateSignal} is thrown at its wait, or at its next. See {@link Self} for clean-up.
     *
     * @return accepted (also when it was asked before and has not ended yet), or gone if it has ended
     */
    SignalResult terminate();

    /**
     * As {@link #terminate()}.
     *
     * @param reason why, or by which caller, for display; becomes part of the outcome
     * @return accepted, or gone if it has ended
     */
    SignalResult terminate(String reason);

    /**
     * Replaces the function that it runs, while it runs: the old body is unwound at its next swap point, and the new
     * one starts from its beginning, with what the old one {@linkplain Self#swappable(java.util.function.Supplier) hands
     * over}. Mailbox, id, name, registrations, monitors, links and the daemon flag stay; so do the locks and other
     * things that the state reaches. Does not wait. Waits while the coroutine is not swappable or {@linkplain
     * Self#shielded shielded}; a newer request replaces one that waits. Refused, with the reason, where nobody offers
     * the function, it does not take the arguments, the state or a message cannot be given to it, the body refuses, or
     * the coroutine has ended or is in another process.
     *
     * @param function name of the function to run next
     * @param args its arguments, none of them null
     * @return tells what becomes of it
     */
    SwapRequest swap(String function, Object... args);

    /**
     * Waits for its end.
     *
     * @return how it ended
     * @throws IllegalStateException if a coroutine waits for itself
     */
    Outcome join();

    /**
     * Waits for its end, for at most a time.
     *
     * @param timeout how long to wait
     * @return how it ended, or empty if it has not
     * @throws IllegalStateException if a coroutine waits for itself
     */
    Optional<Outcome> tryJoin(Duration timeout);

    /**
     * Waits for its value.
     *
     * @return what its body returned, {@code null} iff that was {@code null}
     * @throws CoroEndedException if it ended in any other way; where it failed, with the failure as cause
     */
    Object value();

    /**
     * Waits for its value, for at most a time.
     *
     * @param timeout how long to wait
     * @return what its body returned, {@code null} iff that was {@code null}
     * @throws CoroEndedException if it ended in any other way; where it failed, with the failure as cause
     * @throws CoroTimeoutException if it has not ended when the time is up
     */
    Object value(Duration timeout);

    /**
     * Waits for its value, of a type.
     *
     * @param <T> the type
     * @param type the type
     * @return what its body returned, {@code null} iff that was {@code null}
     * @throws CoroEndedException if it ended in any other way; where it failed, with the failure as cause
     * @throws WrongTypeException if the value is of another type
     */
    <T> T value(Class<T> type);

    /**
     * Waits for its value, of a type, for at most a time.
     *
     * @param <T> the type
     * @param type the type
     * @param timeout how long to wait
     * @return what its body returned, {@code null} iff that was {@code null}
     * @throws CoroEndedException if it ended in any other way; where it failed, with the failure as cause
     * @throws CoroTimeoutException if it has not ended when the time is up
     * @throws WrongTypeException if the value is of another type
     */
    <T> T value(Class<T> type, Duration timeout);

    /**
     * Its value as a stage. Dependents run on a service thread, never in a turn.
     *
     * @return a new stage that completes with the value, or exceptionally with {@link CoroEndedException}
     */
    CompletionStage<Object> asStage();

    /**
     * Whether it has not ended. A snapshot that may be stale on return: to act on an end use {@link Self#monitor(Coro)}
     * or {@link #join()}.
     *
     * @return true if it has not ended as far as is known here
     */
    boolean alive();
}
