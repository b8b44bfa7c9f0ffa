package com.acme.coro.itests.code;

import com.acme.coro.api.CoroBody;
import com.acme.coro.api.Self;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.PeerCredentials;

/** Connects as this user, and brings what the server answers. */
public final class TrustingClient implements CoroBody {
    private final AsyncSockets sockets;
    private final PeerCredentials trust;
    private final int port;

    public TrustingClient(AsyncSockets sockets, PeerCredentials trust, int port) {
        this.sockets = sockets;
        this.trust = trust;
        this.port = port;
    }

    @Override
    public Object run(Self self) {
        try (AsyncSocket server =
                sockets.connect(ConnectSpec.to("localhost", port).tls(trust.client()))) {
            return server.readLine().orElseThrow();
        }
    }
}
