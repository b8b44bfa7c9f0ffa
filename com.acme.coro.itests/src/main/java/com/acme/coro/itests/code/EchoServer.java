package com.acme.coro.itests.code;

import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A component that sends back what comes, with coroutines of lambdas; writes its port into the test's journal. */
@Component(service = EchoServer.class, immediate = true)
public final class EchoServer {
    @Activate
    public EchoServer(
            @Reference Scheduler coros,
            @Reference AsyncSockets sockets,
            @Reference(service = Consumer.class, target = "(test=journal)") Consumer<String> journal) {
        coros.spawn("accept", self -> {
            AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
            journal.accept("port " + server.port());
            while (true) {
                AsyncSocket connection = server.accept();
                coros.spawn("echo", each -> {
                    connection.take();
                    for (Optional<byte[]> some = connection.recv(1000);
                            some.isPresent();
                            some = connection.recv(1000)) {
                        connection.sendAll(some.get());
                    }
                    return null;
                });
            }
        });
    }
}
