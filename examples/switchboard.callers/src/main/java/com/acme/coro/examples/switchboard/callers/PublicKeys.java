package com.acme.coro.examples.switchboard.callers;

import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import java.io.IOException;
import java.io.InputStream;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;

/**
 * A certificate of our own, for both sides. <b>Its private key is public</b>: it lies in this bundle, for everybody to
 * read, and is good for an example alone. Yours is a file that nobody else may read: {@code Identity.pem(certificates,
 * key)} or {@code Identity.pkcs12(file, password)}.
 */
final class PublicKeys {
    private static final char[] PASSWORD = "public".toCharArray();

    private final PrivateKey key;
    private final X509Certificate certificate;

    PublicKeys() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream file = PublicKeys.class.getResourceAsStream("/keys/public-example.p12")) {
            store.load(file, PASSWORD);
        }
        key = (PrivateKey) store.getKey("example", PASSWORD);
        certificate = (X509Certificate) store.getCertificate("example");
    }

    /** Shows the certificate. */
    TlsSpec server() {
        return TlsSpec.server(Identity.of(key, List.of(certificate)));
    }

    /** Believes that certificate and no other, for the host that it is for. */
    TlsSpec client() {
        return TlsSpec.client(Trust.of(List.of(certificate)));
    }
}
