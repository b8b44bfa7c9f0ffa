package com.acme.coro.api.io;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a handshake agreed on.
 *
 * @param protocol {@code TLSv1.3} or {@code TLSv1.2}
 * @param cipherSuite its standard name
 * @param peer the other side's certificates, its own first; none if it showed none
 * @param applicationProtocol what ALPN agreed on
 * @param serverName the name the client asked for (SNI)
 */
public record TlsSession(
        String protocol,
        String cipherSuite,
        List<X509Certificate> peer,
        Optional<String> applicationProtocol,
        Optional<String> serverName) {
    /** Refuses null, copies the list. */
    public TlsSession {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(cipherSuite, "cipherSuite");
        Objects.requireNonNull(applicationProtocol, "applicationProtocol");
        Objects.requireNonNull(serverName, "serverName");
        peer = List.copyOf(peer);
    }
}
