package com.acme.coro.api.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes that go out: to a file, to a program. Calls that wait suspend a coroutine and block a plain thread. One writes at
 * a time; a second writer gets an {@link IllegalStateException}. A write is finished before a swap.
 */
@ProviderType
public interface AsyncOutput {
    /**
     * Writes everything, from the buffer's position to its limit. If a raise or a termination ends it, what is on its way
     * (at most 64 KiB) is still written, and the buffer's position says what that was.
     *
     * @param data may be changed once this has returned
     * @throws IoFailedException if writing fails
     * @throws IoClosedException if it is closed on this side, before or meanwhile
     */
    void write(ByteBuffer data);

    /**
     * As {@link #write(ByteBuffer)}, for a time.
     *
     * @param data may be changed once this has returned
     * @param timeout how long
     * @throws PartlySentException when the time is up
     */
    void write(ByteBuffer data, Duration timeout);

    /**
     * Writes everything.
     *
     * @param data may be changed once this has returned
     */
    default void write(byte[] data) {
        write(ByteBuffer.wrap(data));
    }

    /**
     * Writes text in UTF-8. A line's end is part of the text.
     *
     * @param text what to write
     */
    default void write(String text) {
        write(text.getBytes(StandardCharsets.UTF_8));
    }
}
