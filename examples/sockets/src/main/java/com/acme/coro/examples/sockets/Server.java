package com.acme.coro.examples.sockets;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Numbers the messages of all its clients. A message ends with a slash, in however many pieces it comes. */
@Component(service = Server.class)
public final class Server {
    static final byte[] END = {'/'};
    static final int LIMIT = 1_000;

    private final Scheduler coros;

    /**
     * For the component runtime.
     *
     * @param coros runs it
     */
    @Activate
    public Server(@Reference Scheduler coros) {
        this.coros = coros;
    }

    /**
     * Starts to serve.
     *
     * @param server where clients come
     * @return the coroutine that accepts, until it is terminated
     */
    public Coro serve(AsyncServerSocket server) {
        return coros.spawn("server", self -> {
            self.daemon(true);
            int[] heard = {0}; // all connections count in it; no lock: between two waits no other coroutine runs
            while (true) {
                AsyncSocket connection = server.accept();
                coros.spawn("connection", each -> {
                    try (connection) {
                        var message = connection.recvUntil(END, LIMIT);
                        while (message.isPresent()) { // empty: the client has gone
                            connection.sendAll(numbered(++heard[0], message.get()));
                            message = connection.recvUntil(END, LIMIT);
                        }
                    }
                    return null;
                });
            }
        });
    }

    private static byte[] numbered(int number, byte[] message) {
        return (number + " " + new String(message, StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8);
    }
}
