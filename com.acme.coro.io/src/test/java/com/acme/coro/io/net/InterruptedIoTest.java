package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.ANY_PORT;
import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncServerSocket;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;

/** Waits on sockets that end otherwise than by what was waited for. */
class InterruptedIoTest {
    /** Lets those that were spawned before have their first turn: until they wait. */
    private static void firstTurns(Scheduler coros) {
        coros.spawn("last", self -> null).value(SOON);
    }

    @CoroTest
    void shouldResumeAReaderWithAnErrorWhenAnotherCloses(Scheduler coros, Parking parking) { // N.9 87, F14
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port())) {
            AsyncSocket s = server.accept();
            Coro reader = coros.spawn(
                    "reader",
                    self -> assertThrows(IoClosedException.class, () -> s.recv(1))
                            .getMessage());
            Coro closer = coros.spawn("closer", self -> {
                s.close();
                return null;
            });
            closer.value(SOON);
            String said = (String) reader.value(SOON);
            assertEquals(
                    "the connection with " + Addresses.text(client.localAddress()) + " is closed: closed on this side",
                    said);
            assertEquals(Optional.empty(), client.recv(1));
        }
    }

    @CoroTest
    void shouldResumeWhoWaitsToAcceptWithAnErrorWhenAnotherCloses(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
            Coro acceptor = coros.spawn(
                    "acceptor",
                    self -> assertThrows(IoClosedException.class, server::accept)
                            .where());
            Coro closer = coros.spawn("closer", self -> {
                server.close();
                return null;
            });
            closer.value(SOON);
            assertEquals("127.0.0.1:" + server.port(), acceptor.value(SOON));
        }
    }

    @CoroTest
    void refusesASecondReader(Scheduler coros, Parking parking) { // F03
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                AsyncSocket client = nets.sockets.connect("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            Coro first = coros.spawn("first", self -> s.recvAll(2));
            Coro second = coros.spawn(
                    "second",
                    self -> assertThrows(IllegalStateException.class, () -> s.recv(1))
                            .getMessage());
            assertEquals(
                    "somebody else is reading: recv from " + Addresses.text(client.localAddress()), second.value(SOON));
            client.sendAll("hi".getBytes(UTF_8));
            assertArrayEquals("hi".getBytes(UTF_8), (byte[]) first.value(SOON));
        }
    }

    @CoroTest
    void shouldKeepBytesForTheNextReaderWhenOneIsRaised(Scheduler coros, Parking parking) throws IOException { // A23
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
                var peer = new Socket("127.0.0.1", server.port());
                AsyncSocket s = server.accept()) {
            peer.getOutputStream().write("he".getBytes(UTF_8));
            Coro reader = coros.spawn("reader", self -> {
                assertThrows(IllegalStateException.class, () -> s.recvAll(5));
                String after = (String) self.receive();
                return new String(s.recvAll(5), UTF_8) + after;
            });
            firstTurns(coros);
            reader.raise(new IllegalStateException("stop that"));
            peer.getOutputStream().write("llo".getBytes(UTF_8));
            reader.send("!");
            assertEquals("hello!", reader.value(SOON));
        }
    }

    @CoroTest
    void shouldCloseWhatATerminatedCoroutineHadAndKeepWhatAnotherHas(Scheduler coros, Parking parking) { // A23
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            Coro client = coros.spawn("client", self -> {
                AsyncSocket s = nets.sockets.connect("127.0.0.1", server.port());
                s.sendAll(new byte[1]);
                return s.recv(1);
            });
            AsyncSocket s = server.accept();
            s.recvAll(1);
            firstTurns(coros);
            client.terminate("enough");
            assertInstanceOf(Outcome.Terminated.class, client.tryJoin(SOON).orElseThrow());
            assertEquals(Optional.empty(), s.recv(1));
            s.close();
        }
    }

    @CoroTest
    void shouldCloseWhatACoroutineMadeWhenItEnds(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            Coro forgetful = coros.spawn("forgetful", self -> {
                var server = nets.sockets.listen(ANY_PORT);
                var client = nets.sockets.connect("127.0.0.1", server.port());
                server.accept().recv(1, java.time.Duration.ofMillis(1));
                return client;
            });
            forgetful.tryJoin(SOON);
            Eventually.holds("all closed", () -> nets.net.size() == 0);
        }
    }

    @CoroTest
    void shouldSendWhatWasTakenAlsoIfACloseFollows(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking);
                AsyncServerSocket server = nets.sockets.listen(ANY_PORT)) {
            var data = new byte[60_000];
            Coro sender = coros.spawn("sender", self -> {
                try (AsyncSocket s = nets.sockets.connect("127.0.0.1", server.port())) {
                    s.sendAll(data);
                }
                return null;
            });
            sender.value(SOON);
            try (AsyncSocket s = server.accept()) {
                assertEquals(data.length, s.recvAll(data.length).length);
                assertEquals(Optional.empty(), s.recv(1));
            }
        }
    }

    @CoroTest
    void shouldCloseEverythingOfABundleThatStops(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking)) {
            var bundle = new BundleSockets(nets.net);
            AsyncServerSocket server = bundle.listen(ANY_PORT);
            try (var taken = new Socket("127.0.0.1", server.port());
                    var untaken = new Socket("127.0.0.1", server.port());
                    var waiting = new Socket("127.0.0.1", server.port())) {
                AsyncSocket s = server.accept();
                AsyncSocket never = server.accept();
                taken.getOutputStream().write(1);
                s.recvAll(1);
                Coro reader = coros.spawn(
                        "reader",
                        self -> assertThrows(IoClosedException.class, () -> s.recv(1))
                                .getMessage());
                firstTurns(coros);
                bundle.close();
                reader.value(SOON);
                assertFalse(s.isOpen());
                assertFalse(never.isOpen());
                assertFalse(server.isOpen());
                assertEquals(-1, taken.getInputStream().read());
                assertEquals(-1, untaken.getInputStream().read());
                assertThrows(IOException.class, () -> {
                    if (waiting.getInputStream().read() < 0) throw new IOException("ended");
                });
                assertThrows(
                        IoClosedException.class, () -> bundle.listen(ANY_PORT).accept());
                Eventually.holds("all closed", () -> nets.net.size() == 0);
            }
        }
    }

    @CoroTest
    void shouldTellEveryoneWhenTheNetworkStops(Scheduler coros, Parking parking) throws IOException {
        try (var nets = new Nets(parking);
                var threads = new Socket()) {
            AsyncServerSocket server = nets.sockets.listen(ANY_PORT);
            threads.connect(new java.net.InetSocketAddress("127.0.0.1", server.port()));
            AsyncSocket s = server.accept();
            Coro reader = coros.spawn(
                    "reader",
                    self -> assertThrows(IoClosedException.class, () -> s.recv(1))
                            .getMessage());
            firstTurns(coros);
            nets.net.close();
            assertEquals(
                    "the connection with " + Addresses.text(s.remoteAddress())
                            + " is closed: the bundle com.acme.coro.io has stopped",
                    reader.value(SOON));
            assertThrows(IoClosedException.class, () -> nets.sockets.connect("127.0.0.1", server.port()));
            Eventually.holds(
                    "no thread is left",
                    () -> Thread.getAllStackTraces().keySet().stream()
                            .noneMatch(t -> t.getName().startsWith("coro-io-poll")
                                    || t.getName().matches("coro-io-\\d+")));
        }
    }
}
