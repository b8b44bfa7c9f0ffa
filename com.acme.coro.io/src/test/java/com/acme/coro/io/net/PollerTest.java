package com.acme.coro.io.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The thread that waits for all that happens seldom goes on")
class PollerTest {
    private static final int ROUNDS = 30_000;

    private final List<String> reports = new CopyOnWriteArrayList<>();

    private Poller poller() throws Exception {
        return new Poller(
                new SystemTime(),
                loop -> {
                    var thread = new Thread(loop, "poller");
                    thread.setDaemon(true);
                    return thread;
                },
                (what, why) -> reports.add(what + ": " + why));
    }

    private static DatagramChannel ready() throws Exception {
        DatagramChannel channel = DatagramChannel.open();
        channel.configureBlocking(false);
        channel.bind(new InetSocketAddress("127.0.0.1", 0));
        return channel;
    }

    private static void assertAlive(Poller poller) throws Exception {
        var told = new CountDownLatch(1);
        try (DatagramChannel channel = ready()) {
            poller.once(channel, SelectionKey.OP_WRITE, told::countDown);
            assertTrue(told.await(10, TimeUnit.SECONDS), "it tells nobody any more");
        }
    }

    @Test
    void whenAChannelIsForgottenWhileItBecomesReady() throws Exception {
        Poller poller = poller();
        for (int i = 0; i < ROUNDS; i++) {
            try (DatagramChannel channel = ready()) {
                poller.once(channel, SelectionKey.OP_WRITE, () -> {});
                if (i % 3 > 0) Thread.onSpinWait();
                poller.forget(channel);
            }
        }
        assertAlive(poller);
        poller.close();
        assertEquals(List.of(), reports);
    }

    @Test
    void whenWhatItTellsFails() throws Exception {
        Poller poller = poller();
        try (DatagramChannel channel = ready()) {
            poller.once(channel, SelectionKey.OP_WRITE, () -> {
                throw new AssertionError("no");
            });
            poller.after(0, () -> {
                throw new IllegalStateException("never");
            });
            assertAlive(poller);
        }
        poller.close();
        com.acme.coro.testkit.Eventually.holds("both are reported", () -> reports.size() == 2);
    }
}
