package com.acme.coro.examples.chat;

import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A guest. One coroutine or thread may hear while another one says something. */
final class ChatClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final AsyncSocket connection;

    /** Comes in. */
    ChatClient(AsyncSockets sockets, ConnectSpec to, String name) {
        connection = sockets.connect(to);
        say(name);
    }

    void say(String line) {
        connection.sendMsg(line.getBytes(StandardCharsets.UTF_8));
    }

    /** The next line that somebody has said. */
    String hear() {
        byte[] frame = connection
                .recvMsg(AsyncSocket.MESSAGE_LIMIT, PATIENCE)
                .orElseThrow(() -> new IllegalStateException("the room is closed"));
        return new String(frame, StandardCharsets.UTF_8);
    }

    /** Leaves. */
    @Override
    public void close() {
        connection.close();
    }
}
