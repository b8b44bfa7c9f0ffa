package com.acme.coro.api.hotswap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What became of a bundle's coroutines when it was updated, or came back. Text and numbers: holds nothing of a bundle.
 *
 * @param id counts from 1
 * @param at when it was over
 * @param functions whose coroutines, by name
 * @param coroutines how many there were
 * @param names of the first hundred of them
 * @param from the revision they left
 * @param to the one they run now, or were to run
 * @param result what became of them
 * @param reason why, if they do not run what came; empty otherwise
 * @param swapped how many went on
 * @param messages how many messages waited for them when they went on
 * @param converted how many states, arguments and messages were converted by value
 * @param unfit messages that could not be converted, and are dead letters: type and reason of each
 * @param stayed coroutines that did not make way, and ended: name and reason of each
 * @param phases how long it took
 */
public record SwapReport(
        long id,
        Instant at,
        List<String> functions,
        int coroutines,
        List<String> names,
        Revision from,
        Revision to,
        Result result,
        String reason,
        int swapped,
        int messages,
        int converted,
        List<String> unfit,
        List<String> stayed,
        Phases phases) {
    /** Copies the lists; refuses null. */
    public SwapReport {
        Objects.requireNonNull(at, "at");
        functions = List.copyOf(functions);
        names = List.copyOf(names);
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(to, "to");
        Objects.requireNonNull(result, "result");
        Objects.requireNonNull(reason, "reason");
        unfit = List.copyOf(unfit);
        stayed = List.copyOf(stayed);
        Objects.requireNonNull(phases, "phases");
    }

    /** What may become of coroutines. */
    public enum Result {
        /** They go on in what came. */
        SWAPPED,
        /** They go on in what they left, as what came could not take over. */
        ROLLED_BACK,
        /** A staged update was refused: nothing was changed. */
        REFUSED,
        /** They ended. */
        CODE_GONE
    }

    /**
     * How long each part took. Zero for what did not happen.
     *
     * @param quiesce until all had made way
     * @param convert conversion of states, arguments and messages, out of the one revision and into the other
     * @param resolve from the update of the bundle until it was resolved
     * @param start from then until its functions were there
     * @param pause from the beginning until they went on; in a staged update from when they were asked to make way
     */
    public record Phases(Duration quiesce, Duration convert, Duration resolve, Duration start, Duration pause) {
        /** Refuses null. */
        public Phases {
            Objects.requireNonNull(quiesce, "quiesce");
            Objects.requireNonNull(convert, "convert");
            Objects.requireNonNull(resolve, "resolve");
            Objects.requireNonNull(start, "start");
            Objects.requireNonNull(pause, "pause");
        }
    }

    /**
     * The same for management tools.
     *
     * @return a new object
     */
    public SwapReportDTO toDTO() {
        return SwapReportDTO.of(this);
    }
}
