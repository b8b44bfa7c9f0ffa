package com.acme.coro.io.trust;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An identity that an authority made.
 *
 * @param key the private key, which the authority does not keep
 * @param certificate for that key
 * @param authority the certificate that it is believed by
 */
public record Issued(PrivateKey key, X509Certificate certificate, X509Certificate authority) {
    /**
     * The files of an identity.
     *
     * @param certificate PEM
     * @param key PEM, PKCS#8
     * @param pkcs12 both, if it is wanted
     */
    public record Files(Path certificate, Path key, Optional<Pkcs12> pkcs12) {
        /**
         * All of them.
         *
         * @return two or three
         */
        public List<Path> all() {
            var all = new ArrayList<>(List.of(certificate, key));
            pkcs12.ifPresent(p -> all.add(p.file()));
            return all;
        }
    }

    /**
     * A file with the key and the certificates.
     *
     * @param file the file
     * @param password that encrypts it
     */
    public record Pkcs12(Path file, String password) {
        @Override
        public String toString() {
            return file.toString();
        }
    }

    /**
     * Writes all files or none. What holds the key is for its owner alone.
     *
     * @param files where; none of them may be there
     * @throws TrustException if one is there, or cannot be written
     */
    public void write(Files files) throws TrustException {
        var made = new ArrayList<Path>();
        try {
            OwnerOnly.write(files.key(), Pem.text(key));
            made.add(files.key());
            OwnerOnly.writeForAll(files.certificate(), Pem.text(certificate));
            made.add(files.certificate());
            if (files.pkcs12().isPresent()) {
                OwnerOnly.write(
                        files.pkcs12().get().file(), pkcs12(files.pkcs12().get().password()));
            }
        } catch (TrustException failure) {
            for (Path file : made) OwnerOnly.delete(file, failure);
            throw failure;
        } catch (GeneralSecurityException | IOException e) {
            var failure = new TrustException("the identity cannot be written: " + e.getMessage(), e);
            for (Path file : made) OwnerOnly.delete(file, failure);
            throw failure;
        }
    }

    private byte[] pkcs12(String password) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] secret = password.toCharArray();
        store.setKeyEntry("identity", key, secret, new Certificate[] {certificate, authority});
        var content = new ByteArrayOutputStream();
        store.store(content, secret);
        return content.toByteArray();
    }
}
