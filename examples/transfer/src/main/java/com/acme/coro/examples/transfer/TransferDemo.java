package com.acme.coro.examples.transfer;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends a file to itself, and looks whether it came. */
@Component(
        service = Callable.class,
        property = {"coro.demo:Integer=72", "coro.demo.title=A file over a socket, summed at both ends"})
public final class TransferDemo implements Callable<String> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Scheduler coros;
    private final AsyncSockets sockets;
    private final Receiver receiver;
    private final Sender sender;

    /**
     * For the component runtime.
     *
     * @param coros runs the coroutines
     * @param sockets listens
     * @param receiver what is checked
     * @param sender what is checked
     */
    @Activate
    public TransferDemo(
            @Reference Scheduler coros,
            @Reference AsyncSockets sockets,
            @Reference Receiver receiver,
            @Reference Sender sender) {
        this.coros = coros;
        this.sockets = sockets;
        this.receiver = receiver;
        this.sender = sender;
    }

    @Override
    public String call() throws IOException {
        byte[] data = new byte[3_000_000];
        for (int i = 0; i < data.length; i++) data[i] = (byte) (i * 17 + (i >> 8));
        Path from = Files.write(Files.createTempFile("coro-example", ".from"), data);
        Path to = Files.createTempFile("coro-example", ".to");
        try (AsyncServerSocket server = sockets.listen(ListenSpec.on("127.0.0.1", 0))) {
            Coro receiving = receiver.receive(server, to);
            Object sent = coros.spawn("sender", self -> sender.send(from, server.port()))
                    .value(PATIENCE);
            Object received = receiving.value(PATIENCE);
            if (!sent.equals(received) || Files.mismatch(from, to) >= 0)
                throw new IllegalStateException("sent was " + sent + ", and " + received + " came");
            return data.length + " bytes went through a socket, at both ends their SHA-256 is "
                    + received.toString().substring(0, 16) + "...";
        } finally {
            Files.delete(from);
            Files.delete(to);
        }
    }
}
