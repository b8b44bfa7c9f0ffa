package com.acme.coro.examples.datagrams;

import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.DatagramSpec;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** A client: asks again when no answer comes in time, and knows an answer that comes late or twice. */
@Component(service = Asker.class)
public final class Asker {
    private static final Duration PATIENCE = Duration.ofMillis(100);
    private static final int TRIES = 100;

    private final AsyncSockets sockets;

    /**
     * For the component runtime.
     *
     * @param sockets makes the socket
     */
    @Activate
    public Asker(@Reference AsyncSockets sockets) {
        this.sockets = sockets;
    }

    /**
     * Asks for squares, one after the other.
     *
     * @param server whom
     * @param upTo 1 to this
     * @return how many questions it took
     */
    public int ask(InetSocketAddress server, int upTo) {
        int sent = 0;
        try (AsyncDatagram socket = sockets.datagram(DatagramSpec.on("127.0.0.1", 0))) {
            for (int number = 1; number <= upTo; number++) {
                byte[] question =
                        ByteBuffer.allocate(Squares.QUESTION).putInt(number).array();
                Optional<Long> square = Optional.empty();
                for (int tries = 0; square.isEmpty(); tries++) {
                    if (tries == TRIES) throw new IllegalStateException("no answer to " + number + " from " + server);
                    socket.send(question, server);
                    sent++;
                    square = answer(socket, number);
                }
                if (square.get() != (long) number * number)
                    throw new IllegalStateException(number + " was answered by " + square.get());
            }
        }
        return sent;
    }

    /** The answer to this number; empty if there is none in time. */
    private static Optional<Long> answer(AsyncDatagram socket, int number) {
        while (true) {
            Optional<AsyncDatagram.Packet> came = socket.tryReceive(Squares.ANSWER, PATIENCE);
            if (came.isEmpty()) return Optional.empty();
            ByteBuffer answer = ByteBuffer.wrap(came.get().data());
            if (answer.remaining() == Squares.ANSWER && answer.getInt() == number) return Optional.of(answer.getLong());
        }
    }
}
