package com.acme.coro.itests.code;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.PeerCredentials;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * A component that tells whoever this user's authority knows the number of their certificate, and writes its port, and whom it
 * refused, into the test's journal.
 */
@Component(service = TrustingServer.class, immediate = true)
public final class TrustingServer {
    @Activate
    public TrustingServer(
            @Reference Scheduler coros,
            @Reference AsyncSockets sockets,
            @Reference PeerCredentials trust,
            @Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
        coros.spawn("accept", self -> {
            AsyncServerSocket server =
                    sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(trust.server()));
            journal.accept("port " + server.port());
            while (true) {
                AsyncSocket connection = server.accept();
                coros.spawn("answer", each -> {
                    try (connection) {
                        var client = connection.handshake().peer().get(0);
                        connection.sendAll((client.getSerialNumber() + "\n").getBytes(StandardCharsets.US_ASCII));
                    } catch (HandshakeException refused) {
                        journal.accept("refused " + refused.reason());
                    }
                    return null;
                });
            }
        });
    }
}
