package com.acme.coro.api.io;

import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** What a handshake agreed on. */
@ProviderType
public interface TlsSession {
    /** {@return {@code TLSv1.3} or {@code TLSv1.2}} */
    String protocol();

    /** {@return its standard name} */
    String cipherSuite();

    /** {@return the other side's certificates, its own first; none if it showed none} */
    List<X509Certificate> peer();

    /** {@return what ALPN agreed on} */
    Optional<String> applicationProtocol();

    /** {@return the name the client asked for (SNI)} */
    Optional<String> serverName();
}
