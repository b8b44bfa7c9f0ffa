package com.acme.coro.api.io;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The certificates that are trusted, and with them those that they signed. Made by the methods here; the kinds are for those that implement
 * TLS, and there may be more of them later.
 */
@ProviderType
public interface Trust {
    /** The certificates that the Java installation trusts. */
    final class OfJava implements Trust {
        private static final OfJava SELF = new OfJava();

        private OfJava() {}

        @Override
        public String toString() {
            return "the certificates that Java trusts";
        }
    }

    /**
     * The certificates in a file of PEM.
     */
    final class Pem implements Trust {
        private final Path certificates;

        private Pem(Path certificates) {
            this.certificates = Objects.requireNonNull(certificates, "certificates");
        }

        /**
         * The file.
         *
         * @return its path
         */
        public Path certificates() {
            return certificates;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pem that && certificates.equals(that.certificates);
        }

        @Override
        public int hashCode() {
            return Objects.hash(certificates);
        }

        @Override
        public String toString() {
            return "Pem[" + certificates + "]";
        }
    }

    /**
     * The certificates in a PKCS#12 file.
     */
    final class Pkcs12 implements Trust {
        private final Path file;
        private final Identity.Secret password;

        private Pkcs12(Path file, Identity.Secret password) {
            this.file = Objects.requireNonNull(file, "file");
            this.password = Objects.requireNonNull(password, "password");
        }

        /**
         * The file.
         *
         * @return its path
         */
        public Path file() {
            return file;
        }

        /**
         * The password of the file.
         *
         * @return a secret
         */
        public Identity.Secret password() {
            return password;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pkcs12 that && file.equals(that.file) && password.equals(that.password);
        }

        @Override
        public int hashCode() {
            return Objects.hash(file, password);
        }

        @Override
        public String toString() {
            return "Pkcs12[" + file + ", " + password + "]";
        }
    }

    /**
     * Certificates in memory.
     */
    final class InMemory implements Trust {
        private final List<X509Certificate> certificates;

        private InMemory(List<X509Certificate> certificates) {
            this.certificates = List.copyOf(certificates);
        }

        /**
         * The certificates.
         *
         * @return any number; with none nothing is trusted
         */
        public List<X509Certificate> certificates() {
            return certificates;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InMemory that && certificates.equals(that.certificates);
        }

        @Override
        public int hashCode() {
            return Objects.hash(certificates);
        }

        @Override
        public String toString() {
            return "certificates in memory: " + certificates.size();
        }
    }

    /**
     * The certificates that the Java installation trusts.
     *
     * @return trust
     */
    static Trust system() {
        return OfJava.SELF;
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

    /**
     * Certificates in memory.
     *
     * @param certificates any number; with none nothing is trusted
     * @return trust
     */
    static InMemory of(List<X509Certificate> certificates) {
        return new InMemory(certificates);
    }
}
