package com.acme.coro.io.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.spi.Parking;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** The network of one test, as a bundle has it. Complaints fail the test. */
final class Nets implements AutoCloseable {
    static final Duration SOON = Duration.ofSeconds(30);
    static final ListenSpec ANY_PORT = ListenSpec.on("127.0.0.1", 0);

    final Net net;
    final BundleSockets sockets;
    final List<String> complaints = new CopyOnWriteArrayList<>();

    Nets(Parking parking) {
        this(parking, IoSettings.DEFAULT);
    }

    Nets(Parking parking, IoSettings settings) {
        net = new Net(settings, parking, new SystemTime(), (what, why) -> complaints.add(what + ": " + why));
        sockets = new BundleSockets(net);
    }

    AsyncSockets another() {
        return new BundleSockets(net);
    }

    @Override
    public void close() {
        sockets.close();
        net.close();
        assertEquals(List.of(), complaints);
    }
}
