package com.acme.coro.examples.sockets;

import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Sends messages, one after the other's answer. Does the same in a coroutine and on a thread that is none. */
@Component(service = Client.class)
public final class Client {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AsyncSockets sockets;

    /**
     * For the component runtime.
     *
     * @param sockets connects
     */
    @Activate
    public Client(@Reference AsyncSockets sockets) {
        this.sockets = sockets;
    }

    /**
     * Connects, sends, and waits for the answers: suspends the coroutine that calls, or blocks the thread.
     *
     * @param name is part of each message
     * @param port where a {@link Server} is
     * @param messages how many
     * @return the numbers that they got
     */
    public List<Integer> send(String name, int port, int messages) {
        var numbers = new ArrayList<Integer>();
        try (AsyncSocket connection = sockets.connect("127.0.0.1", port)) {
            for (int i = 0; i < messages; i++) {
                String message = name + " says hello " + i + "/";
                connection.sendAll(message.substring(0, 5).getBytes(StandardCharsets.UTF_8));
                connection.sendAll(message.substring(5).getBytes(StandardCharsets.UTF_8)); // still one message
                byte[] answer =
                        connection.recvUntil(Server.END, Server.LIMIT, PATIENCE).orElseThrow();
                numbers.add(number(new String(answer, StandardCharsets.UTF_8), message));
            }
        }
        return numbers;
    }

    private static int number(String answer, String message) {
        if (!answer.endsWith(" " + message)) throw new IllegalStateException(message + " was answered by " + answer);
        return Integer.parseInt(answer.substring(0, answer.indexOf(' ')));
    }
}
