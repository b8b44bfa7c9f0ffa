package com.acme.coro.io.net;

import com.acme.coro.api.io.TlsSpec;

/** Keys and trust that somebody looks after: each handshake uses those of its time. */
final class KeptTls implements EngineMaker {
    private final Keys keys;
    // Two handshakes at a time may both make new ones; either will do.
    private volatile TlsContexts contexts;

    /** Who looks after them. */
    interface Keys {
        /** What to use now: equal to the last answer, unless there is something new. */
        TlsSpec now();

        /** Looks whether there is something new. */
        TlsSpec again();
    }

    KeptTls(Keys keys) {
        this.keys = keys;
        contexts = new TlsContexts(keys.now());
    }

    private TlsContexts of(TlsSpec wanted) {
        TlsContexts have = contexts;
        if (wanted.equals(have.spec())) return have;
        var made = new TlsContexts(wanted);
        contexts = made;
        return made;
    }

    @Override
    public TlsSpec spec() {
        return of(keys.now()).spec();
    }

    @Override
    public void reload() {
        of(keys.again());
    }

    @Override
    public void replace(TlsSpec spec) {
        throw new UnsupportedOperationException(
                "this user's own keys are not replaced by a program; AsyncSockets.tls is for other ones");
    }

    @Override
    public TlsLayer.Start client(String host, int port, long timeoutNanos) {
        return of(keys.now()).client(host, port, timeoutNanos);
    }

    @Override
    public TlsLayer.Start server(long timeoutNanos) {
        return of(keys.now()).server(timeoutNanos);
    }

    @Override
    public String toString() {
        return "TLS of this user";
    }
}
