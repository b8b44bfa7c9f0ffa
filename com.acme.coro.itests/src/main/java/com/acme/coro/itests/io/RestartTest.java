package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.itests.code.EchoServer;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** A server whose bundle, or whose sockets' bundle, comes and goes: whoever is connected learns of it, nothing is left. */
public class RestartTest {
    /** Restarts of the server's bundle. */
    private static final int TIMES = 1000;

    private static final int CLIENTS = 5;

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    @BeforeEach
    void awaitSockets() {
        assumeTrue(Descriptors.known(), "this system does not tell which descriptors are open");
        Container.service(AsyncSockets.class);
    }

    private int port(int start) {
        Await.until(
                Echo.SOON,
                "server " + start + " listens",
                () -> Echo.ports(journal).size() >= start);
        return Echo.ports(journal).get(start - 1);
    }

    @Test
    void shouldLeaveNothingOfAServerThatIsRestarted() throws Exception {
        TestBundle server = bundles.installed("echo", EchoServer.class);
        Set<String> threads = Set.of();
        long open = 0;
        long buffers = 0;
        for (int i = 1; i <= TIMES; i++) {
            server.start();
            int port = port(i);
            var clients = new ArrayList<Socket>();
            for (int c = 0; c < CLIENTS; c++) {
                clients.add(new Socket("127.0.0.1", port));
                Echo.assertEchoes(clients.get(c));
            }

            server.stop();

            for (Socket client : clients) {
                assertTrue(Echo.hasEnded(client));
                client.close();
            }
            Await.until(Echo.SOON, "nobody listens any more", () -> Echo.refuses(port));
            if (i == 1) {
                Await.until(Echo.SOON, "the first server's threads have ended", () -> movers() == 0);
                open = Descriptors.open();
                buffers = directBuffers();
                threads = Echo.threads();
            }
        }
        long openBefore = open;
        long buffersBefore = buffers;
        Set<String> same = threads;
        Await.until(Echo.SOON, "no more sockets and selectors are open", () -> Descriptors.open() <= openBefore);
        Await.until(Echo.SOON, "there are no more buffers outside the heap", () -> directBuffers() <= buffersBefore);
        Await.until(
                Echo.SOON,
                "there are no other threads than before",
                () -> Echo.threads().equals(same));
    }

    /** In bytes. They are given back when those who had them are collected. */
    private static long directBuffers() {
        System.gc();
        return ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
    }

    private static long movers() {
        return Echo.threads().stream()
                .filter(name -> name.matches("coro-io-\\d+"))
                .count();
    }

    @Test
    void shouldBeginAnewWhenTheBundleOfTheSocketsComesBack() throws Exception {
        Bundle io = Container.bundle("com.acme.coro.io");
        bundles.started("echo", EchoServer.class);
        try (var client = new Socket("127.0.0.1", port(1))) {
            Echo.assertEchoes(client);

            io.stop();
            try {
                assertTrue(Echo.hasEnded(client));
                assertTrue(Echo.refuses(Echo.ports(journal).get(0)));
                Await.until(Echo.SOON, "no thread is left", () -> Echo.threads().isEmpty());
            } finally {
                io.start();
            }
        }
        try (var client = new Socket("127.0.0.1", port(2))) {
            Echo.assertEchoes(client);
        }
        int before = Echo.ports(journal).size();
        Container.renew(io); // it stops twice, for the update and for the refresh; a server may start between them
        Await.until(
                Echo.SOON,
                "a server listens again",
                () -> Echo.ports(journal).size() > before
                        && Echo.echoes(
                                Echo.ports(journal).get(Echo.ports(journal).size() - 1)));
    }
}
