package com.acme.coro.api.io;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A program that runs, or a chain of them. What is written is the first one's input, what is read the last one's output;
 * one may read while another one writes. Whoever writes to a program that reads no more gets an {@link
 * IoFailedException}.
 *
 * <p>Programs end with the coroutine that started them, unless their {@link PipeSpec} says otherwise: they are asked to
 * (SIGTERM), and killed after its grace, with what they have started themselves as far as the system still knows that.
 */
@ProviderType
public interface AsyncPipe extends AsyncStream {
    /** What came of programs. */
    @ProviderType
    interface Finished {
        /** {@return each one's exit status, the first one's first; of one that was ended by a signal, 128 and its number} */
        List<Integer> statuses();

        /** {@return the last one's} */
        byte[] output();

        /** {@return what they wrote to their error output, if that is piped} */
        byte[] errors();

        /**
         * The last one's exit status.
         *
         * @return 0 for most programs that have done what they should
         */
        default int status() {
            return statuses().get(statuses().size() - 1);
        }
    }

    /**
     * What the programs write to their error output.
     *
     * @return to be read by one at a time, beside the output
     * @throws IllegalStateException if it is not {@link PipeSpec.Errors#PIPED piped}
     */
    AsyncInput errors();

    /** Says that nothing more will be written: the first program's input ends. Without effect if it has. */
    void closeOutput();

    /**
     * Writes the input and ends it, reads output and errors as they come, and waits until the programs have ended. One
     * that reads less than its input is no failure.
     *
     * @param input what the first program reads
     * @param limit how many bytes of output, and of errors, may come
     * @return what came of it
     * @throws TooLongException if more came; the programs are ended
     */
    Finished communicate(byte[] input, int limit);

    /**
     * As {@link #communicate(byte[], int)}, for a time.
     *
     * @param input what the first program reads
     * @param limit how many bytes of output, and of errors, may come
     * @param timeout how long
     * @return what came of it
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; the programs run on, and what came can still be
     *     read
     */
    Finished communicate(byte[] input, int limit, Duration timeout);

    /**
     * As {@link #communicate(byte[], int)}, with input that is read meanwhile, to its end.
     *
     * @param input what the first program reads
     * @param limit how many bytes of output, and of errors, may come
     * @return what came of it
     */
    Finished communicate(AsyncInput input, int limit);

    /**
     * Waits until all programs have ended. A swap point.
     *
     * @return each one's exit status, the first one's first; of one that was ended by a signal, 128 and its number
     */
    List<Integer> join();

    /**
     * As {@link #join()}, for a time.
     *
     * @param timeout how long; zero just looks
     * @return each one's exit status, or empty when the time is up
     */
    Optional<List<Integer>> tryJoin(Duration timeout);

    /**
     * Which processes.
     *
     * @return the system's number of each, the first one's first
     */
    List<Long> pids();

    /**
     * Asks the programs to end (SIGTERM), kills those that have not (SIGKILL) after a grace, and waits until they have.
     * If the wait ends otherwise, this goes on all the same.
     *
     * @param grace how long they may take; zero: they are killed at once
     * @return each one's exit status, the first one's first
     */
    List<Integer> kill(Duration grace);

    /**
     * Closes its streams, and ends the programs with the grace of their {@link PipeSpec} and waits for that, unless they
     * are to go on.
     */
    @Override
    void close();
}
