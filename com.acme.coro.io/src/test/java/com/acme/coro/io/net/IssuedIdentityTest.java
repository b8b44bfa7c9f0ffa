package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ConnectSpec;
import com.acme.coro.api.io.CoroIoException;
import com.acme.coro.api.io.HandshakeException;
import com.acme.coro.api.io.Identity;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.api.io.Tls;
import com.acme.coro.api.io.TlsSpec;
import com.acme.coro.api.io.Trust;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.io.trust.Authority;
import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.Host;
import com.acme.coro.io.trust.Issued;
import com.acme.coro.io.trust.Order;
import com.acme.coro.io.trust.Role;
import com.acme.coro.io.trust.TrustException;
import com.acme.coro.testkit.CoroTest;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;

/** Connections between those to whom an authority of our own issued identities. */
class IssuedIdentityTest {
    private static final String PASSWORD = "for the file";

    @TempDir
    private Path dir;

    /** As {@code coro cert init} does. */
    private Authority authority(String name) throws TrustException {
        return Authority.create(new AuthorityFiles(dir.resolve(name)), name, 10, Clock.systemUTC());
    }

    /** As {@code coro cert issue} does. */
    private void issue(Authority by, String name, String host, Role role) throws TrustException {
        var order = new Order(name, List.of(Host.of(host).orElseThrow()), role, new Order.Days(1, false));
        var pkcs12 = new Issued.Pkcs12(dir.resolve(name + ".p12"), PASSWORD);
        by.issue(order, Clock.systemUTC())
                .write(new Issued.Files(dir.resolve(name + ".crt"), dir.resolve(name + ".key"), Optional.of(pkcs12)));
    }

    private Identity pem(String name) {
        return Identity.pem(dir.resolve(name + ".crt"), dir.resolve(name + ".key"));
    }

    private static Coro serving(Scheduler coros, AsyncServerSocket server) {
        return coros.spawn("server", self -> {
            try (AsyncSocket s = server.accept()) {
                s.sendAll((s.readLine().orElseThrow() + "!\n").getBytes(US_ASCII));
                return s.handshake().protocol();
            }
        });
    }

    @CoroTest
    void shouldConnectThoseOfOneAuthority(Scheduler coros, Parking parking) throws Exception {
        Authority ours = authority("authority");
        issue(ours, "db", "localhost", Role.SERVER);
        issue(ours, "web", "web.example", Role.CLIENT);
        try (var nets = new Nets(parking)) {
            AsyncSockets sockets = nets.sockets;
            // snippet: issued
            Identity db = Identity.pem(dir.resolve("db.crt"), dir.resolve("db.key"));
            Trust friends = Trust.pem(dir.resolve("authority/authority.crt"));
            Tls tls = sockets.tls(TlsSpec.mutual(db, friends));
            AsyncServerSocket server =
                    sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(tls));
            // end
            var clients = List.of(pem("web"), Identity.pkcs12(dir.resolve("web.p12"), PASSWORD));
            for (Identity client : clients) {
                Coro served = serving(coros, server);
                try (AsyncSocket s = sockets.connect(
                        ConnectSpec.to("localhost", server.port()).tls(sockets.tls(TlsSpec.mutual(client, friends))))) {
                    s.sendAll("hello\n".getBytes(US_ASCII));
                    assertEquals(Optional.of("hello!"), s.readLine());
                }
                assertEquals("TLSv1.3", served.value(SOON));
            }
        }
    }

    /** What a client that believes an authority is told of a server. */
    private HandshakeException.Reason refusal(String server, String authority, Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket listening =
                        nets.sockets.listen(ANY_PORT.tls(nets.sockets.tls(TlsSpec.server(pem(server)))))) {
            Coro served = coros.spawn("server", self -> {
                try (AsyncSocket s = listening.accept()) {
                    assertThrows(CoroIoException.class, s::handshake);
                }
                return null;
            });
            Tls client = nets.sockets.tls(TlsSpec.client(Trust.pem(dir.resolve(authority + "/authority.crt"))));
            var told = assertThrows(
                    HandshakeException.class,
                    () -> nets.sockets.connect(
                            ConnectSpec.to("localhost", listening.port()).tls(client)));
            served.value(SOON);
            return told.reason();
        }
    }

    @CoroTest
    void refusesWhoIsInTheWrongRole(Scheduler coros, Parking parking) throws Exception {
        issue(authority("authority"), "web", "localhost", Role.CLIENT);
        // the server itself has nothing to show then, and says so
        assertEquals(HandshakeException.Reason.REFUSED_BY_PEER, refusal("web", "authority", coros, parking));
    }

    @CoroTest
    void refusesWhoIsAtTheWrongHost(Scheduler coros, Parking parking) throws Exception {
        issue(authority("authority"), "db", "elsewhere.example", Role.SERVER);
        assertEquals(HandshakeException.Reason.WRONG_HOST, refusal("db", "authority", coros, parking));
    }

    @CoroTest
    void refusesWhoIsOfAnotherAuthority(Scheduler coros, Parking parking) throws Exception {
        issue(authority("authority"), "db", "localhost", Role.BOTH);
        authority("another");
        assertEquals(HandshakeException.Reason.UNTRUSTED, refusal("db", "another", coros, parking));
    }
}
