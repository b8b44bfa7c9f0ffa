package com.acme.coro.api.spi;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The thread of a scheduler that carries its coroutines itself. It can handle other events beside them: what it reads
 * for a coroutine is then neither handed from thread to thread nor from processor to processor.
 *
 * <p>A source is polled when no coroutine is ready, and from time to time while some are. When one coroutine keeps the
 * thread for long, other threads poll instead, some fifty times a second.
 */
@ProviderType
public interface EventLoop {
    /**
     * Polls a source from now on, until it is detached or the loop ends.
     *
     * @param source what to poll
     * @return false if there is another source, or the loop has ended
     */
    boolean attach(EventSource source);

    /**
     * Polls a source no more; returns when the last poll is over. Without effect if it is not attached.
     *
     * @param source what was attached; its {@link EventSource#released} is not called
     */
    void detach(EventSource source);
}
