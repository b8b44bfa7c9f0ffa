package com.acme.coro.examples.sockets;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Nine clients in coroutines and one on this thread talk to a server; looks whether each message was counted once. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=76", "coro.demo.title=A server of sockets, ten clients"})
public final class SocketsDemo implements Callable<String> {
    private static final int CLIENTS = 10;
    private static final int MESSAGES = 20;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Scheduler coros;
    private final AsyncSockets sockets;
    private final Server server;
    private final Client client;

    /**
     * For the component runtime.
     *
     * @param coros runs the coroutines
     * @param sockets listens
     * @param server what is checked
     * @param client what is checked
     */
    @Activate
    public SocketsDemo(
            @Reference Scheduler coros,
            @Reference AsyncSockets sockets,
            @Reference Server server,
            @Reference Client client) {
        this.coros = coros;
        this.sockets = sockets;
        this.server = server;
        this.client = client;
    }

    @Override
    public String call() {
        var numbers = new ArrayList<Integer>();
        try (AsyncServerSocket listening = sockets.listen(ListenSpec.on("127.0.0.1", 0))) {
            int port = listening.port();
            Coro serving = server.serve(listening);
            List<Coro> clients = IntStream.range(1, CLIENTS)
                    .mapToObj(i -> "client-" + i)
                    .map(name -> coros.spawn(name, self -> client.send(name, port, MESSAGES)))
                    .toList();
            numbers.addAll(client.send("a thread", port, MESSAGES));
            for (Coro each : clients) numbers.addAll(numbers(each));
            serving.terminate("the clients are done");
            serving.tryJoin(PATIENCE);
        }
        numbers.sort(null);
        if (!numbers.equals(IntStream.rangeClosed(1, CLIENTS * MESSAGES).boxed().toList()))
            throw new IllegalStateException("the messages were to be numbered one after the other, and not " + numbers);
        return (CLIENTS - 1) + " coroutines and a thread sent " + numbers.size() + " messages over " + CLIENTS
                + " connections, and the server counted each of them once";
    }

    @SuppressWarnings("unchecked") // as the client returns them
    private static List<Integer> numbers(Coro client) {
        return (List<Integer>) client.value(PATIENCE);
    }
}
