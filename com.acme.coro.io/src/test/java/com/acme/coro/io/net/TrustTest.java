package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
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
import com.acme.coro.api.spi.Parking;
import com.acme.coro.io.trust.Authority;
import com.acme.coro.io.trust.AuthorityFiles;
import com.acme.coro.io.trust.Host;
import com.acme.coro.io.trust.Issued;
import com.acme.coro.io.trust.Order;
import com.acme.coro.io.trust.Role;
import com.acme.coro.io.trust.TrustSettings;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** This user's own keys, through the service. */
class TrustTest {
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir
    private Path temporary;

    private Path dir;

    @BeforeEach
    void namesTheDirectory() {
        dir = temporary.resolve("home/tls");
    }

    private UserOfTrust user(Path directory) {
        return new UserOfTrust(settings(directory, ""));
    }

    private static TrustSettings settings(Path directory, String identity) {
        return TrustSettings.of(directory.toString(), identity, "", 7);
    }

    static X509Certificate certificate(Tls tls) {
        return ((Identity.InMemory) tls.spec().identity().orElseThrow()).chain().get(0);
    }

    static X509Certificate authority(Tls tls) {
        return ((com.acme.coro.api.io.Trust.InMemory) tls.spec().trust())
                .certificates()
                .get(0);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(temporary)) {
            return all.map(file -> temporary.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }

    private void refused(String why, UserOfTrust user) {
        for (int i = 0; i < 2; i++) { // it is not taken for done the second time
            var told = assertThrows(TlsMaterialException.class, user.trust::server);
            assertTrue(told.getMessage().contains(why), told.getMessage());
            assertFalse(told.getMessage().contains("\n"), told.getMessage());
        }
    }

    private static void chmod(Path file, String mode) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
    }

    /** As {@code coro cert issue} does on another machine. */
    private static void issue(Path authority, Path to, String name) throws Exception {
        var order = new Order(name, List.of(Host.of("localhost").orElseThrow()), Role.BOTH, new Order.Days(1, false));
        Authority.open(new AuthorityFiles(authority))
                .issue(order, Clock.systemUTC())
                .write(new Issued.Files(to.resolve(name + ".crt"), to.resolve(name + ".key"), Optional.empty()));
    }

    // ---- connections

    private static Coro serving(Scheduler coros, AsyncServerSocket server) {
        return coros.spawn("server", self -> {
            try (AsyncSocket s = server.accept()) {
                s.sendAll((s.readLine().orElseThrow() + "!\n").getBytes(US_ASCII));
                return s.handshake().peer().get(0).getSubjectX500Principal().getName();
            }
        });
    }

    private static void connects(Scheduler coros, AsyncSockets sockets, AsyncServerSocket server, Tls tls) {
        Coro served = serving(coros, server);
        try (AsyncSocket s =
                sockets.connect(ConnectSpec.to("localhost", server.port()).tls(tls))) {
            assertEquals("TLSv1.3", s.handshake().protocol());
            s.sendAll("hello\n".getBytes(US_ASCII));
            assertEquals(Optional.of("hello!"), s.readLine());
        }
        assertEquals("CN=Coro of ada", served.value(SOON));
    }

    @CoroTest
    void shouldConnectProcessesOfOneUser(Scheduler coros, Parking parking) {
        PeerCredentials trust = user(dir).trust;
        PeerCredentials trustOfAnotherProcess = user(dir).trust;
        try (var nets = new Nets(parking)) {
            AsyncSockets sockets = nets.sockets;
            // snippet: trust-server
            AsyncServerSocket server =
                    sockets.listen(ListenSpec.on("127.0.0.1", 0).tls(trust.server()));
            // end
            int port = server.port();
            Coro served = serving(coros, server);
            // snippet: trust-client
            AsyncSocket s = sockets.connect(ConnectSpec.to("localhost", port).tls(trust.client()));
            // end
            s.sendAll("hello\n".getBytes(US_ASCII));
            assertEquals(Optional.of("hello!"), s.readLine());
            s.close();
            assertEquals("CN=Coro of ada", served.value(SOON));
            connects(coros, sockets, server, trustOfAnotherProcess.client());
        }
    }

    @CoroTest
    void refusesAStrangerOnBothSides(Scheduler coros, Parking parking) {
        PeerCredentials ours = user(dir).trust;
        PeerCredentials stranger = user(temporary.resolve("stranger")).trust;
        for (List<PeerCredentials> pair : List.of(List.of(ours, stranger), List.of(stranger, ours))) {
            try (var nets = new Nets(parking);
                    AsyncServerSocket server =
                            nets.sockets.listen(Nets.ANY_PORT.tls(pair.get(0).server()))) {
                Coro served = coros.spawn("server", self -> {
                    try (AsyncSocket s = server.accept()) {
                        return assertThrows(HandshakeException.class, s::handshake)
                                .reason();
                    }
                });
                Tls client = pair.get(1).client();
                var told = assertThrows(
                        HandshakeException.class,
                        () -> nets.sockets.connect(
                                ConnectSpec.to("localhost", server.port()).tls(client)));
                assertEquals(HandshakeException.Reason.UNTRUSTED, told.reason());
                assertEquals(HandshakeException.Reason.REFUSED_BY_PEER, served.value(SOON));
            }
        }
    }

    @CoroTest
    void refusesAClientThatBelievesUsButIsAStranger(Scheduler coros, Parking parking) {
        PeerCredentials ours = user(dir).trust;
        PeerCredentials stranger = user(temporary.resolve("stranger")).trust;
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(Nets.ANY_PORT.tls(ours.server()))) {
            Coro served = coros.spawn("server", self -> {
                try (AsyncSocket s = server.accept()) {
                    return assertThrows(HandshakeException.class, s::handshake).reason();
                }
            });
            Tls client = nets.sockets.tls(
                    stranger.client().spec().trust(ours.client().spec().trust()));
            assertThrows(RuntimeException.class, () -> {
                try (AsyncSocket s = nets.sockets.connect(
                        ConnectSpec.to("localhost", server.port()).tls(client))) {
                    s.readLine(); // a client of TLS 1.3 is told after its own handshake
                }
            });
            assertEquals(HandshakeException.Reason.UNTRUSTED, served.value(SOON));
        }
    }

    // ---- the first use

    @Test
    void shouldTouchNothingBeforeSomebodyAsks() throws Exception {
        List<String> before = files();
        UserOfTrust user = user(dir);
        assertEquals(before, files());
        assertEquals(List.of(), user.news);
    }

    @Test
    void shouldMakeAnAuthorityOnceAndSayWhere() throws Exception {
        UserOfTrust user = user(dir);
        assertSame(user.trust.server(), user.trust.server());
        user.trust.client();
        assertEquals(
                List.of("made a private authority, 'Coro authority of ada', in " + dir
                        + "; it is believed by its certificate, authority.crt"),
                user.news);
        assertEquals(
                List.of("", "home", "home/tls", "home/tls/authority.crt", "home/tls/authority.key"),
                files().stream().map(f -> f.replace('\\', '/')).toList());
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(dir)));
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("authority.key"))));
        UserOfTrust next = user(dir);
        assertEquals(authority(user.trust.server()), authority(next.trust.client()));
        assertEquals(List.of(), next.news);
    }

    @Test
    void shouldMakeItInAnEmptyDirectory() throws Exception {
        Files.createDirectories(dir);
        chmod(dir, "rwx------");
        user(dir).trust.server();
        Path link = Files.createSymbolicLink(temporary.resolve("link"), Files.createDirectory(temporary.resolve("e")));
        chmod(link, "rwx------");
        user(link).trust.server();
        assertTrue(Files.exists(temporary.resolve("e/authority.crt")));
    }

    @Test
    void shouldMakeOneAuthorityForThreadsAtOnce() throws Exception {
        int threads = 8;
        for (int round = 0; round < 10; round++) {
            Path place = dir.resolve("round-" + round);
            var together = new CyclicBarrier(threads);
            var pool = Executors.newFixedThreadPool(threads);
            try {
                var results = new ArrayList<Future<X509Certificate>>();
                var users = new ArrayList<UserOfTrust>();
                for (int i = 0; i < threads; i++) {
                    UserOfTrust user = user(place);
                    users.add(user);
                    results.add(pool.submit(() -> {
                        together.await(30, TimeUnit.SECONDS);
                        return authority(user.trust.server());
                    }));
                }
                Set<X509Certificate> made = new HashSet<>();
                for (Future<X509Certificate> each : results) made.add(each.get(60, TimeUnit.SECONDS));
                assertEquals(1, made.size());
                assertEquals(
                        1, users.stream().mapToInt(user -> user.news.size()).sum());
            } finally {
                pool.shutdownNow();
            }
        }
        assertTrue(files().stream().noneMatch(f -> f.matches(".*round-\\d+-.*")), () -> "left behind");
    }

    @Test
    void shouldMakeOneAuthorityForProcessesAtOnce() throws Exception {
        var processes = new ArrayList<Process>();
        try {
            for (int i = 0; i < 3; i++) {
                processes.add(new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                UserOfTrust.class.getName(),
                                dir.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start());
            }
            // each says that it is about to begin, and begins when it is told to
            for (Process each : processes)
                assertEquals('r', each.getInputStream().read());
            for (Process each : processes) each.getOutputStream().close();
            Set<String> made = new HashSet<>();
            for (Process each : processes) {
                made.add(new String(each.getInputStream().readAllBytes(), US_ASCII));
                assertEquals(0, each.waitFor());
            }
            assertEquals(
                    Set.of(authority(user(dir).trust.server()).getSerialNumber().toString(16)), made);
        } finally {
            processes.forEach(Process::destroyForcibly);
        }
    }

    // ---- renewal

    @CoroTest
    void shouldRenewWithoutARestart(Scheduler coros, Parking parking) {
        UserOfTrust user = user(dir);
        UserOfTrust peer = user(dir);
        user.clock.back(DAY.multipliedBy(6));
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(Nets.ANY_PORT.tls(user.trust.server()))) {
            connects(coros, nets.sockets, server, peer.trust.client());
            X509Certificate first = certificate(user.trust.server());
            user.clock.advance(DAY.multipliedBy(4));
            assertEquals(first, certificate(user.trust.server()), "more than a third is left");
            user.clock.advance(DAY.multipliedBy(2));
            connects(coros, nets.sockets, server, peer.trust.client());
            X509Certificate second = certificate(user.trust.server());
            assertNotEquals(first, second);
            assertTrue(second.getNotAfter().after(first.getNotAfter()));
            assertEquals(List.of(), user.complaints);
        }
    }

    @CoroTest
    void shouldGoOnWithWhatItHasWhileItCannotRenew(Scheduler coros, Parking parking) throws Exception {
        UserOfTrust user = user(dir);
        user.clock.back(DAY.multipliedBy(6));
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(Nets.ANY_PORT.tls(user.trust.server()))) {
            X509Certificate first = certificate(user.trust.server());
            Path away = Files.move(dir, temporary.resolve("away"));
            user.clock.advance(DAY.multipliedBy(5));
            for (int i = 0; i < 3; i++) {
                connects(coros, nets.sockets, server, user.trust.client());
                user.clock.advance(Duration.ofHours(1));
            }
            assertEquals(
                    List.of("this process keeps the keys and certificates that it has: there is no authority in " + dir
                            + "; coro cert init makes one"),
                    user.complaints);
            assertFalse(Files.exists(dir), "it has made another authority");
            assertThrows(TlsMaterialException.class, user.trust.client()::reload);
            assertEquals(first, certificate(user.trust.server()));
            Files.move(away, dir);
            user.clock.advance(Duration.ofMinutes(2));
            assertNotEquals(first, certificate(user.trust.server()));
            assertEquals(1, user.complaints.size());
        }
    }

    @Test
    void shouldNotOutliveTheAuthority() throws Exception {
        Authority.create(new AuthorityFiles(dir), "short", 3, Clock.systemUTC());
        UserOfTrust user = user(dir);
        Tls tls = user.trust.server();
        assertEquals(authority(tls).getNotAfter(), certificate(tls).getNotAfter());
        user.clock.advance(DAY.multipliedBy(4));
        certificate(tls);
        assertTrue(user.complaints.get(0).contains("has ended, on "), user.complaints::toString);
        UserOfTrust late = user(dir);
        late.clock.advance(DAY.multipliedBy(4));
        refused("the authority in " + dir + " has ended, on ", late);
    }

    @Test
    void refusesToBeReplaced() {
        Tls tls = user(dir).trust.server();
        assertThrows(UnsupportedOperationException.class, () -> tls.replace(tls.spec()));
        X509Certificate first = certificate(tls);
        tls.reload();
        assertNotEquals(first, certificate(tls));
    }

    // ---- what cannot be used

    @Test
    void refusesADirectoryThatIsOpenToOthers() throws Exception {
        Files.createDirectories(dir);
        chmod(dir, "rwxr-x---");
        refused("the directory " + dir + " is open to others than its owner; allowed is mode 700", user(dir));
        chmod(dir, "rwx------");
        user(dir).trust.server();
        chmod(dir, "rwx--x---");
        refused("the directory " + dir + " is open to others than its owner; allowed is mode 700", user(dir));
    }

    @Test
    void refusesWhatIsNoDirectoryOrHasSomethingElse() throws Exception {
        Path file = Files.writeString(temporary.resolve("file"), "text");
        refused("it is no directory", user(file));
        refused(file.toString(), user(file.resolve("tls")));
        Files.createDirectories(dir);
        chmod(dir, "rwx------");
        Files.writeString(dir.resolve("letter"), "dear");
        refused("there is something in " + dir + ", and no authority; allowed is an empty directory", user(dir));
    }

    @Test
    void refusesAnAuthorityThatIsBroken() throws Exception {
        user(dir).trust.server();
        Path key = dir.resolve("authority.key");
        Path certificate = dir.resolve("authority.crt");
        chmod(key, "rw-r-----");
        refused("the authority's key in " + key + " may be used by others than its owner", user(dir));
        chmod(key, "rw-------");
        byte[] good = Files.readAllBytes(key);
        Files.writeString(key, "nothing");
        refused("there is no private key in " + key, user(dir));
        user(temporary.resolve("other")).trust.server();
        Files.write(key, Files.readAllBytes(temporary.resolve("other/authority.key")));
        refused("does not go with the certificate in " + certificate, user(dir));
        Files.delete(key);
        refused("there is the certificate of an authority in " + dir + ", and not its key", user(dir));
        Files.write(key, good);
        chmod(key, "rw-------");
        Files.writeString(certificate, "nothing");
        refused("there is no certificate in " + certificate, user(dir));
        Files.delete(certificate);
        refused("there is an authority in " + dir + " already, and it is not written over", user(dir));
    }

    @Test
    void refusesSettingsThatAreOutOfRange() {
        String path = dir.toString();
        assertThrows(IllegalArgumentException.class, () -> TrustSettings.of(path, "../up", "", 7));
        assertThrows(IllegalArgumentException.class, () -> TrustSettings.of(path, "", "a_b", 7));
        assertThrows(IllegalArgumentException.class, () -> TrustSettings.of(path, "", "", 0));
        assertThrows(IllegalArgumentException.class, () -> TrustSettings.of(path, "", "", 3_651));
        assertThrows(IllegalArgumentException.class, () -> TrustSettings.of("\0", "", "", 7));
        assertThrows(IllegalArgumentException.class, () -> TrustSettings.of("tls", "", "", 7));
    }

    // ---- other settings

    @Test
    void shouldBeForTheHostsThatAreConfigured() throws Exception {
        var user = new UserOfTrust(TrustSettings.of(dir.toString(), "", "db.example, 10.1.2.3,localhost", 7));
        List<Object> names = new ArrayList<>();
        for (List<?> each : certificate(user.trust.server()).getSubjectAlternativeNames()) names.add(each.get(1));
        assertEquals(List.of("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1", "db.example", "10.1.2.3"), names);
    }

    @CoroTest
    void shouldTakeAnIdentityThatAnotherMachineIssued(Scheduler coros, Parking parking) throws Exception {
        PeerCredentials there = user(dir).trust;
        there.server();
        Path here = Files.createDirectory(temporary.resolve("here"));
        chmod(here, "rwx------");
        issue(dir, here, "db");
        Files.copy(dir.resolve("authority.crt"), here.resolve("authority.crt"));
        var user = new UserOfTrust(settings(here, "db"));
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(Nets.ANY_PORT.tls(user.trust.server()))) {
            connects(coros, nets.sockets, server, there.client());
            X509Certificate first = certificate(user.trust.server());
            for (String file : List.of("db.key", "db.crt")) Files.delete(here.resolve(file));
            issue(dir, here, "db");
            assertEquals(first, certificate(user.trust.server()));
            user.clock.advance(Duration.ofSeconds(61));
            assertNotEquals(first, certificate(user.trust.server()));
            connects(coros, nets.sockets, server, there.client());
            user.clock.advance(DAY.multipliedBy(2));
            certificate(user.trust.server());
            assertTrue(user.complaints.get(0).contains("db.crt has ended, on "), user.complaints::toString);
        }
        chmod(here.resolve("db.key"), "rw-r--r--");
        refused("the key in " + here.resolve("db.key"), new UserOfTrust(settings(here, "db")));
        refused("none.key cannot be read: there is no such file", new UserOfTrust(settings(here, "none")));
        refused(": there is no such directory", new UserOfTrust(settings(here.resolve("no"), "db")));
    }

    @Test
    void shouldTakeAnotherConfigurationAndKeepTheOldIfItIsNoGood() throws Exception {
        UserOfTrust user = user(dir);
        Tls tls = user.trust.server();
        X509Certificate first = authority(tls);
        Path file = Files.writeString(temporary.resolve("file"), "text");
        user.own.configure(settings(file, ""));
        assertEquals(first, authority(tls));
        assertTrue(user.complaints.get(0).contains("it is no directory"), user.complaints::toString);
        user.own.configure(settings(temporary.resolve("other"), ""));
        assertNotEquals(first, authority(tls));
        assertTrue(Files.exists(temporary.resolve("other/authority.key")));
    }
}
