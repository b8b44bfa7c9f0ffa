package com.acme.coro.api;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.osgi.annotation.versioning.ProviderType;
import org.osgi.service.log.Logger;

/**
 * What a running coroutine holds of itself. All of it is for the coroutine itself, on its own thread: anybody else, or
 * the coroutine's thread after its end, gets a {@link WrongCoroutineException}.
 *
 * <p><b>Waits</b> are {@code receive}, {@code sleep}, {@code suspend}, {@link #yield()}, {@code await}, {@code first},
 * {@code all} and {@code locate} with a time. Only there may other coroutines of the scheduler run. Every wait may
 * throw what was {@linkplain Coro#raise(RuntimeException) raised}, and {@link TerminateSignal}. Durations must not be
 * negative; a zero one does not wait for long: it lets every other coroutine that is ready run once. A wait whose name begins
 * with {@code try} is empty when its time is up; any other with a time throws {@link CoroTimeoutException}.
 *
 * <p><b>Being terminated.</b> The signal unwinds the body, innermost {@code finally} first. Clean-up may wait, for as
 * long as the scheduler's grace allows (configuration {@code cleanup.grace}, 5 s by default); then, or as soon as the
 * coroutine waits without limit for messages or a resume again, the signal was swallowed: that is logged, and it is
 * raised again.
 */
@ProviderType
public interface Self {
    /**
     * The reference to this coroutine, for others to keep.
     *
     * @return the reference
     */
    Coro coro();

    /**
     * The name this coroutine was spawned with.
     *
     * @return the name
     */
    String name();

    /**
     * A logger whose lines carry this coroutine's name, and belong to the bundle of the code it runs; a log service's,
     * where there is one. Its level is that of the logger called {@code coro.<name>}.
     *
     * @return the logger
     */
    Logger log();

    /**
     * Waits for the oldest message.
     *
     * @return the message
     */
    Object receive();

    /**
     * Waits for the oldest message, for at most a time.
     *
     * @param timeout how long to wait; zero polls, and gives way once if there is none
     * @return the message, or empty when the time is up
     */
    Optional<Object> tryReceive(Duration timeout);

    /**
     * Waits for the oldest message of a type. The others stay in the mailbox, in order. In a bounded one that is full of
     * others it still gets what is sent from then on, but not what a {@code deliver} wants to put in that has begun to
     * wait for room before.
     *
     * @param <M> the type
     * @param type the type
     * @return the message
     */
    <M> M receive(Class<M> type);

    /**
     * Waits for the oldest message of a type, for at most a time.
     *
     * @param <M> the type
     * @param type the type
     * @param timeout how long to wait
     * @return the message, or empty when the time is up
     */
    <M> Optional<M> tryReceive(Class<M> type, Duration timeout);

    /**
     * Waits for the oldest message that a predicate accepts. The others stay in the mailbox, in order. It sees what is in
     * the mailbox: in a bounded one that is full of others nothing comes in, and it waits in vain. Give it a time there.
     *
     * @param wanted asked once for each message, in order, on this coroutine's thread; what it throws, this call
     *     throws, and the message stays
     * @return the message
     */
    Object receive(Predicate<Object> wanted);

    /**
     * Waits for the oldest message that a predicate accepts, for at most a time.
     *
     * @param wanted as for {@link #receive(Predicate)}
     * @param timeout how long to wait
     * @return the message, or empty when the time is up
     */
    Optional<Object> tryReceive(Predicate<Object> wanted, Duration timeout);

    /**
     * Takes the oldest message if there is one. Does not wait.
     *
     * @return the message, or empty
     */
    Optional<Object> poll();

    /**
     * Sorts this coroutine's mailbox into categories, see {@link Categories}.
     *
     * @return a new set of categories over the mailbox
     */
    Categories categories();

    /**
     * Marks the last received message as unhandled: it becomes a dead letter.
     *
     * @throws IllegalStateException if no message was received, or the last one was reported before
     */
    void unhandled();

    /**
     * Waits until somebody {@linkplain Coro#resume(Object) resumes} this coroutine.
     *
     * @return the value it was resumed with
     */
    Object suspend();

    /**
     * Sleeps. A resume wakes a sleeper, as it wakes one that is suspended.
     *
     * @param time at most so long
     * @return the value it was resumed with, or empty after the full time
     */
    Optional<Object> sleep(Duration time);

    /** Lets every other coroutine that is ready run once. */
    void yield();

    /**
     * Waits for a stage.
     *
     * @param <T> type of its value
     * @param stage what to wait for; it is not cancelled if this wait ends otherwise
     * @return its value, {@code null} iff that is {@code null}
     * @throws Exception what the stage completed with
     */
    <T> T await(CompletionStage<T> stage) throws Exception;

    /**
     * Waits for a stage, for at most a time.
     *
     * @param <T> type of its value
     * @param stage what to wait for; it is not cancelled if this wait ends otherwise
     * @param timeout how long to wait
     * @return its value, {@code null} iff that is {@code null}
     * @throws CoroTimeoutException when the time is up
     * @throws Exception what the stage completed with
     */
    <T> T await(CompletionStage<T> stage, Duration timeout) throws Exception;

    /**
     * Waits for the first of several things. What did not come first is withdrawn: no message, event or resume is
     * lost by it. Where several have come about already, the one that stands first counts. Its handler runs when the others
     * are withdrawn.
     *
     * @param <R> type of the result
     * @param clauses what to wait for and what to do then, at least one
     * @return what the handler returned
     */
    <R> R first(List<? extends Clause<? extends R>> clauses);

    /**
     * As {@link #first(List)}.
     *
     * @param <R> type of the result
     * @param one a clause
     * @param two a clause
     * @return what the handler returned
     */
    default <R> R first(Clause<? extends R> one, Clause<? extends R> two) {
        return first(List.of(one, two));
    }

    /**
     * As {@link #first(List)}.
     *
     * @param <R> type of the result
     * @param one a clause
     * @param two a clause
     * @param three a clause
     * @return what the handler returned
     */
    default <R> R first(Clause<? extends R> one, Clause<? extends R> two, Clause<? extends R> three) {
        return first(List.of(one, two, three));
    }

    /**
     * As {@link #first(List)}.
     *
     * @param <R> type of the result
     * @param one a clause
     * @param two a clause
     * @param three a clause
     * @param four a clause
     * @return what the handler returned
     */
    default <R> R first(
            Clause<? extends R> one, Clause<? extends R> two, Clause<? extends R> three, Clause<? extends R> four) {
        return first(List.of(one, two, three, four));
    }

    /**
     * As {@link #first(List)}.
     *
     * @param <R> type of the result
     * @param one a clause
     * @param two a clause
     * @param three a clause
     * @param four a clause
     * @param five a clause
     * @return what the handler returned
     */
    default <R> R first(
            Clause<? extends R> one,
            Clause<? extends R> two,
            Clause<? extends R> three,
            Clause<? extends R> four,
            Clause<? extends R> five) {
        return first(List.of(one, two, three, four, five));
    }

    /**
     * Waits until each of several things has come about.
     *
     * @param waits what to wait for, at least one
     * @return what each brought, in the order of the arguments; cannot be changed; {@code null} where a stage completed with
     *     {@code null}
     */
    List<Object> all(Wait<?>... waits);

    /**
     * Waits until each of several things of one type has come about.
     *
     * @param <T> what they bring
     * @param waits what to wait for, at least one
     * @return what each brought, in the order of the list
     */
    <T> List<T> all(List<? extends Wait<? extends T>> waits);

    /**
     * Becomes a daemon, or an ordinary coroutine again. {@link Scheduler#join()} and {@link Scheduler#finish()} do not
     * wait for daemons.
     *
     * @param daemon true for a daemon
     */
    void daemon(boolean daemon);

    /**
     * Says that this coroutine may be swapped from now on: at its next <i>swap point</i> a {@link SwapSignal} may be
     * thrown, which unwinds the body. Swap points are the waits of this interface, {@link Coro#join()}, acquiring locks,
     * and reads of the things that say so; not the sending of something, which is finished first. At the swap point the
     * state is captured, before the body unwinds. While it unwinds, releasing a lock or closing another resource that
     * is this coroutine's own is put off: what the state reaches stays open and goes to the next version, the rest is
     * closed then. Its children that run lambdas end before the state is captured.
     *
     * @param state asked for what the next version gets, on this thread; must not wait. May return null for nothing.
     *     When it throws, the swap is refused
     */
    void swappable(Supplier<?> state);

    /**
     * Says that this coroutine may be swapped, without a state to hand over, or that it may not any more. A swap that
     * was asked for meanwhile is taken at the next swap point after this says true.
     *
     * @param swappable whether it may
     */
    void swappable(boolean swappable);

    /**
     * The state that goes along when this coroutine's function is replaced, see {@link Carried}. From now on the coroutine is
     * swappable, and what the state is at a swap point is what the next version gets; a later call of {@code carried} or {@code
     * swappable} replaces this one.
     *
     * @param <T> its type
     * @param type its type
     * @param initial asked for the state, at once, if the version before handed over none
     * @return the state
     * @throws WrongTypeException if the version before handed over another type
     */
    <T> Carried<T> carried(Class<T> type, Supplier<? extends T> initial);

    /**
     * What the version before this one handed over.
     *
     * @param <T> its type
     * @param type its type
     * @return the state; empty in the first version, and where the version before handed over nothing
     * @throws WrongTypeException if it is of another type
     */
    <T> Optional<T> carried(Class<T> type);

    /**
     * Runs a section during which this coroutine's function is not replaced: a swap waits until it is over. A raise or
     * terminate does not. Sections may be nested.
     *
     * @param <T> type of its result
     * @param section runs at once, on this thread
     * @return its result
     * @throws Exception what the section throws
     */
    <T> T shielded(Callable<T> section) throws Exception;

    /**
     * Runs a section that is to be over within a time. When the limit is over first, a {@link TimeLimitSignal} is thrown at the
     * current or the next wait of the section, once: what that wait was for is withdrawn without loss, and clean-up in the
     * section is outside the limit; a section that clean-up begins has its own. Sections may be nested: the limit that is
     * over first counts. A section that does not wait any more is not cut short.
     *
     * <pre>{@code
     * Report report = self.within(Duration.ofSeconds(3), () -> {
     *     Coro meter = self.locate("meter", Duration.ofSeconds(2)); // its own time-out is a CoroTimeoutException
     *     return meter.ask(Report.class, Query::new, Duration.ofSeconds(2));
     * });
     * }</pre>
     *
     * @param <T> type of its result
     * @param limit for the whole section; zero lets nothing in it wait
     * @param section runs at once, on this thread
     * @return its result, {@code null} iff that is {@code null}
     * @throws SectionTimeoutException if the signal was thrown in the section, even if that caught it; what the section threw
     *     instead is suppressed, save for another {@link Error}, which goes on
     * @throws Exception what the section throws
     */
    <T> T within(Duration limit, Callable<T> section) throws Exception;

    /**
     * Puts this coroutine into the directory of names. It stays there until it ends or is unregistered, and may have
     * several names.
     *
     * @param name the name, not empty
     * @throws NameTakenException if a living coroutine holds it, this one included
     */
    void register(String name);

    /**
     * As {@link #register(String)}, and publishes the reference as an OSGi service with the properties {@value
     * CoroConstants#NAME} and {@value CoroConstants#LOCATION}, soon after.
     *
     * @param name the name, not empty
     * @throws NameTakenException if a living coroutine holds it, this one included
     */
    void publish(String name);

    /**
     * Takes a name of this coroutine out of the directory, and its service out of the registry.
     *
     * @param name the name
     * @return false if this coroutine does not hold it
     */
    boolean unregister(String name);

    /**
     * Looks a name up. Does not wait.
     *
     * @param name the name
     * @return who holds it now
     */
    Optional<Coro> locate(String name);

    /**
     * Looks a name up and waits for it to be registered.
     *
     * @param name the name
     * @param timeout how long to wait
     * @return the coroutine that holds it
     * @throws CoroTimeoutException when the time is up
     */
    Coro locate(String name, Duration timeout);

    /**
     * Watches a coroutine: when it ends this one gets an {@link Exit}, once, however often it was asked for. One may
     * watch oneself, to no use.
     *
     * @param watched the coroutine to watch
     * @return false if it has ended already; then no message comes
     */
    boolean monitor(Coro watched);

    /**
     * Stops watching. An {@link Exit} that is in the mailbox stays there.
     *
     * @param watched the coroutine to watch
     * @return false if this coroutine did not watch it
     */
    boolean demonitor(Coro watched);

    /**
     * Ties this coroutine and another together: when one of them ends otherwise than by returning, a {@link
     * LinkedException} is raised in the other.
     *
     * @param other the other coroutine
     * @throws LinkedException if it has ended already, and not by returning
     */
    void link(Coro other);

    /**
     * Undoes {@link #link(Coro)}.
     *
     * @param other the other coroutine
     * @return false if the two were not linked
     */
    boolean unlink(Coro other);
}
