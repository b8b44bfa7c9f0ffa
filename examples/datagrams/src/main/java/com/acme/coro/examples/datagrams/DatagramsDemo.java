package com.acme.coro.examples.datagrams;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.DatagramSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Five clients ask a server that loses every seventh question; looks whether each got all answers. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=79", "coro.demo.title=Datagrams that get lost, and are sent again"})
public final class DatagramsDemo implements Callable<String> {
    private static final int CLIENTS = 5;
    private static final int NUMBERS = 10;
    private static final int LOSES = 7;
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Scheduler coros;
    private final AsyncSockets sockets;
    private final Squares squares;
    private final Asker asker;

    /**
     * For the component runtime.
     *
     * @param coros runs the coroutines
     * @param sockets makes the server's socket
     * @param squares what is checked
     * @param asker what is checked
     */
    @Activate
    public DatagramsDemo(
            @Reference Scheduler coros,
            @Reference AsyncSockets sockets,
            @Reference Squares squares,
            @Reference Asker asker) {
        this.coros = coros;
        this.sockets = sockets;
        this.squares = squares;
        this.asker = asker;
    }

    @Override
    public String call() {
        try (AsyncDatagram socket = sockets.datagram(DatagramSpec.on("127.0.0.1", 0))) {
            Coro server = squares.serve(socket, LOSES);
            List<Coro> clients = IntStream.range(0, CLIENTS)
                    .mapToObj(i -> coros.spawn("asker-" + i, self -> asker.ask(socket.address(), NUMBERS)))
                    .toList();
            int sent = clients.stream()
                    .mapToInt(client -> (Integer) client.value(PATIENCE))
                    .sum();
            server.terminate("all is answered");
            server.tryJoin(PATIENCE);
            int again = sent - CLIENTS * NUMBERS;
            if (again < CLIENTS * NUMBERS / LOSES)
                throw new IllegalStateException("some were to be lost, and only " + again + " were sent again");
            return CLIENTS + " clients got the squares of " + NUMBERS + " numbers each; every " + LOSES
                    + "th question got lost, " + again + " were sent again";
        }
    }
}
