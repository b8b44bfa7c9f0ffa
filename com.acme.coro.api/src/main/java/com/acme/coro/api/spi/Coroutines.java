package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroStatus;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Spawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All coroutines of this process, whoever started them: for shells, pages and tests. From any thread. */
@ProviderType
public interface Coroutines {
    /**
     * A scheduler.
     *
     * @param name its name
     * @param carrier {@code own} if its coroutines are carried by a thread of its own, {@code jvm} if by the JVM's
     * @param coroutines how many it has
     * @param ready how many wait for their turn, about
     * @param idle whether it has nothing to do until a time comes or somebody sends something
     * @param turns how many turns it has given
     * @param spares how many times another thread had to take over from one that a coroutine held
     * @param turn the coroutine that has the turn, or empty if none has
     */
    record SchedulerStatus(
            String name,
            String carrier,
            int coroutines,
            int ready,
            boolean idle,
            long turns,
            long spares,
            Optional<Turn> turn) {}

    /**
     * A turn that was going on at some moment.
     *
     * @param coroutine the coroutine that has the turn
     * @param name its name
     * @param bundle symbolic name and version of the bundle whose code it runs, for a lambda the symbolic name alone
     * @param lasting how long the turn has lasted at least; zero for one that is younger than some tens of milliseconds
     */
    record Turn(CoroId coroutine, String name, String bundle, Duration lasting) {}

    /**
     * A coroutine that has ended, as text: holds no object of the coroutine's code.
     *
     * @param id its identity
     * @param name its name
     * @param scheduler the scheduler that ran it
     * @param bundle symbolic name of the bundle it belonged to
     * @param function the function it ran, or empty for a lambda's
     * @param names the names it was registered under when it ended
     * @param lived time from its start to its end, to within some tens of milliseconds
     * @param ago time since its end, to within some tens of milliseconds
     * @param turns how many turns it has had
     * @param outcome how it ended, in one sentence
     * @param failure what it failed with, with shortened stack traces; empty unless it failed
     */
    record Ended(
            CoroId id,
            String name,
            String scheduler,
            String bundle,
            Optional<String> function,
            List<String> names,
            Duration lived,
            Duration ago,
            long turns,
            String outcome,
            Optional<Failure> failure) {
        /** Copies the list. */
        public Ended {
            names = List.copyOf(names);
        }
    }

    /**
     * A function on offer.
     *
     * @param name its name
     * @param bundle symbolic name and version of the bundle that offers it
     * @param parameters class names of its arguments, or empty if it takes any
     * @param running how many coroutines run it
     */
    record FunctionStatus(String name, String bundle, Optional<List<String>> parameters, int running) {
        /** Copies the list. */
        public FunctionStatus {
            parameters = parameters.map(List::copyOf);
        }
    }

    /**
     * Every coroutine.
     *
     * @return a snapshot, in the order in which they were spawned
     */
    List<CoroStatus> all();

    /**
     * Finds coroutines the way people name them.
     *
     * @param what an id as it prints, the sequence number of an id, a registered name, or a name
     * @return those that fit; one at most unless names are ambiguous
     */
    List<Coro> find(String what);

    /**
     * One coroutine's status.
     *
     * @param coro whose
     * @return empty if it has ended
     */
    Optional<CoroStatus> status(Coro coro);

    /**
     * The coroutines that ended last: a few hundred that returned, and a few hundred that ended otherwise.
     *
     * @return a snapshot, in the order in which they ended
     */
    List<Ended> ended();

    /**
     * Starts a coroutine of a function that a bundle offers. It belongs to that bundle, as one that {@link
     * com.acme.coro.api.Start} asks for does.
     *
     * @param scheduler the name of the scheduler that runs it
     * @param how name, mailbox, registration
     * @param function the function's name
     * @param args its arguments, none of them null
     * @return the reference to it
     * @throws com.acme.coro.api.NoSuchFunctionException if no bundle offers the function
     * @throws IllegalArgumentException if there is no such scheduler, or the function does not take these arguments
     * @throws com.acme.coro.api.NameTakenException if it is to be registered under a name that is taken
     * @throws com.acme.coro.api.SchedulerClosedException if the scheduler or the function's bundle has ended
     */
    Coro start(String scheduler, Spawn how, String function, Object... args);

    /**
     * Where a coroutine is.
     *
     * @param coro whose
     * @return its stack, innermost frame first; empty before its first turn and after its end
     */
    List<StackTraceElement> stack(Coro coro);

    /**
     * The coroutine dump: a tree by parents; each line says state, what it waits for, mailbox depth, age and turns.
     *
     * @param stacks whether to add the stacks
     * @return text of many lines
     */
    String dump(boolean stacks);

    /**
     * The schedulers.
     *
     * @return a snapshot, by name
     */
    List<SchedulerStatus> schedulers();

    /**
     * Whether the start is over, the background work that follows the first scheduler included: its coroutines run all
     * the same before that, only not yet at full speed.
     *
     * @return true if nothing of the start is going on
     */
    boolean settled();

    /**
     * The functions on offer.
     *
     * @return a snapshot, by name
     */
    List<FunctionStatus> functions();
}
