package com.acme.coro.api.io;

import org.osgi.annotation.versioning.ProviderType;

/**
 * A service that makes sockets. A socket belongs to the coroutine that made it and ends with it; what a plain thread made
 * belongs to the bundle, and is closed when that stops. Every bundle gets an instance of its own.
 */
@ProviderType
public interface AsyncSockets {
    /**
     * Connects. All addresses of the host are tried in turn within the time.
     *
     * @param spec where to and how
     * @return an open connection; with TLS its handshake is over
     * @throws ConnectFailedException if no address can be reached, or the time is up
     * @throws HandshakeException if there is a connection and TLS fails on it
     */
    AsyncSocket connect(ConnectSpec spec);

    /**
     * Connects, with what holds without any options.
     *
     * @param host a name or an address
     * @param port 1..65535
     * @return an open connection
     * @throws ConnectFailedException if no address can be reached, or the time is up
     */
    default AsyncSocket connect(String host, int port) {
        return connect(ConnectSpec.to(host, port));
    }

    /**
     * Waits for others to connect. From here on they can.
     *
     * @param spec where and how
     * @return an open server socket
     * @throws ListenFailedException if the address cannot be had
     */
    AsyncServerSocket listen(ListenSpec spec);

    /**
     * Opens a datagram socket.
     *
     * @param spec where and how
     * @return an open socket
     * @throws ListenFailedException if the address cannot be had
     */
    AsyncDatagram datagram(DatagramSpec spec);

    /**
     * Prepares TLS: reads keys and trust.
     *
     * @param spec what to read, and what to ask of the other side
     * @return to be given to any number of {@link ConnectSpec}s and {@link ListenSpec}s
     * @throws TlsMaterialException if a key or certificate cannot be used
     */
    Tls tls(TlsSpec spec);
}
