package com.acme.coro.itests.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.PartlySentException;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.LogBook;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.osgi.framework.Bundle;
import org.osgi.service.cm.Configuration;
import org.osgi.service.log.LogLevel;

/** Input and output are configured while they are in use. */
public class IoConfigurationTest {
    private static final String PID = "com.acme.coro.io";
    private static final String REFUSED = "the configuration com.acme.coro.io is refused: ";
    private static final byte[] MUCH = new byte[32 << 20];
    private static final Duration SHORT = Duration.ofMillis(300);

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final LogBook log = new LogBook();

    private final Bundle io = Container.bundle(PID);

    private static AsyncSockets sockets() {
        return Container.service(AsyncSockets.class);
    }

    /** A connection to somebody who says nothing, and takes nothing but what the system takes. */
    private static AsyncSocket to(ServerSocket mute) {
        return sockets().connect("127.0.0.1", mute.getLocalPort());
    }

    private static ServerSocket mute() throws IOException {
        return new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    }

    private static String handshake(ServerSocket mute) {
        Tls tls = sockets().tls(TlsSpec.client(Trust.system()));
        var spec = ConnectSpec.to("127.0.0.1", mute.getLocalPort()).tls(tls);
        return assertThrows(HandshakeException.class, () -> sockets().connect(spec))
                .getMessage();
    }

    @ParameterizedTest
    @CsvSource({
        "processors, -1, 0..256",
        "processors, 257, 0..256",
        "read.buffer, 511, 512..1048576",
        "bytes.per.connection, 1023, 1024..1073741824",
        "connect.timeout, 0, 1..86400000",
        "handshake.timeout, 86400001, 1..86400000",
        "file.threads, 1025, 1..1024",
        "pipe.programs, 0, 1..100000",
        "db.cursors, 10001, 1..10000",
    })
    void shouldRefuseWhatIsOutOfItsRangeAndKeepWhatItHas(String key, long wrong, String range) throws Exception {
        Configuration configuration = configurations.set(PID, Map.of("handshake.timeout", 200L));
        try (ServerSocket mute = mute();
                AsyncServerSocket server = sockets().listen(ListenSpec.on("127.0.0.1", 0));
                AsyncSocket client = sockets().connect("127.0.0.1", server.port());
                AsyncSocket accepted = server.accept()) {
            assertTrue(handshake(mute).contains("200 ms"));

            configuration.update(new Hashtable<>(Map.of(key, wrong)));

            log.expect(LogLevel.ERROR, REFUSED + key + " must be within " + range + ": " + wrong);
            client.sendMsg(new byte[] {7});
            assertEquals(1, accepted.recvMsg().orElseThrow().length, "what is open is left alone");
            boolean others =
                    Set.of("file.threads", "pipe.programs", "db.cursors").contains(key);
            if (!others) assertTrue(handshake(mute).contains("200 ms"), "all is as it was");
        }
    }

    @Test
    void shouldHoldForConnectionsToComeAndNotForThoseThatAreOpen() throws Exception {
        try (ServerSocket mute = mute();
                AsyncSocket before = to(mute)) {
            assertThrows(PartlySentException.class, () -> before.sendAll(MUCH, SHORT));

            configurations.set(PID, Map.of("bytes.per.connection", MUCH.length));

            try (AsyncSocket after = to(mute)) {
                after.sendAll(MUCH, Duration.ofSeconds(30));
                after.abort();
            }
            assertThrows(PartlySentException.class, () -> before.sendAll(MUCH, SHORT));
            before.abort();
        }
    }

    @Test
    void shouldKeepItsProcessorsUntilItIsStartedAgain() throws Exception {
        configurations.set(PID, Map.of("processors", 3));
        restart();
        assertEquals(Set.of("coro-io-1", "coro-io-2", "coro-io-3"), threadsOfSixConnections());

        configurations.set(PID, Map.of("processors", 1));
        assertEquals(Set.of("coro-io-1", "coro-io-2", "coro-io-3"), threadsOfSixConnections());

        restart();
        assertEquals(Set.of("coro-io-1"), threadsOfSixConnections());
    }

    private void restart() throws Exception {
        io.stop();
        io.start();
    }

    private static Set<String> threadsOfSixConnections() throws IOException {
        var open = new ArrayList<AsyncSocket>();
        try (ServerSocket mute = mute()) {
            for (int i = 0; i < 6; i++) open.add(to(mute));
            return movers();
        } finally {
            open.forEach(AsyncSocket::abort);
            Await.until("they have ended", () -> movers().isEmpty());
        }
    }

    private static Set<String> movers() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.matches("coro-io-\\d+"))
                .collect(Collectors.toSet());
    }

    @Test
    void shouldNotStartWithWhatIsOutOfItsRangeAndStartWhenThatIsCorrected() throws Exception {
        Configuration configuration = configurations.set(PID, Map.of("read.buffer", 512));
        io.stop();
        configuration.update(new Hashtable<>(Map.of("read.buffer", 0)));
        io.start();

        assertEquals(List.of(), got());
        log.expect(LogLevel.ERROR, REFUSED + "read.buffer must be within 512..1048576: 0");

        configuration.update(new Hashtable<>(Map.of("read.buffer", 1024)));
        try (ServerSocket mute = mute();
                AsyncSocket client = to(mute)) {
            assertTrue(client.isOpen());
        }
    }

    private static List<AsyncSockets> got() {
        var context = Container.context();
        return Container.references(AsyncSockets.class, "(objectClass=*)").stream()
                .map(context::getService)
                .filter(s -> s != null)
                .toList();
    }
}
