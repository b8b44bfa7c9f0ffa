package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.PeerCredentials;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsMaterialException;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.itests.code.TrustingClient;
import com.acme.coro.itests.code.TrustingServer;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.Journal;
import com.acme.coro.itests.container.LogBook;
import com.acme.coro.itests.container.TestBundle;
import com.acme.coro.itests.container.TestBundles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.Logger;
import org.osgi.service.log.admin.LoggerAdmin;
import org.osgi.service.log.admin.LoggerContext;

/** Bundles that talk as this user, through the service alone. */
public class TrustTest {
    private static final String PID = "com.acme.coro.io.trust";
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Journal journal = new Journal();

    @RegisterExtension
    final LogBook log = new LogBook();

    @TempDir
    Path dir;

    private final LoggerContext levels = Container.service(LoggerAdmin.class).getLoggerContext("com.acme.coro.io");

    private AsyncSockets sockets;
    private TlsSpec stranger;

    /** Another user's keys, and then this one's. */
    @BeforeEach
    void keepsOutOfTheRealUsersKeys() throws Exception {
        sockets = Container.service(AsyncSockets.class);
        configurations.set(PID, Map.of("directory", dir.resolve("stranger").toString()));
        stranger = Container.service(PeerCredentials.class).client().spec();
        configurations.set(PID, Map.of("directory", dir.resolve("ours").toString()));
    }

    @AfterEach
    void logsAsBefore() {
        levels.clear();
    }

    private int port() {
        Await.until(SOON, "the server listens", () -> !journal.lines().isEmpty());
        return Integer.parseInt(journal.lines().get(0).substring("port ".length()));
    }

    private Coro client(int port) throws Exception {
        TestBundle client = bundles.started("client", TrustingClient.class);
        return client.scheduler()
                .spawn(
                        "client",
                        client.body(
                                TrustingClient.class,
                                client.service(AsyncSockets.class),
                                client.service(PeerCredentials.class),
                                port));
    }

    @Test
    void shouldConnectBundles() throws Exception {
        assertFalse(Files.exists(dir.resolve("ours")), "made before it is needed");
        levels.setLogLevels(Map.of(Logger.ROOT_LOGGER_NAME, LogLevel.INFO));
        bundles.started("server", TrustingServer.class);
        TlsSpec ours = Container.service(PeerCredentials.class).client().spec();
        var identity = (Identity.InMemory) ours.identity().orElseThrow();
        assertEquals(
                identity.chain().get(0).getSerialNumber().toString(),
                client(port()).value(SOON));
        assertTrue(Files.exists(dir.resolve("ours/authority.key")));
        log.expect(LogLevel.INFO, "made a private authority, ");
    }

    @Test
    void refusesAStrangerWhoConnects() throws Exception {
        bundles.started("server", TrustingServer.class);
        Tls tls = sockets.tls(stranger);
        var told = assertThrows(
                HandshakeException.class,
                () -> sockets.connect(ConnectSpec.to("localhost", port()).tls(tls)));
        assertEquals(HandshakeException.Reason.UNTRUSTED, told.reason());
        Await.until(SOON, "the server is told", () -> journal.lines().contains("refused REFUSED_BY_PEER"));

        Tls credulous = sockets.tls(stranger.trust(
                Container.service(PeerCredentials.class).client().spec().trust()));
        assertThrows(RuntimeException.class, () -> {
            try (AsyncSocket s =
                    sockets.connect(ConnectSpec.to("localhost", port()).tls(credulous))) {
                s.readLine(); // a client of TLS 1.3 is told after its own handshake
            }
        });
        Await.until(SOON, "the server refuses", () -> journal.lines().contains("refused UNTRUSTED"));
    }

    @Test
    void refusesAStrangerWhoListens() throws Exception {
        try (AsyncServerSocket server =
                sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(sockets.tls(stranger)))) {
            Coro client = client(server.port());
            try (AsyncSocket s = server.tryAccept(SOON).orElseThrow()) {
                var told = assertThrows(HandshakeException.class, s::handshake);
                assertEquals(HandshakeException.Reason.REFUSED_BY_PEER, told.reason());
            }
            var failed =
                    assertInstanceOf(Outcome.Failed.class, client.tryJoin(SOON).orElseThrow());
            assertEquals(
                    HandshakeException.class.getName(),
                    failed.failure().type(),
                    () -> failed.failure().toString());
        }
    }

    @Test
    void refusesToBeUsedWhileItsConfigurationIsWrong() throws Exception {
        Map<String, ?> right = Map.of("directory", dir.resolve("ours").toString(), "hosts", "", "identity.days", 7);
        Map<String, ?> wrong = Map.of("directory", dir.resolve("ours").toString(), "hosts", "a_b", "identity.days", 7);
        PeerCredentials running = Container.service(PeerCredentials.class);
        running.server();
        configurations.set(PID, wrong);
        running.server().spec();
        log.expect(LogLevel.ERROR, "hosts must be host names and IP addresses, with commas between them: a_b");

        Bundle io = Container.bundle("com.acme.coro.io");
        io.stop();
        io.start();
        PeerCredentials trust = Container.service(PeerCredentials.class);
        var told = assertThrows(TlsMaterialException.class, trust::server);
        assertTrue(told.getMessage().contains("hosts must be"), told.getMessage());
        configurations.set(PID, right);
        trust.server();
    }
}
