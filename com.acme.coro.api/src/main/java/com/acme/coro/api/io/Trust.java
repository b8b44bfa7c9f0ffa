package com.acme.coro.api.io;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/** Whom one believes. */
public sealed interface Trust {
    /** Those whom the Java installation trusts. */
    record System() implements Trust {}

    /**
     * The certificates in a file of PEM, and who is signed by them.
     *
     * @param certificates the file
     */
    record Pem(Path certificates) implements Trust {
        /** Refuses null. */
        public Pem {
            Objects.requireNonNull(certificates, "certificates");
        }
    }

    /**
     * The certificates in a PKCS#12 file, and who is signed by them.
     *
     * @param file the file
     * @param password its password
     */
    record Pkcs12(Path file, Identity.Secret password) implements Trust {
        /** Refuses null. */
        public Pkcs12 {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * Certificates that somebody has in memory, and who is signed by them.
     *
     * @param certificates which
     */
    record Given(List<X509Certificate> certificates) implements Trust {
        /** Refuses null, copies the list. */
        public Given {
            certificates = List.copyOf(certificates);
        }
    }

    /**
     * Those whom the Java installation trusts.
     *
     * @return trust
     */
    static Trust system() {
        return new System();
    }

    /**
     * The certificates in a file of PEM.
     *
     * @param certificates the file
     * @return trust
     */
    static Trust pem(Path certificates) {
        return new Pem(certificates);
    }

    /**
     * The certificates in a PKCS#12 file.
     *
     * @param file the file
     * @param password its password
     * @return trust
     */
    static Trust pkcs12(Path file, String password) {
        return new Pkcs12(file, new Identity.Secret(password));
    }
}
