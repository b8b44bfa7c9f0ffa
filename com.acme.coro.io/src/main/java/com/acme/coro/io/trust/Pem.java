package com.acme.coro.io.trust;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemWriter;

/** Keys (PKCS#8, not encrypted) and certificates as text. */
public final class Pem {
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private Pem() {}

    static byte[] text(PrivateKey key) {
        return text("PRIVATE KEY", key.getEncoded());
    }

    static byte[] text(X509Certificate certificate) throws CertificateEncodingException {
        return text("CERTIFICATE", certificate.getEncoded());
    }

    private static byte[] text(String kind, byte[] content) {
        var text = new StringWriter();
        try (var writer = new PemWriter(text)) {
            writer.writeObject(new PemObject(kind, content));
        } catch (IOException impossible) { // it is memory
            throw new UncheckedIOException(impossible);
        }
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Reads certificates, as PEM or DER.
     *
     * @param file where they are
     * @return one or more
     * @throws TrustException if it cannot be read, or there is none in it
     */
    public static List<X509Certificate> certificates(Path file) throws TrustException {
        byte[] content;
        try {
            content = Files.readAllBytes(file);
        } catch (IOException e) {
            throw OwnerOnly.unreadable(file, e);
        }
        var all = new ArrayList<X509Certificate>();
        try {
            var factory = CertificateFactory.getInstance("X.509");
            for (Certificate each : factory.generateCertificates(new ByteArrayInputStream(content))) {
                if (each instanceof X509Certificate certificate) all.add(certificate);
            }
        } catch (CertificateException e) {
            throw new TrustException("there is no certificate in " + file + ", neither PEM nor DER", e);
        }
        if (all.isEmpty()) throw new TrustException("there is no certificate in " + file + ", neither PEM nor DER");
        return all;
    }

    static PrivateKey key(Path file) throws TrustException {
        String text;
        try {
            text = Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw OwnerOnly.unreadable(file, e);
        }
        try (var parser = new PEMParser(new StringReader(text))) {
            if (parser.readObject() instanceof PrivateKeyInfo key) return new JcaPEMKeyConverter().getPrivateKey(key);
        } catch (IOException | RuntimeException e) { // the parser throws both for what makes no sense
            throw new TrustException("the key in " + file + " cannot be used: " + e.getMessage(), e);
        }
        throw new TrustException("there is no private key in " + file);
    }

    /** Whether the key is that of the certificate, on an elliptic curve. */
    static boolean goTogether(PrivateKey key, X509Certificate certificate) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(certificate.getPublicKey());
            signature.update(SAMPLE);
            return signature.verify(signed);
        } catch (GeneralSecurityException ofAnotherKind) {
            return false;
        }
    }
}
