package com.acme.coro.api.io;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A file. The threads that wait for the disk are the bundle's ({@code file.threads}); no scheduler does.
 *
 * <p>Reads and writes of a stream go on from one position, which {@link #seek} sets: one of them at a time. Those that
 * name their position leave it alone, and any number of them may go on at once.
 */
@ProviderType
public interface AsyncFile extends AsyncStream {
    /**
     * Which.
     *
     * @return as it was opened
     */
    Path path();

    /**
     * Where the next read or write is.
     *
     * @return bytes from the beginning
     * @throws IllegalStateException if it has no positions: a pipe with a name, a terminal
     */
    long position();

    /**
     * Goes to another position. It may be behind the end: a write then fills what is between with zeros.
     *
     * @param position bytes from the beginning, 0 or more
     * @throws IllegalStateException if it has no positions
     */
    void seek(long position);

    /**
     * How long it is now.
     *
     * @return bytes
     */
    long size();

    /**
     * Cuts it off.
     *
     * @param size how long it is to be at most, 0 or more
     */
    void truncate(long size);

    /** Waits until the disk has what was written. */
    void sync();

    /**
     * Reads at a position. Not a swap point: nothing is lost when it is tried again.
     *
     * @param position bytes from the beginning, 0 or more
     * @param most how many to read, at least 1
     * @return 1 to {@code most} bytes; empty at the end and behind it
     */
    Optional<byte[]> readAt(long position, int most);

    /**
     * Writes everything at a position.
     *
     * @param position bytes from the beginning, 0 or more
     * @param data from its position on; may be changed once this has returned
     */
    void writeAt(long position, ByteBuffer data);

    /**
     * Sends a part of it, as {@link AsyncSocket#sendAll} does: while one piece goes out the next is read, and two pieces of
     * 128 KiB are all that is kept in memory. Over TLS, too. The position stays where it is.
     *
     * @param socket where to; somebody else may read from it meanwhile
     * @param position bytes from the beginning, 0 or more
     * @param count how many bytes, 0 or more; {@link Long#MAX_VALUE} for all there are
     * @return how many were sent: fewer than {@code count} if the file ended before
     * @throws IoFailedException if it cannot be read; what was read before has been sent
     * @throws IoClosedException if the file or the socket is closed, before or meanwhile
     * @throws ConnectionLostException if the connection broke
     * @throws IllegalStateException if it has no positions
     */
    long sendTo(AsyncSocket socket, long position, long count);

    /** Closes it, and waits until that is done: what had begun to be written is. */
    @Override
    void close();
}
