package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.CoroStatus;
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
     */
    record SchedulerStatus(
            String name, String carrier, int coroutines, int ready, boolean idle, long turns, long spares) {}

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
