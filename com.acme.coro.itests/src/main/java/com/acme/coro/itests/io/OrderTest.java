package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.itests.code.EchoServer;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.TestBundles;
import java.net.Socket;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleException;

/**
 * A server, input and output, the scheduler and what they can do without, started, stopped, updated and left out in any
 * order: the server is there while all it needs is, whoever is connected learns of its end, and nothing is left.
 */
public class OrderTest {
    private static final String SCHEDULER = "com.acme.coro.scheduler";
    private static final String IO = "com.acme.coro.io";
    private static final String SERVER = "test.echo";
    private static final List<String> OURS = List.of(SCHEDULER, IO);
    private static final List<String> OTHERS = List.of(
            "org.apache.felix.log",
            "org.apache.felix.configadmin",
            "org.apache.felix.metatype",
            "org.apache.felix.gogo.runtime");

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    @BeforeEach
    void awaitSockets() {
        assumeTrue(Descriptors.known(), "this system does not tell which descriptors are open");
        Container.service(AsyncSockets.class);
    }

    @AfterEach
    void startAll() throws BundleException {
        for (String name : OTHERS) Container.bundle(name).start();
        for (String name : OURS) Container.bundle(name).start();
        Container.service(AsyncSockets.class);
    }

    static Stream<List<String>> orders() {
        return Stream.of(
                List.of(SCHEDULER, IO, SERVER),
                List.of(SCHEDULER, SERVER, IO),
                List.of(IO, SCHEDULER, SERVER),
                List.of(IO, SERVER, SCHEDULER),
                List.of(SERVER, SCHEDULER, IO),
                List.of(SERVER, IO, SCHEDULER));
    }

    private void startServer() throws BundleException {
        bundles.started("echo", EchoServer.class);
        awaitServer(0);
    }

    /** A server listens that is not one of the first ones. */
    private int awaitServer(int after) {
        Await.until(
                Echo.SOON,
                "a server listens, after " + after,
                () -> ports().size() > after && Echo.echoes(ports().getLast()));
        return ports().getLast();
    }

    private List<Integer> ports() {
        return Echo.ports(journal);
    }

    private static void assertNothingIsLeft(long sockets) {
        Await.until(
                Echo.SOON, "no thread of sockets is left", () -> Echo.threads().isEmpty());
        Await.until(Echo.SOON, "no socket is left of " + sockets, () -> Descriptors.open() <= sockets);
    }

    @ParameterizedTest
    @MethodSource("orders")
    void shouldServeHoweverTheBundlesAreStartedAndEndHoweverTheyAreStopped(List<String> order) throws Exception {
        startServer();
        for (String name : OURS) Container.bundle(name).stop();
        assertNothingIsLeft(Long.MAX_VALUE);
        long sockets = Descriptors.open();
        Container.bundle(SERVER).stop();
        int before = ports().size();

        for (String name : order) {
            assertEquals(before, ports().size(), "no server is there without all that it needs");
            Container.bundle(name).start();
        }
        int port = awaitServer(before);
        try (var client = new Socket("127.0.0.1", port)) {
            Echo.assertEchoes(client);

            for (String name : order) Container.bundle(name).stop();

            assertTrue(Echo.hasEnded(client));
        }
        Await.until(Echo.SOON, "nobody listens any more", () -> Echo.refuses(port));
        assertNothingIsLeft(sockets);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.coro.scheduler, stop",
        "com.acme.coro.scheduler, update",
        "com.acme.coro.scheduler, refresh",
        "com.acme.coro.io, stop",
        "com.acme.coro.io, update",
        "com.acme.coro.io, refresh",
        "org.apache.felix.scr, stop",
    })
    void shouldBeginAnewWhenWhatItNeedsComesBack(String name, String way) throws Exception {
        startServer();
        int port = ports().getLast();
        Set<String> threads;
        long sockets;
        int servers;
        try (var client = new Socket("127.0.0.1", port)) {
            Echo.assertEchoes(client);
            threads = Echo.threads();
            sockets = Descriptors.open();
            servers = ports().size();

            go(Container.bundle(name), way);

            assertTrue(Echo.hasEnded(client));
        }
        int again = awaitServer(servers);
        try (var client = new Socket("127.0.0.1", again)) {
            Echo.assertEchoes(client);
            Await.until(
                    Echo.SOON,
                    "as many threads as before: " + threads,
                    () -> Echo.threads().size() <= threads.size());
            Await.until(Echo.SOON, "as many sockets as before: " + sockets, () -> Descriptors.open() <= sockets);
        }
    }

    private static void go(Bundle bundle, String way) throws Exception {
        switch (way) {
            case "stop" -> {
                bundle.stop();
                bundle.start();
            }
            case "update" -> Container.update(bundle);
            default -> Container.refresh(bundle);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "org.apache.felix.log",
                "org.apache.felix.configadmin",
                "org.apache.felix.metatype",
                "org.apache.felix.gogo.runtime"
            })
    void shouldServeWithoutAndNotNoticeWhenItGoes(String other) throws Exception {
        startServer();
        int before = ports().size();
        try (var client = new Socket("127.0.0.1", ports().getLast())) {
            Echo.assertEchoes(client);
            Container.bundle(other).stop();
            Echo.assertEchoes(client);
        }

        Container.bundle(IO).stop();
        Container.bundle(IO).start();

        awaitServer(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.coro.scheduler", "com.acme.coro.io"})
    void shouldWaitWhileWhatItNeedsIsLeftOut(String needed) throws Exception {
        Container.bundle(needed).stop();
        bundles.started("echo", EchoServer.class);
        assertFalse(Container.has(EchoServer.class, "(objectClass=*)"));
        assertEquals(List.of(), ports());

        Container.bundle(needed).start();

        awaitServer(0);
    }
}
