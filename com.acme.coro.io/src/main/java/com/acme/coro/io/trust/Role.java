package com.acme.coro.io.trust;

import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.KeyPurposeId;

/** Which side of a connection a certificate is good for. */
public enum Role {
    /** The one that listens. */
    SERVER(KeyPurposeId.id_kp_serverAuth),
    /** The one that connects. */
    CLIENT(KeyPurposeId.id_kp_clientAuth),
    /** Either. */
    BOTH(KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth);

    private final KeyPurposeId[] purposes;

    Role(KeyPurposeId... purposes) {
        this.purposes = purposes;
    }

    ExtendedKeyUsage usage() {
        return new ExtendedKeyUsage(purposes);
    }
}
