package com.acme.coro.api.io;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes that come in: of a file, of a program. Calls that wait suspend a coroutine and block a plain thread. One reads at
 * a time; a second reader gets an {@link IllegalStateException}.
 *
 * <p>A read that ends early, by its time, a raise, a termination or a swap, leaves what has come to the next one, on this
 * side of a swap or the other: reads are swap points. An empty {@code Optional} is the end; a time that is up is a {@link
 * com.acme.coro.api.CoroTimeoutException}.
 */
@ProviderType
public interface AsyncInput {
    /** How long a line may be where a call says nothing else, in bytes: 64 KiB. */
    int LINE_LIMIT = 1 << 16;

    /**
     * Waits for bytes.
     *
     * @param most how many to take, at least 1
     * @return 1 to {@code most} bytes; empty at the end
     * @throws IoFailedException if reading fails
     * @throws IoClosedException if it is closed on this side, before or meanwhile
     */
    Optional<byte[]> read(int most);

    /**
     * As {@link #read(int)}, for a time.
     *
     * @param most how many to take, at least 1
     * @param timeout how long; zero takes what is there
     * @return 1 to {@code most} bytes; empty at the end
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up
     */
    Optional<byte[]> read(int most, Duration timeout);

    /**
     * Waits for a number of bytes.
     *
     * @param count how many, 0 or more; held in memory until all are there
     * @return exactly so many
     * @throws EndOfStreamException if the end comes before; what came can still be read
     */
    byte[] readExactly(int count);

    /**
     * As {@link #readExactly(int)}, for a time.
     *
     * @param count how many, 0 or more
     * @param timeout how long
     * @return exactly so many
     * @throws EndOfStreamException if the end comes before; what came can still be read
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    byte[] readExactly(int count, Duration timeout);

    /**
     * Waits for the end.
     *
     * @param limit how many bytes may come before it, 0 or more
     * @return everything up to the end, perhaps nothing
     * @throws TooLongException if it is more; nothing of it is taken
     */
    byte[] readAll(int limit);

    /**
     * As {@link #readAll(int)}, for a time.
     *
     * @param limit how many bytes may come before the end, 0 or more
     * @param timeout how long
     * @return everything up to the end, perhaps nothing
     * @throws TooLongException if it is more; nothing of it is taken
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    byte[] readAll(int limit, Duration timeout);

    /**
     * Waits for a line. What its bytes do not spell in the charset is read as the charset's replacement.
     *
     * @param charset any that can encode a line's end; UTF-16 and UTF-32 without an order find theirs by the mark at the
     *     beginning of the input
     * @param limit how many bytes may come with the line's end, at least 1
     * @return the line without its end (LF, or CR LF); the last one may have none; empty at the end
     * @throws TooLongException if it is not within the limit; nothing of it is taken
     * @throws IllegalArgumentException if the charset cannot encode a line's end
     */
    Optional<String> readLine(Charset charset, int limit);

    /**
     * As {@link #readLine(Charset, int)}, for a time.
     *
     * @param charset any that can encode a line's end
     * @param limit how many bytes may come with the line's end, at least 1
     * @param timeout how long
     * @return the line without its end; empty at the end
     * @throws TooLongException if it is not within the limit; nothing of it is taken
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    Optional<String> readLine(Charset charset, int limit, Duration timeout);

    /**
     * Waits for a line in UTF-8 of at most {@link #LINE_LIMIT} bytes.
     *
     * @return the line without its end; empty at the end
     */
    default Optional<String> readLine() {
        return readLine(StandardCharsets.UTF_8, LINE_LIMIT);
    }

    /**
     * As {@link #readLine()}, for a time.
     *
     * @param timeout how long
     * @return the line without its end; empty at the end
     * @throws com.acme.coro.api.CoroTimeoutException when the time is up; what came can still be read
     */
    default Optional<String> readLine(Duration timeout) {
        return readLine(StandardCharsets.UTF_8, LINE_LIMIT, timeout);
    }
}
