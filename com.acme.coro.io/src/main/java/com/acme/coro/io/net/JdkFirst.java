package com.acme.coro.io.net;

import java.security.AlgorithmParameterGenerator;
import java.security.AlgorithmParameters;
import java.security.InvalidAlgorithmParameterException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.NoSuchProviderException;
import java.security.Provider;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathValidator;
import java.security.cert.CertStore;
import java.security.cert.CertStoreParameters;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import javax.crypto.Cipher;
import javax.crypto.ExemptionMechanism;
import javax.crypto.KeyAgreement;
import javax.crypto.KeyGenerator;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;
import javax.crypto.SecretKeyFactory;
import org.bouncycastle.jcajce.util.DefaultJcaJceHelper;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.jcajce.util.ProviderJcaJceHelper;

/**
 * Algorithms from the JDK, whose ciphers are several times as fast, and what it lacks from Bouncy Castle: above all RSA-PSS
 * by the names that Bouncy Castle's TLS has for it, without which RSA keys are of no use in TLS 1.3.
 */
final class JdkFirst implements JcaJceHelper {
    private final JcaJceHelper jdk = new DefaultJcaJceHelper();
    private final JcaJceHelper bouncyCastle;

    JdkFirst(Provider bouncyCastle) {
        this.bouncyCastle = new ProviderJcaJceHelper(bouncyCastle);
    }

    private interface Maker<T> {
        T by(JcaJceHelper helper) throws NoSuchAlgorithmException, NoSuchProviderException;
    }

    private <T> T either(Maker<T> maker) throws NoSuchAlgorithmException, NoSuchProviderException {
        try {
            return maker.by(jdk);
        } catch (NoSuchAlgorithmException lacking) {
            return maker.by(bouncyCastle);
        }
    }

    @Override
    public Cipher createCipher(String algorithm)
            throws NoSuchAlgorithmException, NoSuchPaddingException, NoSuchProviderException {
        try {
            return jdk.createCipher(algorithm);
        } catch (NoSuchAlgorithmException | NoSuchPaddingException e) {
            return bouncyCastle.createCipher(algorithm);
        }
    }

    @Override
    public Mac createMac(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createMac(algorithm));
    }

    @Override
    public KeyAgreement createKeyAgreement(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createKeyAgreement(algorithm));
    }

    @Override
    public AlgorithmParameterGenerator createAlgorithmParameterGenerator(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createAlgorithmParameterGenerator(algorithm));
    }

    @Override
    public AlgorithmParameters createAlgorithmParameters(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createAlgorithmParameters(algorithm));
    }

    @Override
    public KeyGenerator createKeyGenerator(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createKeyGenerator(algorithm));
    }

    @Override
    public KeyFactory createKeyFactory(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createKeyFactory(algorithm));
    }

    @Override
    public SecretKeyFactory createSecretKeyFactory(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createSecretKeyFactory(algorithm));
    }

    @Override
    public KeyPairGenerator createKeyPairGenerator(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createKeyPairGenerator(algorithm));
    }

    @Override
    @SuppressWarnings("deprecation") // the interface wants it
    public MessageDigest createDigest(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return createMessageDigest(algorithm);
    }

    @Override
    public MessageDigest createMessageDigest(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createMessageDigest(algorithm));
    }

    @Override
    public Signature createSignature(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createSignature(algorithm));
    }

    @Override
    public CertificateFactory createCertificateFactory(String algorithm)
            throws NoSuchProviderException, CertificateException {
        return jdk.createCertificateFactory(algorithm);
    }

    @Override
    public SecureRandom createSecureRandom(String algorithm) throws NoSuchAlgorithmException, NoSuchProviderException {
        return either(h -> h.createSecureRandom(algorithm));
    }

    @Override
    public CertPathBuilder createCertPathBuilder(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return jdk.createCertPathBuilder(algorithm);
    }

    @Override
    public CertPathValidator createCertPathValidator(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return jdk.createCertPathValidator(algorithm);
    }

    @Override
    public CertStore createCertStore(String type, CertStoreParameters parameters)
            throws NoSuchAlgorithmException, InvalidAlgorithmParameterException, NoSuchProviderException {
        return jdk.createCertStore(type, parameters);
    }

    @Override
    public ExemptionMechanism createExemptionMechanism(String algorithm)
            throws NoSuchAlgorithmException, NoSuchProviderException {
        return jdk.createExemptionMechanism(algorithm);
    }

    @Override
    public KeyStore createKeyStore(String type) throws KeyStoreException, NoSuchProviderException {
        return jdk.createKeyStore(type);
    }
}
