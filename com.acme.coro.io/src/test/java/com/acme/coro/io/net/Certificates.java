package com.acme.coro.io.net;

import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.Trust;
import java.math.BigInteger;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** An authority for tests, and what it issues. */
final class Certificates {
    private static final Duration DAY = Duration.ofDays(1);

    private final KeyPair keys = pair("EC");
    private final X509Certificate own;

    Certificates() {
        own = certificate(
                "test authority",
                keys,
                null,
                Instant.now().minus(DAY),
                Instant.now().plus(DAY));
    }

    Trust trust() {
        return Trust.of(List.of(own));
    }

    X509Certificate authority() {
        return own;
    }

    /** The authority as an identity: nobody else vouches for it. */
    Identity.InMemory itself() {
        return Identity.of(keys.getPrivate(), List.of(own));
    }

    /** An identity with an EC key. */
    Identity.InMemory identity(String host) {
        return identity(host, "EC");
    }

    Identity.InMemory identity(String host, String algorithm) {
        return identity(host, algorithm, Instant.now().minus(DAY), Instant.now().plus(DAY));
    }

    Identity.InMemory identity(String host, String algorithm, Instant from, Instant to) {
        KeyPair pair = pair(algorithm);
        return Identity.of(pair.getPrivate(), List.of(certificate(host, pair, this, from, to), own));
    }

    /** One whose only name is the common name of its subject. */
    Identity.InMemory withoutNames(String host) {
        KeyPair pair = pair("EC");
        var from = Instant.now().minus(DAY);
        X509Certificate bare = certificate(host, pair, this, from, from.plus(DAY.multipliedBy(2)), false);
        return Identity.of(pair.getPrivate(), List.of(bare, own));
    }

    /** The authority's own certificate as it was once: out of date. */
    X509Certificate expiredItself() {
        var then = Instant.now().minus(DAY.multipliedBy(10));
        return certificate("test authority", keys, null, then, then.plus(DAY));
    }

    private static KeyPair pair(String algorithm) {
        try {
            var generator = KeyPairGenerator.getInstance(algorithm);
            if (algorithm.equals("EC")) generator.initialize(new ECGenParameterSpec("secp256r1"));
            else generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static X509Certificate certificate(String name, KeyPair of, Certificates by, Instant from, Instant to) {
        return certificate(name, of, by, from, to, true);
    }

    private static X509Certificate certificate(
            String name, KeyPair of, Certificates by, Instant from, Instant to, boolean named) {
        try {
            var issuer = new X500Name("CN=test authority");
            var builder = new JcaX509v3CertificateBuilder(
                    issuer,
                    new BigInteger(63, Providers.RANDOM),
                    Date.from(from),
                    Date.from(to),
                    new X500Name("CN=" + name),
                    of.getPublic());
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(by == null));
            if (by != null && named) {
                int kind = Character.isDigit(name.charAt(0)) ? GeneralName.iPAddress : GeneralName.dNSName;
                builder.addExtension(
                        Extension.subjectAlternativeName, false, new GeneralNames(new GeneralName(kind, name)));
            }
            var signer = new JcaContentSignerBuilder("SHA256withECDSA").build((by == null ? of : by.keys).getPrivate());
            return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
