package com.acme.coro.bench.echo;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.CoroIoException;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.TlsSpec;
import java.nio.ByteBuffer;

/** W6 and W6b: one coroutine a connection, each sends back what comes. */
public final class EchoBench {
    private static final int BACKLOG = 16_384;
    private static final int REQUEST = 128;

    private final Scheduler coros;
    private final AsyncSockets sockets;
    private final EchoOptions options;

    /**
     * Does nothing yet.
     *
     * @param coros runs the coroutines
     * @param sockets makes the sockets
     * @param options what to do
     */
    public EchoBench(Scheduler coros, AsyncSockets sockets, EchoOptions options) {
        this.coros = coros;
        this.sockets = sockets;
        this.options = options;
    }

    /**
     * Listens.
     *
     * @return the coroutine that accepts, which does so until the process is killed
     */
    public Coro start() {
        var spec = ListenSpec.on("127.0.0.1", options.port()).backlog(BACKLOG);
        if (options.keys().isPresent()) {
            var keys = options.keys().get();
            spec = spec.tls(
                    sockets.tls(TlsSpec.server(Identity.pkcs12(keys.store().toAbsolutePath(), keys.password()))));
        }
        AsyncServerSocket server = sockets.listen(spec);
        return coros.spawn("accept", self -> {
            while (server.isOpen()) {
                AsyncSocket connection = server.accept();
                coros.spawn("echo", each -> echo(connection));
            }
            return null;
        });
    }

    private static Object echo(AsyncSocket connection) {
        var buffer = ByteBuffer.allocate(REQUEST);
        try (connection) {
            while (connection.recv(buffer.clear()) >= 0) connection.sendAll(buffer.flip());
        } catch (CoroIoException gone) {
            return gone.getMessage(); // the load generator's connections end as they like
        }
        return "ended";
    }
}
