package com.acme.coro.io.net;

import static com.acme.coro.io.net.Nets.SOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncDatagram;
import com.acme.coro.api.io.CoroIoException;
import com.acme.coro.api.io.DatagramSpec;
import com.acme.coro.api.io.IoClosedException;
import com.acme.coro.api.io.ListenException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Optional;

/** Datagrams between coroutines, threads and groups. */
class DatagramTest {
    private static final DatagramSpec ANY = DatagramSpec.on("127.0.0.1", 0);

    @CoroTest
    void shouldAnswerWhoeverAsks(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking);
                AsyncDatagram server = nets.sockets.datagram(ANY);
                AsyncDatagram client = nets.sockets.datagram(ANY)) {
            coros.spawn("server", self -> {
                self.daemon(true);
                while (true) {
                    var asked = server.receive(100);
                    server.send(("re: " + new String(asked.data(), UTF_8)).getBytes(UTF_8), asked.from());
                }
            });
            for (String question : new String[] {"one", "two", ""}) {
                client.send(question.getBytes(UTF_8), server.address());
                var answer = client.receive(100, SOON).orElseThrow();
                assertEquals("re: " + question, new String(answer.data(), UTF_8));
                assertEquals(server.address(), answer.from());
                assertFalse(answer.truncated());
            }
        }
    }

    @CoroTest
    void shouldSayThatADatagramWasTruncated(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncDatagram server = nets.sockets.datagram(ANY);
                AsyncDatagram client = nets.sockets.datagram(ANY)) {
            client.send("hello".getBytes(UTF_8), server.address());
            client.send("hell".getBytes(UTF_8), server.address());
            var cut = server.receive(4);
            assertTrue(cut.truncated());
            assertArrayEquals("hell".getBytes(UTF_8), cut.data());
            assertFalse(server.receive(4).truncated());
            assertEquals(Optional.empty(), server.receive(4, Duration.ofMillis(10)));
        }
    }

    @CoroTest
    void refusesWhatIsTooLongForADatagram(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncDatagram client = nets.sockets.datagram(ANY)) {
            assertThrows(CoroIoException.class, () -> client.send(new byte[70_000], client.address()));
        }
    }

    @CoroTest
    void refusesAnAddressThatIsTaken(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncDatagram first = nets.sockets.datagram(ANY)) {
            var spec = DatagramSpec.on("127.0.0.1", first.address().getPort());
            assertThrows(ListenException.class, () -> nets.sockets.datagram(spec));
        }
    }

    @CoroTest
    void shouldResumeWhoWaitsWithAnErrorWhenAnotherCloses(Scheduler coros, Parking parking) {
        try (var nets = new Nets(parking)) {
            AsyncDatagram socket = nets.sockets.datagram(ANY);
            Coro reader = coros.spawn(
                    "reader",
                    self -> assertThrows(IoClosedException.class, () -> socket.receive(1))
                            .where());
            Coro closer = coros.spawn("closer", self -> {
                socket.close();
                return null;
            });
            closer.value(SOON);
            assertEquals("127.0.0.1:" + socket.address().getPort(), reader.value(SOON));
        }
    }

    @CoroTest
    void shouldReachAGroup(Parking parking) throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        InetAddress group = InetAddress.getByName("239.255.7.7");
        try (var nets = new Nets(parking);
                AsyncDatagram member =
                        nets.sockets.datagram(DatagramSpec.on("*", 0).shared());
                AsyncDatagram sender = nets.sockets.datagram(ANY)) {
            boolean joined = true;
            try {
                member.join(group, loopback);
            } catch (CoroIoException noGroupsHere) {
                joined = false;
            }
            assumeTrue(joined, "the loopback interface has no multicast on this system");
            sender.multicast(loopback, 1, true);
            var to = new InetSocketAddress(group, member.address().getPort());
            sender.send("all".getBytes(UTF_8), to);
            assertArrayEquals(
                    "all".getBytes(UTF_8),
                    member.receive(10, SOON).orElseThrow().data());
            assertTrue(member.leave(group, loopback));
            assertFalse(member.leave(group, loopback));
            sender.send("all".getBytes(UTF_8), to);
            assertEquals(Optional.empty(), member.receive(10, Duration.ofMillis(50)));
        }
    }

    @CoroTest
    void shouldSpeakIpv6(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncDatagram server = nets.sockets.datagram(DatagramSpec.on("::1", 0));
                AsyncDatagram client = nets.sockets.datagram(DatagramSpec.on("::1", 0))) {
            client.send(new byte[] {7}, server.address());
            assertArrayEquals(
                    new byte[] {7}, server.receive(1, SOON).orElseThrow().data());
        }
    }
}
