package com.acme.coro.io.net;

import com.acme.coro.api.io.TlsMaterialException;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;

/** Whether a private key goes with a certificate. */
final class KeyPairs {
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    private KeyPairs() {}

    static void check(PrivateKey key, PublicKey of, String where) {
        String algorithm = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC", "ECDSA" -> "SHA256withECDSA";
            case "Ed25519", "EdDSA" -> "EdDSA";
            default ->
                throw new TlsMaterialException(
                        "a key of type " + key.getAlgorithm() + " is of no use here; allowed are EC and RSA, in "
                                + where,
                        where,
                        null);
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(SAMPLE);
            byte[] signed = signature.sign();
            signature.initVerify(of);
            signature.update(SAMPLE);
            if (signature.verify(signed)) return;
        } catch (GeneralSecurityException e) {
            throw new TlsMaterialException(
                    "the key and the certificate do not go together: " + e.getMessage() + ", in " + where, where, e);
        }
        throw new TlsMaterialException("the key and the certificate do not go together, in " + where, where, null);
    }
}
