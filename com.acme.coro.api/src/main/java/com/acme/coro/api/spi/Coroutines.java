package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroId;
import com.acme.coro.api.CoroSnapshot;
import com.acme.coro.api.Failure;
import com.acme.coro.api.Spawn;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** All coroutines of this process, whoever started them: for shells, pages and tests. From any thread. */
@ProviderType
public interface Coroutines {
    /** A scheduler. */
    @ProviderType
    interface SchedulerStatus {
        /** {@return its name} */
        String name();

        /** {@return {@code own} if its coroutines are carried by a thread of its own, {@code jvm} if by the JVM's} */
        String carrier();

        /** {@return how many it has} */
        int coroutines();

        /** {@return how many wait for their turn, about} */
        int ready();

        /** {@return whether it has nothing to do until a time comes or somebody sends something} */
        boolean idle();

        /** {@return how many turns it has given} */
        long turns();

        /** {@return how many times another thread had to take over from one that a coroutine held} */
        long spares();

        /** {@return the coroutine that has the turn, or empty if none has} */
        Optional<Turn> turn();
    }

    /** A turn that was going on at some moment. */
    @ProviderType
    interface Turn {
        /** {@return the coroutine that has the turn} */
        CoroId coroutine();

        /** {@return its name} */
        String name();

        /** {@return symbolic name and version of the bundle whose code it runs, for a lambda the symbolic name alone} */
        String bundle();

        /** {@return how long the turn has lasted at least; zero for one that is younger than some tens of milliseconds} */
        Duration lasting();
    }

    /** A coroutine that has ended, as text: holds no object of the coroutine's code. */
    @ProviderType
    interface Ended {
        /** {@return its identity} */
        CoroId id();

        /** {@return its name} */
        String name();

        /** {@return the scheduler that ran it} */
        String scheduler();

        /** {@return symbolic name of the bundle it belonged to} */
        String bundle();

        /** {@return the function it ran, or empty for a lambda's} */
        Optional<String> function();

        /** {@return the names it was registered under when it ended} */
        List<String> names();

        /** {@return time from its start to its end, to within some tens of milliseconds} */
        Duration lived();

        /** {@return time since its end, to within some tens of milliseconds} */
        Duration ago();

        /** {@return how many turns it has had} */
        long turns();

        /** {@return how it ended, in one sentence} */
        String outcome();

        /** {@return what it failed with, with shortened stack traces; empty unless it failed} */
        Optional<Failure> failure();
    }

    /** A function on offer. */
    @ProviderType
    interface FunctionStatus {
        /** {@return its name} */
        String name();

        /** {@return symbolic name and version of the bundle that offers it} */
        String bundle();

        /** {@return class names of its arguments, or empty if it takes any} */
        Optional<List<String>> parameters();

        /** {@return how many coroutines run it} */
        int running();
    }

    /**
     * Every coroutine.
     *
     * @return a snapshot, in the order in which they were spawned
     */
    List<CoroSnapshot> all();

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
    Optional<CoroSnapshot> status(Coro coro);

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
