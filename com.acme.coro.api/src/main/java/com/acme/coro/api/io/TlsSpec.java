package com.acme.coro.api.io;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Keys and trust, and what is asked of the other side. TLS 1.3, or 1.2 where the other side has no better. Immutable: each method with
 * an argument returns a changed copy.
 */
public final class TlsSpec {
    /** Whether a server asks its clients for certificates. */
    public enum ClientCertificate {
        /** It does not. */
        NONE,
        /** It does, and goes on without. */
        WANTED,
        /** It does, and refuses a client that has none that is trusted. */
        REQUIRED
    }

    private final Optional<Identity> identity;
    private final Trust trust;
    private final ClientCertificate clientCertificate;
    private final boolean checkHost;
    private final List<String> applicationProtocols;

    private TlsSpec(
            Optional<Identity> identity,
            Trust trust,
            ClientCertificate clientCertificate,
            boolean checkHost,
            List<String> applicationProtocols) {
        this.identity = Objects.requireNonNull(identity, "identity");
        this.trust = Objects.requireNonNull(trust, "trust");
        this.clientCertificate = Objects.requireNonNull(clientCertificate, "clientCertificate");
        this.checkHost = checkHost;
        this.applicationProtocols = List.copyOf(Objects.requireNonNull(applicationProtocols, "applicationProtocols"));
        for (String protocol : applicationProtocols) {
            if (protocol.isEmpty() || protocol.length() > 255)
                throw new IllegalArgumentException(
                        "an application protocol must have 1 to 255 characters: protocol=" + protocol);
        }
    }

    /**
     * For a client that shows no certificate, and checks the host.
     *
     * @param trust which certificates it trusts
     * @return the specification
     */
    public static TlsSpec client(Trust trust) {
        return new TlsSpec(Optional.empty(), trust, ClientCertificate.NONE, true, List.of());
    }

    /**
     * For a server that asks for no certificates, and trusts none.
     *
     * @param identity key and certificates
     * @return the specification
     */
    public static TlsSpec server(Identity identity) {
        return new TlsSpec(Optional.of(identity), Trust.of(List.of()), ClientCertificate.NONE, true, List.of());
    }

    /**
     * For both sides of connections on which both show certificates: checks the host, requires certificates of clients.
     *
     * @param identity key and certificates of this side
     * @param trust which certificates of the other side are trusted
     * @return the specification
     */
    public static TlsSpec mutual(Identity identity, Trust trust) {
        return new TlsSpec(Optional.of(identity), trust, ClientCertificate.REQUIRED, true, List.of());
    }

    /**
     * The identity of this side; a server needs one.
     *
     * @return key and certificates; none: it shows none
     */
    public Optional<Identity> identity() {
        return identity;
    }

    /**
     * Shows an identity.
     *
     * @param own key and certificates
     * @return a changed copy
     */
    public TlsSpec identity(Identity own) {
        return identity(Optional.of(Objects.requireNonNull(own, "identity")));
    }

    /**
     * Shows an identity, or none.
     *
     * @param own key and certificates; none: it shows none
     * @return a changed copy
     */
    public TlsSpec identity(Optional<Identity> own) {
        return new TlsSpec(own, trust, clientCertificate, checkHost, applicationProtocols);
    }

    /**
     * Which certificates of the other side are trusted.
     *
     * @return the trust
     */
    public Trust trust() {
        return trust;
    }

    /**
     * Trusts other certificates.
     *
     * @param other the trust
     * @return a changed copy
     */
    public TlsSpec trust(Trust other) {
        return new TlsSpec(identity, other, clientCertificate, checkHost, applicationProtocols);
    }

    /**
     * Whether a server asks its clients for a certificate.
     *
     * @return whether it asks, and insists
     */
    public ClientCertificate clientCertificate() {
        return clientCertificate;
    }

    /**
     * Asks clients for certificates, or not.
     *
     * @param asked whether a server asks, and insists
     * @return a changed copy
     */
    public TlsSpec clientCertificate(ClientCertificate asked) {
        return new TlsSpec(identity, trust, asked, checkHost, applicationProtocols);
    }

    /**
     * Whether a client checks that the certificate is for the host it connects to.
     *
     * @return true at first
     */
    public boolean checkHost() {
        return checkHost;
    }

    /**
     * Checks that the certificate is for the host that a client connects to, or not: only where trust alone says what the other
     * side is.
     *
     * @param checked whether it is checked
     * @return a changed copy
     */
    public TlsSpec checkHost(boolean checked) {
        return new TlsSpec(identity, trust, clientCertificate, checked, applicationProtocols);
    }

    /**
     * The application protocols that ALPN offers.
     *
     * @return their names, the best first; none, as at first: ALPN is not used
     */
    public List<String> applicationProtocols() {
        return applicationProtocols;
    }

    /**
     * Offers application protocols (ALPN).
     *
     * @param protocols their names of 1 to 255 characters, the best first; none: ALPN is not used
     * @return a changed copy
     * @throws IllegalArgumentException if a name is too long, or empty
     */
    public TlsSpec applicationProtocols(String... protocols) {
        return new TlsSpec(identity, trust, clientCertificate, checkHost, List.of(protocols));
    }

    private List<Object> all() {
        return List.of(identity, trust, clientCertificate, checkHost, applicationProtocols);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof TlsSpec spec && all().equals(spec.all());
    }

    @Override
    public int hashCode() {
        return all().hashCode();
    }

    @Override
    public String toString() {
        return "TlsSpec[identity=" + identity + ", trust=" + trust + ", clientCertificate=" + clientCertificate
                + ", checkHost=" + checkHost + ", applicationProtocols=" + applicationProtocols + "]";
    }
}
