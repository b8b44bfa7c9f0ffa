package com.acme.coro.api.spi;

import org.osgi.annotation.versioning.ConsumerType;

/** What a scheduler's own thread waits on while no coroutine is ready, such as a selector: see {@link EventLoop}. */
@ConsumerType
public interface EventSource {
    /**
     * Waits for events and handles them: completes waits, and neither waits for anything else nor runs users' code. Never
     * by two threads at a time; by each after the one before it.
     *
     * @param nanos how long to wait at most, until there is an event or {@link #wakeUp}; 0 for not at all. May last up
     *     to a millisecond longer
     */
    void poll(long nanos);

    /** Makes the poll that waits, or else the next one, return soon. From any thread. */
    void wakeUp();

    /** The loop has ended, and polls no more. On any thread, which has just polled for the last time or is about to end. */
    void released();
}
