package com.acme.coro.api.io;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keys and certificates for connections between processes of this user, on one machine or on several: both sides show a
 * certificate, and each believes this user's private authority alone.
 *
 * <pre>{@code
 * AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(trust.server()));
 * AsyncSocket connection = sockets.connect(ConnectSpec.to("localhost", port).tls(trust.client()));
 * }</pre>
 *
 * <p>Nothing is read or made before the first of these calls. That one reads the authority, or makes it where this user
 * has none; any number of processes may do so at the same time, and have one authority between them. With configuration
 * ({@code com.acme.coro.io.trust}) the identity is one that an authority on another machine issued.
 *
 * <p>What is returned may be kept and shared. It renews itself: each handshake shows a certificate that is valid then.
 * What fails at a renewal is logged, and tried again, while what there was is used on. {@link Tls#spec()} has key and
 * certificates, in memory, for who signs or verifies something else than handshakes; it is a snapshot. {@link
 * Tls#reload()} renews at once. {@link Tls#replace} throws {@link UnsupportedOperationException}: it would be replaced
 * for everybody.
 *
 * <p>From any thread. A call takes as long as reading a few small files and making a key takes, some milliseconds, more
 * the first time; it holds the calling thread up, and does not suspend.
 */
@ProviderType
public interface PeerCredentials {
    /**
     * For {@link ListenSpec#tls}: requires a certificate of clients, which this user's authority
     * signed. Its own is for {@code localhost}, {@code 127.0.0.1}, {@code ::1} and the hosts that are configured.
     *
     * @return keys and trust, always the same
     * @throws TlsMaterialException if keys or authority cannot be used or made: with the file or
     *     directory, what is wrong with it, and what is allowed
     */
    Tls server();

    /**
     * For {@link ConnectSpec#tls}: shows its certificate, and believes servers whose certificate
     * this user's authority signed for the host that the connection is made to.
     *
     * @return keys and trust, always the same
     * @throws TlsMaterialException if keys or authority cannot be used or made: with the file or
     *     directory, what is wrong with it, and what is allowed
     */
    Tls client();
}
