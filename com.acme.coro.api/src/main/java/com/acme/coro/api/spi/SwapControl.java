package com.acme.coro.api.spi;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import java.time.Duration;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Replaces the functions that coroutines run, in two steps: {@link #depart} makes coroutines leave their code, and {@link
 * Between#enter} gives them other code. In between they have no thread and no code; their mailboxes fill. From any
 * thread.
 */
@ProviderType
public interface SwapControl {
    /**
     * A coroutine of a named function.
     *
     * @param coro the coroutine
     * @param function the function's name
     * @param bundleId the bundle that offers the function
     * @param shielded whether it is in a {@link com.acme.coro.api.Self#shielded shielded} section now
     */
    record Running(Coro coro, String function, long bundleId, boolean shielded) {}

    /**
     * The functions on offer now.
     *
     * @return a snapshot; of one name the one that is used first
     */
    List<OfferedFunction> offered();

    /**
     * The coroutines of named functions, save for those between versions.
     *
     * @return a snapshot
     */
    List<Running> running();

    /**
     * Sets who decides about functions that go and come. Without anybody the coroutines of a function that goes end.
     *
     * @param handler the handler
     * @return ends it; coroutines that are between versions then end
     * @throws IllegalStateException if there is one
     */
    Scheduler.Registration handle(SwapHandler handler);

    /** How long {@link #depart(List, Duration, Conversion)} waits for coroutines that hold a scheduler. */
    Duration HOLDER = Duration.ofSeconds(30);

    /**
     * Makes the coroutines of functions leave their code, as {@link #depart(List, Duration, Duration, Conversion)} with a
     * limit of {@link #HOLDER}.
     *
     * @param functions which
     * @param quiesce for how long to wait for them
     * @param conversion out of the code that is left
     * @return who left, and who did not
     */
    default Departure depart(List<OfferedFunction> functions, Duration quiesce, Conversion conversion) {
        return depart(functions, quiesce, HOLDER, conversion);
    }

    /**
     * Makes the coroutines of functions leave their code: each that is swappable, at its next swap point, with its
     * state captured. Suspends a calling coroutine of another function, blocks any other thread.
     *
     * <p>A coroutine that waits for its turn is given one before it is given up: where another coroutine holds the
     * scheduler, a warning names that one. If it runs code of the same bundle, it is interrupted once the time for
     * quiescing is over, and detached if it then holds the scheduler for {@code stop.grace}; if not, the same happens
     * after {@code holder}.
     *
     * @param functions which
     * @param quiesce for how long to wait for them
     * @param holder for how long, from the beginning, to wait for coroutines of other bundles that hold a scheduler
     * @param conversion out of the code that is left
     * @return who left, and who did not
     * @throws IllegalArgumentException if a time is negative
     */
    Departure depart(List<OfferedFunction> functions, Duration quiesce, Duration holder, Conversion conversion);

    /**
     * What came of a departure.
     *
     * @param between those that are between versions now
     * @param stayed those that are not, and run on
     * @param unfit messages that could not be detached; they are dead letters
     * @param quiescing how long it took until all had left
     * @param converting how much of that, in sum, states and messages took
     * @param holders coroutines that held a scheduler, so that others had to wait for their turn: name, bundle, how long
     *     and where
     */
    record Departure(
            List<Between> between,
            List<Stayed> stayed,
            List<Unfit> unfit,
            Duration quiescing,
            Duration converting,
            List<String> holders) {
        /** Copies the lists. */
        public Departure {
            between = List.copyOf(between);
            stayed = List.copyOf(stayed);
            unfit = List.copyOf(unfit);
            holders = List.copyOf(holders);
        }

        /**
         * One in which no scheduler was held.
         *
         * @param between those that are between versions now
         * @param stayed those that are not, and run on
         * @param unfit messages that could not be detached; they are dead letters
         * @param quiescing how long it took until all had left
         * @param converting how much of that, in sum, states and messages took
         */
        public Departure(
                List<Between> between,
                List<Stayed> stayed,
                List<Unfit> unfit,
                Duration quiescing,
                Duration converting) {
            this(between, stayed, unfit, quiescing, converting, List.of());
        }
    }

    /**
     * A coroutine that did not leave.
     *
     * @param coro the coroutine
     * @param function what it runs
     * @param swappable whether it has said that it is swappable; one that has not ends with its code as ever
     * @param reason why not, for display
     */
    record Stayed(Coro coro, String function, boolean swappable, String reason) {}

    /**
     * A message that could not be detached from one version or attached to another.
     *
     * @param coro in whose mailbox it was
     * @param type its class or registered name
     * @param reason why
     */
    record Unfit(Coro coro, String type, String reason) {}

    /** A coroutine between versions. It ends with its scheduler, and when it is terminated. */
    @ProviderType
    interface Between {
        /**
         * Which.
         *
         * @return its reference
         */
        Coro coro();

        /**
         * What it ran.
         *
         * @return the function that it left
         */
        OfferedFunction left();

        /**
         * Whether it still is between versions. A snapshot.
         *
         * @return false once it has gone on or ended
         */
        boolean waiting();

        /**
         * How many messages it has.
         *
         * @return a snapshot
         */
        int messages();

        /**
         * Tries whether it can go on in a function: has a function object made, and converts state, arguments and
         * messages. Nothing changes for the coroutine before {@link Entry#go()}.
         *
         * @param function where it is to go on
         * @param conversion into that function's code
         * @return what is ready to go; to be gone with or cancelled
         * @throws com.acme.coro.api.CoroException if the function cannot be had, or does not take the state or the
         *     arguments; says why
         */
        Entry enter(OfferedFunction function, Conversion conversion);

        /**
         * Ends it with outcome CodeGone. Without effect if it is not between versions any more.
         *
         * @param reason for display
         */
        void end(String reason);
    }

    /** A coroutine about to go on in a function. */
    @ProviderType
    interface Entry {
        /**
         * Messages that the function cannot be given.
         *
         * @return those that were there when this was made
         */
        List<Unfit> unfit();

        /**
         * Goes on. Messages that do not fit become dead letters.
         *
         * @return false if the coroutine has ended meanwhile
         */
        boolean go();

        /** Lets it wait on. */
        void cancel();
    }
}
