package com.acme.coro.io.net;

import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.TlsMaterialException;
import com.acme.coro.api.io.Trust;
import com.acme.coro.io.trust.OwnerOnly;
import com.acme.coro.io.trust.TrustException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMEncryptedKeyPair;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JceOpenSSLPKCS8DecryptorProviderBuilder;
import org.bouncycastle.openssl.jcajce.JcePEMDecryptorProviderBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.PKCS8EncryptedPrivateKeyInfo;
import org.bouncycastle.pkcs.PKCSException;

/** Keys and certificates in files. */
final class TlsFiles {
    /** A key and its certificates. */
    record Key(PrivateKey key, X509Certificate[] chain) {}

    private TlsFiles() {}

    static KeyStore emptyStore() throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try {
            store.load(null, null);
        } catch (IOException e) {
            throw new GeneralSecurityException(e);
        }
        return store;
    }

    static Key read(Identity identity) throws GeneralSecurityException {
        Key key = switch (identity) {
            case Identity.Pem p -> new Key(pemKey(p), pemCertificates(p.certificates()));
            case Identity.Pkcs12 p -> pkcs12Key(p);
            case Identity.InMemory g -> new Key(g.key(), g.chain().toArray(X509Certificate[]::new));
            default -> throw new IllegalArgumentException("unknown kind of identity: " + identity.getClass());
        };
        String where = switch (identity) {
            case Identity.Pem p -> p.key().toString();
            case Identity.Pkcs12 p -> p.file().toString();
            default -> "a key in memory";
        };
        if (!key.key().getAlgorithm().equals(key.chain()[0].getPublicKey().getAlgorithm())
                && !sameKind(
                        key.key().getAlgorithm(), key.chain()[0].getPublicKey().getAlgorithm())) {
            throw new TlsMaterialException(
                    "the key and the certificate do not go together: one is "
                            + key.key().getAlgorithm()
                            + ", the other "
                            + key.chain()[0].getPublicKey().getAlgorithm() + ", in " + where,
                    where,
                    null);
        }
        KeyPairs.check(key.key(), key.chain()[0].getPublicKey(), where);
        return key;
    }

    private static boolean sameKind(String a, String b) {
        return a.startsWith("EC") && b.startsWith("EC");
    }

    private static void checkMode(Path file) {
        try {
            OwnerOnly.check(file, "the key");
        } catch (TrustException e) {
            throw refused(file, e);
        }
    }

    private static TlsMaterialException unreadable(Path file, IOException e) {
        return refused(file, OwnerOnly.unreadable(file, e));
    }

    private static TlsMaterialException refused(Path file, TrustException e) {
        return new TlsMaterialException(e.getMessage(), file.toString(), e);
    }

    private static PrivateKey pemKey(Identity.Pem pem) {
        Path file = pem.key();
        checkMode(file);
        Optional<char[]> password = pem.password().map(p -> p.text().toCharArray());
        try (var parser = new PEMParser(new StringReader(Files.readString(file, StandardCharsets.US_ASCII)))) {
            var converter = new JcaPEMKeyConverter();
            for (Object o = parser.readObject(); o != null; o = parser.readObject()) {
                if (o instanceof PrivateKeyInfo info) return converter.getPrivateKey(info);
                if (o instanceof PEMKeyPair pair)
                    return converter.getKeyPair(pair).getPrivate();
                if (o instanceof PKCS8EncryptedPrivateKeyInfo encrypted) {
                    var decryptor = new JceOpenSSLPKCS8DecryptorProviderBuilder()
                            .setProvider(Providers.ALGORITHMS)
                            .build(required(password, file));
                    return converter.getPrivateKey(encrypted.decryptPrivateKeyInfo(decryptor));
                }
                if (o instanceof PEMEncryptedKeyPair encrypted) {
                    var decryptor = new JcePEMDecryptorProviderBuilder()
                            .setProvider(Providers.ALGORITHMS)
                            .build(required(password, file));
                    return converter
                            .getKeyPair(encrypted.decryptKeyPair(decryptor))
                            .getPrivate();
                }
            }
            throw new TlsMaterialException("there is no private key in " + file, file.toString(), null);
        } catch (PKCSException | OperatorCreationException e) {
            throw wrongPassword(file, e);
        } catch (IOException e) {
            if (e.getClass().getName().startsWith("org.bouncycastle.openssl")) {
                if (password.isPresent()) throw wrongPassword(file, e);
                throw new TlsMaterialException(
                        "the key in " + file + " cannot be used: " + e.getMessage(), file.toString(), e);
            }
            throw unreadable(file, e);
        }
    }

    private static char[] required(Optional<char[]> password, Path file) {
        return password.orElseThrow(() -> new TlsMaterialException(
                "the key in " + file + " is encrypted, and no password is given", file.toString(), null));
    }

    private static TlsMaterialException wrongPassword(Path file, Exception e) {
        return new TlsMaterialException("wrong password for the key in " + file, file.toString(), e);
    }

    private static X509Certificate[] pemCertificates(Path file) {
        try (InputStream in = new ByteArrayInputStream(Files.readAllBytes(file))) {
            var all = new ArrayList<X509Certificate>();
            for (Certificate c : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                all.add((X509Certificate) c);
            }
            if (all.isEmpty())
                throw new TlsMaterialException("there is no certificate in " + file, file.toString(), null);
            return all.toArray(X509Certificate[]::new);
        } catch (GeneralSecurityException e) {
            throw new TlsMaterialException(
                    "the certificates in " + file + " cannot be used: " + e.getMessage(), file.toString(), e);
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static KeyStore load(Path file, Identity.Secret password) throws GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.text().toCharArray());
            return store;
        } catch (NoSuchFileException e) {
            throw unreadable(file, e);
        } catch (IOException e) {
            if (e.getCause() instanceof GeneralSecurityException) throw wrongPassword(file, e);
            throw new TlsMaterialException(file + " is no PKCS#12 file: " + e.getMessage(), file.toString(), e);
        }
    }

    private static Key pkcs12Key(Identity.Pkcs12 p12) throws GeneralSecurityException {
        checkMode(p12.file());
        KeyStore store = load(p12.file(), p12.password());
        for (String alias : Collections.list(store.aliases())) {
            if (!store.isKeyEntry(alias)) continue;
            var key = (PrivateKey) store.getKey(alias, p12.password().text().toCharArray());
            var chain = new ArrayList<X509Certificate>();
            for (Certificate c : store.getCertificateChain(alias)) chain.add((X509Certificate) c);
            return new Key(key, chain.toArray(X509Certificate[]::new));
        }
        throw new TlsMaterialException(
                "there is no private key in " + p12.file(), p12.file().toString(), null);
    }

    /** Whom to believe; null for those whom the Java installation trusts. */
    static KeyStore read(Trust trust) throws GeneralSecurityException {
        List<X509Certificate> trusted = switch (trust) {
            case Trust.OfJava s -> null;
            case Trust.Pem p -> List.of(pemCertificates(p.certificates()));
            case Trust.InMemory g -> g.certificates();
            case Trust.Pkcs12 p -> certificates(load(p.file(), p.password()), p.file());
            default -> throw new IllegalArgumentException("unknown kind of trust: " + trust.getClass());
        };
        if (trusted == null) return null;
        KeyStore store = emptyStore();
        for (int i = 0; i < trusted.size(); i++) store.setCertificateEntry("trusted-" + i, trusted.get(i));
        return store;
    }

    private static List<X509Certificate> certificates(KeyStore store, Path file) throws GeneralSecurityException {
        var all = new ArrayList<X509Certificate>();
        for (String alias : Collections.list(store.aliases())) {
            if (store.getCertificate(alias) instanceof X509Certificate c) all.add(c);
        }
        if (all.isEmpty()) throw new TlsMaterialException("there is no certificate in " + file, file.toString(), null);
        return all;
    }
}
