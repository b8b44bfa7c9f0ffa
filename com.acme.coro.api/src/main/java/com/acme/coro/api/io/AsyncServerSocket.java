package com.acme.coro.api.io;

import com.acme.coro.api.Handle;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Where others connect to. Belongs to the coroutine that made it, goes to the next version with a state that has it, and
 * otherwise ends with its coroutine. Works from any thread; one at a time may wait in {@code accept}.
 */
@ProviderType
public interface AsyncServerSocket extends Handle, AutoCloseable {
    /**
     * Waits for a connection. Suspends a coroutine, blocks a thread; a swap point. With TLS the handshake goes on while
     * this returns: a slow one holds nobody up, and what goes wrong with it is told by the connection's own calls.
     *
     * @return a connection. It belongs to the coroutine that first waits on it; if nobody does, it is closed with this
     *     server socket
     * @throws IoClosedException if this is closed
     * @throws IllegalStateException if somebody else is waiting in {@code accept}
     * @throws CoroIoException if the system refuses, as with too many open files
     */
    AsyncSocket accept();

    /**
     * As {@link #accept()}, for a time.
     *
     * @param timeout how long; zero takes what is there
     * @return a connection, or empty when the time is up
     */
    Optional<AsyncSocket> tryAccept(Duration timeout);

    /**
     * Where it listens.
     *
     * @return the local address, with the port that was chosen
     */
    InetSocketAddress address();

    /**
     * The port.
     *
     * @return 1..65535
     */
    default int port() {
        return address().getPort();
    }

    /**
     * Whether {@code close} has not been called. A snapshot.
     *
     * @return false once it is closed
     */
    boolean isOpen();

    /** Listens no more. Whoever waits in {@code accept} gets an {@link IoClosedException}. Never waits. */
    @Override
    void close();
}
