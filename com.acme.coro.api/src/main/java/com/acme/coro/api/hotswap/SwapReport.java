package com.acme.coro.api.hotswap;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What became of a bundle's coroutines when it was updated, or came back. A snapshot, of text and numbers: holds nothing of a bundle.
 */
@ProviderType
public interface SwapReport {
    /** {@return its number, counted from 1} */
    long id();

    /** {@return when it was over} */
    Instant at();

    /** {@return the functions whose coroutines they are, by name} */
    List<String> functions();

    /** {@return how many coroutines there were} */
    int coroutines();

    /** {@return the names of the first hundred of them} */
    List<String> names();

    /** {@return the revision they left} */
    Revision from();

    /** {@return the one they run now, or were to run} */
    Revision to();

    /** {@return what became of them} */
    Result result();

    /** {@return why that, if they do not run what came; empty otherwise} */
    String reason();

    /** {@return how many went on} */
    int swapped();

    /** {@return how many messages waited for them when they went on} */
    int messages();

    /** {@return how many states, arguments and messages were converted by value} */
    int converted();

    /**
     * {@return what of the values did not come along or came empty, at most a hundred sentences: components that only the
     * one revision's types have}
     */
    List<String> differences();

    /** {@return messages that could not be converted, and are dead letters: type and reason of each} */
    List<String> unfit();

    /** {@return coroutines that did not make way, and ended: name and reason of each} */
    List<String> stayed();

    /** {@return how long it took} */
    Phases phases();

    /** What may become of coroutines. */
    enum Result {
        /** They go on in what came. */
        SWAPPED,
        /** They go on in what they left, as what came could not take over. */
        ROLLED_BACK,
        /** A staged update was refused: nothing was changed. */
        REFUSED,
        /** They ended. */
        CODE_GONE
    }

    /** How long each part took. Zero for what did not happen. */
    @ProviderType
    interface Phases {
        /** {@return the time until all had made way} */
        Duration quiesce();

        /** {@return the time for the conversion of states, arguments and messages, out of the one revision and into the other} */
        Duration convert();

        /** {@return the time from the update of the bundle until it was resolved} */
        Duration resolve();

        /** {@return the time from then until its functions were there} */
        Duration start();

        /** {@return the time from the beginning until they went on; in a staged update from when they were asked to make way} */
        Duration pause();
    }

    /**
     * The same for management tools.
     *
     * @return a new object
     */
    default SwapReportDTO toDTO() {
        return SwapReportDTO.of(this);
    }
}
