package com.acme.coro.api.io;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keys and trust, and what is asked of the other side. Immutable: each method returns a changed copy. TLS 1.3, or 1.2
 * where the other side has no better.
 *
 * @param identity who this side is; a server needs one
 * @param trust whom this side believes
 * @param clientCertificate whether a server asks its clients for one
 * @param checkHost whether a client checks that the certificate is for the host it connects to; at first true
 * @param applicationProtocols what ALPN offers, the best first; none: ALPN is not used
 */
public record TlsSpec(
        Optional<Identity> identity,
        Trust trust,
        ClientCertificate clientCertificate,
        boolean checkHost,
        List<String> applicationProtocols) {
    /** Whether a server asks its clients for certificates. */
    public enum ClientCertificate {
        /** It does not. */
        NONE,
        /** It does, and goes on without. */
        WANTED,
        /** It does, and refuses who has none that is trusted. */
        REQUIRED
    }

    /** Refuses null, copies the list. */
    public TlsSpec {
        Objects.requireNonNull(identity, "identity");
        Objects.requireNonNull(trust, "trust");
        Objects.requireNonNull(clientCertificate, "clientCertificate");
        applicationProtocols = List.copyOf(applicationProtocols);
        for (String protocol : applicationProtocols) {
            if (protocol.isEmpty() || protocol.length() > 255)
                throw new IllegalArgumentException(
                        "an application protocol must have 1 to 255 characters: protocol=" + protocol);
        }
    }

    /**
     * For a client that shows no certificate.
     *
     * @param trust whom it believes
     * @return checks the host
     */
    public static TlsSpec client(Trust trust) {
        return new TlsSpec(Optional.empty(), trust, ClientCertificate.NONE, true, List.of());
    }

    /**
     * For a server that asks for no certificates.
     *
     * @param identity who it is
     * @return believes nobody
     */
    public static TlsSpec server(Identity identity) {
        return new TlsSpec(Optional.of(identity), new Trust.Given(List.of()), ClientCertificate.NONE, true, List.of());
    }

    /**
     * For both sides of connections on which both show certificates.
     *
     * @param identity who this side is
     * @param trust whom this side believes
     * @return checks the host, requires certificates of clients
     */
    public static TlsSpec mutual(Identity identity, Trust trust) {
        return new TlsSpec(Optional.of(identity), trust, ClientCertificate.REQUIRED, true, List.of());
    }

    /**
     * Asks clients for certificates, or not.
     *
     * @param asked whether
     * @return a changed copy
     */
    public TlsSpec clientCertificate(ClientCertificate asked) {
        return new TlsSpec(identity, trust, asked, checkHost, applicationProtocols);
    }

    /**
     * Believes others.
     *
     * @param others whom
     * @return a changed copy
     */
    public TlsSpec trust(Trust others) {
        return new TlsSpec(identity, others, clientCertificate, checkHost, applicationProtocols);
    }

    /**
     * Lets a client take a certificate that is for another host: only where trust alone says who the other side is.
     *
     * @return a changed copy
     */
    public TlsSpec anyHost() {
        return new TlsSpec(identity, trust, clientCertificate, false, applicationProtocols);
    }

    /**
     * Offers application protocols (ALPN).
     *
     * @param protocols the best first
     * @return a changed copy
     */
    public TlsSpec applicationProtocols(String... protocols) {
        return new TlsSpec(identity, trust, clientCertificate, checkHost, List.of(protocols));
    }
}
