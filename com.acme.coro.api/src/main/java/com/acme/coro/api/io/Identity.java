package com.acme.coro.api.io;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A private key and the certificates that go with it: who one is. */
public sealed interface Identity {
    /**
     * Two files of PEM. The key's must not be readable by others than its owner.
     *
     * @param certificates the own one first, then those that signed it
     * @param key PKCS#8, or what OpenSSL calls traditional; may be encrypted
     * @param password of the key, if it is encrypted
     */
    record Pem(Path certificates, Path key, Optional<Secret> password) implements Identity {
        /** Refuses null. */
        public Pem {
            Objects.requireNonNull(certificates, "certificates");
            Objects.requireNonNull(key, "key");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * A PKCS#12 file with one key. Must not be readable by others than its owner.
     *
     * @param file the file
     * @param password its password
     */
    record Pkcs12(Path file, Secret password) implements Identity {
        /** Refuses null. */
        public Pkcs12 {
            Objects.requireNonNull(file, "file");
            Objects.requireNonNull(password, "password");
        }
    }

    /**
     * What somebody has in memory.
     *
     * @param key the key
     * @param chain the own certificate first, then those that signed it
     */
    record Given(PrivateKey key, List<X509Certificate> chain) implements Identity {
        /** Refuses null, copies the list. */
        public Given {
            Objects.requireNonNull(key, "key");
            chain = List.copyOf(chain);
            if (chain.isEmpty()) throw new IllegalArgumentException("chain must have at least one certificate");
        }
    }

    /**
     * A password, which prints as dots.
     *
     * @param text what it is
     */
    record Secret(String text) {
        /** Refuses null. */
        public Secret {
            Objects.requireNonNull(text, "text");
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
     * @param key the key
     * @return an identity
     */
    static Identity pem(Path certificates, Path key) {
        return new Pem(certificates, key, Optional.empty());
    }

    /**
     * Two files of PEM, the key encrypted.
     *
     * @param certificates the own one first, then those that signed it
     * @param key the key
     * @param password the key's password
     * @return an identity
     */
    static Identity pem(Path certificates, Path key, String password) {
        return new Pem(certificates, key, Optional.of(new Secret(password)));
    }

    /**
     * A PKCS#12 file.
     *
     * @param file the file
     * @param password its password
     * @return an identity
     */
    static Identity pkcs12(Path file, String password) {
        return new Pkcs12(file, new Secret(password));
    }
}
