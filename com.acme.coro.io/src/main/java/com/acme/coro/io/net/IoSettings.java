package com.acme.coro.io.net;

import java.time.Duration;
import java.util.Objects;

/**
 * How sockets behave: the validated form of the configuration.
 *
 * @param byScheduler whether a scheduler's thread moves the bytes of its coroutines' connections
 * @param processors how many threads move the bytes of other connections, 0..256; 0: half as many as the machine has
 *     processors
 * @param readBuffer how many bytes are read at a time
 * @param bytesPerConnection how many bytes a connection keeps, in each direction
 * @param connectTimeout for connecting
 * @param handshakeTimeout for the handshake of TLS
 */
public record IoSettings(
        boolean byScheduler,
        int processors,
        int readBuffer,
        int bytesPerConnection,
        Duration connectTimeout,
        Duration handshakeTimeout) {
    private static final long DAY = Duration.ofDays(1).toMillis();

    /** What holds without any configuration. */
    public static final IoSettings DEFAULT =
            new IoSettings(true, 0, 65_536, 65_536, Duration.ofSeconds(30), Duration.ofSeconds(10));

    /**
     * Checks.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public IoSettings {
        Objects.requireNonNull(connectTimeout, "connectTimeout");
        Objects.requireNonNull(handshakeTimeout, "handshakeTimeout");
        within("processors", processors, 0, 256);
        within("read.buffer", readBuffer, 512, 1 << 20);
        within("bytes.per.connection", bytesPerConnection, 1024, 1 << 30);
        within("connect.timeout", connectTimeout.toMillis(), 1, DAY);
        within("handshake.timeout", handshakeTimeout.toMillis(), 1, DAY);
    }

    private static void within(String what, long value, long least, long most) {
        if (value < least || value > most)
            throw new IllegalArgumentException(what + " must be within " + least + ".." + most + ": " + value);
    }

    /** How many threads that makes on this machine. */
    int movers() {
        return processors > 0 ? processors : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    }
}
