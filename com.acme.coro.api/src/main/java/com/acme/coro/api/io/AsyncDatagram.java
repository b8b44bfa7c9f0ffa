package com.acme.coro.api.io;

import com.acme.coro.api.Handle;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A datagram socket (UDP). Belongs to the coroutine that made it, and goes to the next version with a state that has it.
 * One may receive while another one sends; a second receiver gets an {@link IllegalStateException}.
 */
@ProviderType
public interface AsyncDatagram extends Handle, AutoCloseable {
    /** What came. */
    @ProviderType
    interface Packet {
        /** {@return at most so many bytes as asked for} */
        byte[] data();

        /** {@return who sent it} */
        InetSocketAddress from();

        /** {@return whether it was longer; the rest is lost} */
        boolean truncated();
    }

    /**
     * Waits for a datagram. A swap point.
     *
     * @param most how many bytes of it to take, at least 1
     * @return the next one, perhaps empty
     * @throws IoClosedException if this is closed, before or meanwhile
     */
    Packet receive(int most);

    /**
     * As {@link #receive(int)}, for a time.
     *
     * @param most how many bytes of it to take, at least 1
     * @param timeout how long; zero takes what is there
     * @return the next one, or empty when the time is up
     */
    Optional<Packet> tryReceive(int most, Duration timeout);

    /**
     * Sends a datagram. Waits while the system has no room for it.
     *
     * @param data one datagram
     * @param to whom; a name that is not resolved is looked up
     * @throws CoroIoException if the system refuses: too long, no way there, no broadcast
     * @throws IoClosedException if this is closed, before or meanwhile
     */
    void send(byte[] data, InetSocketAddress to);

    /**
     * Receives what is sent to a group, too.
     *
     * @param group a multicast address
     * @param through which of the machine's interfaces
     * @throws CoroIoException if the system refuses
     * @throws IoClosedException if this is closed
     */
    void join(InetAddress group, NetworkInterface through);

    /**
     * Leaves a group.
     *
     * @param group the address
     * @param through the interface
     * @return false if it was not in it
     */
    boolean leave(InetAddress group, NetworkInterface through);

    /**
     * How datagrams to groups are sent.
     *
     * @param through which of the machine's interfaces
     * @param hops how far, 0..255; 0 is this machine, 1 is this network
     * @param loop whether this machine gets them too
     * @throws IllegalArgumentException if hops are out of their range
     * @throws CoroIoException if the system refuses
     * @throws IoClosedException if this is closed
     */
    void multicast(NetworkInterface through, int hops, boolean loop);

    /**
     * Where it is.
     *
     * @return the local address, with the port that was chosen
     */
    InetSocketAddress address();

    /**
     * Whether {@code close} has not been called. A snapshot.
     *
     * @return false once it is closed
     */
    boolean isOpen();

    /** Closes it. Whoever waits on it gets an {@link IoClosedException}. Never waits. */
    @Override
    void close();
}
