package com.acme.coro.io.net;

import com.acme.coro.api.io.Tls;

/** What a socket asks of keys and trust. */
sealed interface EngineMaker extends Tls permits TlsContexts, KeptTls {
    /** For a connection to a server. */
    TlsLayer.Start client(String host, int port, long timeoutNanos);

    /** For a connection that was accepted. */
    TlsLayer.Start server(long timeoutNanos);
}
