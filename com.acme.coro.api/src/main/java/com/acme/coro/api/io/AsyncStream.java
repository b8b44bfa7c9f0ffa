package com.acme.coro.api.io;

import com.acme.coro.api.Handle;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Bytes in and bytes out. It belongs to the coroutine that opened it, ends with that, and goes to the next version with a
 * state that has it; what a plain thread opened belongs to the bundle.
 */
@ProviderType
public interface AsyncStream extends AsyncInput, AsyncOutput, Handle, AutoCloseable {
    /**
     * Whether {@code close} has not been called. A snapshot.
     *
     * @return false once it is closed
     */
    boolean isOpen();

    /** Closes it. Whoever waits on it gets an {@link IoClosedException}. Without effect if it is closed. */
    @Override
    void close();
}
