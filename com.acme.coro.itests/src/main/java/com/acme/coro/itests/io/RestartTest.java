package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.itests.code.EchoServer;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** A server whose bundle, or whose sockets' bundle, comes and goes: whoever is connected learns of it, nothing is left. */
public class RestartTest {
    /** Restarts of the server's bundle; more if the environment says so. */
    private static final int TIMES = Integer.parseInt(System.getenv().getOrDefault("CORO_IO_RESTARTS", "20"));

    private static final int CLIENTS = 5;
    private static final Duration SOON = Duration.ofSeconds(30);

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
        Await.until(SOON, "server " + start + " listens", () -> ports().size() >= start);
        return ports().get(start - 1);
    }

    private List<Integer> ports() {
        return journal.lines().stream()
                .filter(e -> e.startsWith("port "))
                .map(e -> Integer.valueOf(e.substring(5)))
                .toList();
    }

    private static void assertEchoes(Socket client) throws IOException {
        client.setSoTimeout((int) SOON.toMillis());
        client.getOutputStream().write(7);
        assertEquals(7, client.getInputStream().read());
    }

    /** The other side has closed the connection, or broken it off. */
    private static boolean hasEnded(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    private static boolean refuses(int port) {
        try (var client = new Socket("127.0.0.1", port)) {
            return client.getLocalPort() == port; // where nobody listens a socket may get that port and meet itself
        } catch (ConnectException refused) {
            return true;
        } catch (IOException other) {
            return false;
        }
    }

    @Test
    void shouldLeaveNothingOfAServerThatIsRestarted() throws Exception {
        TestBundle server = bundles.installed("echo", EchoServer.class);
        Set<String> threads = Set.of();
        long sockets = 0;
        for (int i = 1; i <= TIMES; i++) {
            server.start();
            int port = port(i);
            var clients = new ArrayList<Socket>();
            for (int c = 0; c < CLIENTS; c++) {
                clients.add(new Socket("127.0.0.1", port));
                assertEchoes(clients.get(c));
            }

            server.stop();

            for (Socket client : clients) {
                assertTrue(hasEnded(client));
                client.close();
            }
            Await.until(SOON, "nobody listens any more", () -> refuses(port));
            if (i == 1) {
                Await.until(SOON, "the first server's threads have ended", () -> movers() == 0);
                sockets = Descriptors.sockets();
                threads = ioThreads();
            }
        }
        long before = sockets;
        Set<String> same = threads;
        Await.until(SOON, "no more sockets are open than before", () -> Descriptors.sockets() <= before);
        Await.until(
                SOON,
                "there are no other threads than before",
                () -> ioThreads().equals(same));
    }

    private static long movers() {
        return ioThreads().stream().filter(name -> name.matches("coro-io-\\d+")).count();
    }

    private static Set<String> ioThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("coro-io-"))
                .collect(Collectors.toSet());
    }

    @Test
    void shouldBeginAnewWhenTheBundleOfTheSocketsComesBack() throws Exception {
        Bundle io = Container.bundle("com.acme.coro.io");
        bundles.started("echo", EchoServer.class);
        try (var client = new Socket("127.0.0.1", port(1))) {
            assertEchoes(client);

            io.stop();
            try {
                assertTrue(hasEnded(client));
                assertTrue(refuses(ports().get(0)));
                Await.until(SOON, "no thread is left", () -> ioThreads().isEmpty());
            } finally {
                io.start();
            }
        }
        try (var client = new Socket("127.0.0.1", port(2))) {
            assertEchoes(client);
        }
        int before = ports().size();
        Container.renew(io); // it stops twice, for the update and for the refresh; a server may start between them
        Await.until(
                SOON,
                "a server listens again",
                () -> ports().size() > before && echoes(ports().get(ports().size() - 1)));
    }

    private static boolean echoes(int port) {
        try (var client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout((int) SOON.toMillis());
            client.getOutputStream().write(7);
            return client.getInputStream().read() == 7;
        } catch (IOException notYet) {
            return false;
        }
    }
}
