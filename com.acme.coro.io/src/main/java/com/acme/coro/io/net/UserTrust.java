package com.acme.coro.io.net;

import com.acme.coro.api.io.PeerCredentials;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsMaterialException;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.io.trust.OwnIdentity;
import com.acme.coro.io.trust.TrustException;
import java.util.concurrent.atomic.AtomicReference;

/** This user's own keys, for sockets. */
public final class UserTrust implements PeerCredentials {
    private final OwnIdentity own;
    /** Made when it is first asked for; null before. */
    private final AtomicReference<KeptTls> kept = new AtomicReference<>();

    private interface Reading {
        TlsSpec read() throws TrustException;
    }

    /**
     * Reads nothing yet.
     *
     * @param own whose
     */
    public UserTrust(OwnIdentity own) {
        this.own = own;
    }

    private static TlsSpec of(Reading reading) {
        try {
            return reading.read();
        } catch (TrustException e) {
            throw new TlsMaterialException(e.getMessage(), "this user's keys", e);
        }
    }

    private KeptTls kept() {
        if (kept.get() == null) {
            kept.compareAndSet(null, new KeptTls(new KeptTls.Keys() {
                @Override
                public TlsSpec now() {
                    return of(own::now);
                }

                @Override
                public TlsSpec again() {
                    return of(own::again);
                }
            }));
        }
        return kept.get();
    }

    /** One certificate is for both sides. */
    @Override
    public Tls server() {
        return kept();
    }

    @Override
    public Tls client() {
        return kept();
    }
}
