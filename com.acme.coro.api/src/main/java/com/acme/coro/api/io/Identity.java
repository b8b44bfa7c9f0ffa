package com.acme.coro.api.io;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A private key and the certificates that go with it. Made by the methods here; the kinds are for those that implement TLS, and there
 * may be more of them later. No secret is in their text.
 */
@ProviderType
public interface Identity {
    /**
     * Two files of PEM. The key's must not be readable by others than its owner.
     */
    final class Pem implements Identity {
        private final Path certificates;
        private final Path key;
        private final Optional<Secret> password;

        private Pem(Path certificates, Path key, Optional<Secret> password) {
            this.certificates = Objects.requireNonNull(certificates, "certificates");
            this.key = Objects.requireNonNull(key, "key");
            this.password = Objects.requireNonNull(password, "password");
        }

        /**
         * The file of certificates.
         *
         * @return the own one first, then those that signed it
         */
        public Path certificates() {
            return certificates;
        }

        /**
         * The file of the key.
         *
         * @return PKCS#8, or what OpenSSL calls traditional; may be encrypted
         */
        public Path key() {
            return key;
        }

        /**
         * The password of the key.
         *
         * @return none if it is not encrypted
         */
        public Optional<Secret> password() {
            return password;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Pem that
                    && certificates.equals(that.certificates)
                    && key.equals(that.key)
                    && password.equals(that.password);
        }

        @Override
        public int hashCode() {
            return Objects.hash(certificates, key, password);
        }

        @Override
        public String toString() {
            return "Pem[" + certificates + ", " + key + ", " + password + "]";
        }
    }

    /**
     * A PKCS#12 file with one key. Must not be readable by others than its owner.
     */
    final class Pkcs12 implements Identity {
        private final Path file;
        private final Secret password;

        private Pkcs12(Path file, Secret password) {
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
        public Secret password() {
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
     * A key and certificates in memory.
     */
    final class InMemory implements Identity {
        private final PrivateKey key;
        private final List<X509Certificate> chain;

        private InMemory(PrivateKey key, List<X509Certificate> chain) {
            this.key = Objects.requireNonNull(key, "key");
            this.chain = List.copyOf(chain);
            if (chain.isEmpty()) throw new IllegalArgumentException("chain must have at least one certificate");
        }

        /**
         * The key.
         *
         * @return a private key
         */
        public PrivateKey key() {
            return key;
        }

        /**
         * The certificates.
         *
         * @return the own one first, then those that signed it; at least one
         */
        public List<X509Certificate> chain() {
            return chain;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof InMemory that && key.equals(that.key) && chain.equals(that.chain);
        }

        @Override
        public int hashCode() {
            return Objects.hash(key, chain);
        }

        @Override
        public String toString() {
            return "a key in memory";
        }
    }

    /** A password, which prints as dots. */
    final class Secret {
        private final String text;

        Secret(String text) {
            this.text = Objects.requireNonNull(text, "password");
        }

        /**
         * The password itself.
         *
         * @return its text
         */
        public String text() {
            return text;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Secret that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return "......";
        }
    }

    /**
     * Two files of PEM, the key not encrypted.
     *
     * @param certificates the own one first, then those that signed it
     * @param key the key, PKCS#8 or what OpenSSL calls traditional; not readable by others than its owner
     * @return an identity
     */
    static Identity pem(Path certificates, Path key) {
        return new Pem(certificates, key, Optional.empty());
    }

    /**
     * Two files of PEM, the key encrypted.
     *
     * @param certificates the own one first, then those that signed it
     * @param key the key, not readable by others than its owner
     * @param password the key's password
     * @return an identity
     */
    static Identity pem(Path certificates, Path key, String password) {
        return new Pem(certificates, key, Optional.of(new Secret(password)));
    }

    /**
     * A PKCS#12 file with one key.
     *
     * @param file the file, not readable by others than its owner
     * @param password its password
     * @return an identity
     */
    static Identity pkcs12(Path file, String password) {
        return new Pkcs12(file, new Secret(password));
    }

    /**
     * A key and certificates in memory.
     *
     * @param key the key
     * @param chain the own certificate first, then those that signed it
     * @return an identity
     * @throws IllegalArgumentException if there is no certificate
     */
    static InMemory of(PrivateKey key, List<X509Certificate> chain) {
        return new InMemory(key, chain);
    }
}
