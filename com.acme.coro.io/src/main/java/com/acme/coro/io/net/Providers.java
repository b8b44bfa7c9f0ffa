package com.acme.coro.io.net;

import java.security.Provider;
import java.security.SecureRandom;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.bouncycastle.jcajce.util.JcaJceHelper;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.jsse.provider.BouncyCastleJsseProvider;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCrypto;
import org.bouncycastle.tls.crypto.impl.jcajce.JcaTlsCryptoProvider;

/** Bouncy Castle, as objects of ours: nothing is installed in the JVM. */
final class Providers {
    /** Kept, as the level that was set lasts as long as this. */
    private static final Logger CHATTER = Logger.getLogger("org.bouncycastle.jsse");

    static final Provider ALGORITHMS = new BouncyCastleProvider();
    static final SecureRandom RANDOM = new SecureRandom();
    static final Provider TLS;

    static {
        CHATTER.setLevel(Level.SEVERE);
        TLS = new BouncyCastleJsseProvider(false, new Crypto());
    }

    private Providers() {}

    private static final class Crypto extends JcaTlsCryptoProvider {
        private final JcaJceHelper helper = new JdkFirst(ALGORITHMS);

        @Override
        public JcaTlsCrypto create(SecureRandom random, SecureRandom nonces) {
            return new Algorithms(helper, random, nonces);
        }

        @Override
        public JcaJceHelper getHelper() {
            return helper;
        }
    }

    private static final class Algorithms extends JcaTlsCrypto {
        Algorithms(JcaJceHelper helper, SecureRandom random, SecureRandom nonces) {
            super(helper, random, nonces);
        }
    }
}
