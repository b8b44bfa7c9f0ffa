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
import com.acme.coro.api.io.ListenFailedException;
import com.acme.coro.api.spi.Parking;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;

/** Datagrams between coroutines, threads and groups. */
class DatagramTest {
    private static final DatagramSpec ANY = DatagramSpec.on("127.0.0.1", 0);

    @CoroTest
    void shouldAnswerWhoeverAsks(Scheduler coros, Parking parking) { // F12
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
                var answer = client.tryReceive(100, SOON).orElseThrow();
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
            assertEquals(Optional.empty(), server.tryReceive(4, Duration.ofMillis(10)));
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
            assertThrows(ListenFailedException.class, () -> nets.sockets.datagram(spec));
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
    void shouldReachEverybodyOfANetworkAndOnlyIfThatIsAskedFor(Parking parking) { // F12
        try (var nets = new Nets(parking);
                AsyncDatagram everybody = nets.sockets.datagram(DatagramSpec.on("0.0.0.0", 0));
                AsyncDatagram quiet = nets.sockets.datagram(ANY);
                AsyncDatagram loud = nets.sockets.datagram(ANY.broadcast(true))) {
            var to =
                    new InetSocketAddress("127.255.255.255", everybody.address().getPort());
            var refused = assertThrows(CoroIoException.class, () -> quiet.send(new byte[1], to));
            assertTrue(refused.getMessage().startsWith("cannot send 1 bytes from 127.0.0.1:"), refused.getMessage());
            assertTrue(refused.getMessage().contains(" to 127.255.255.255:"), refused.getMessage());
            loud.send("all".getBytes(UTF_8), to);
            var packet = everybody.tryReceive(10, SOON).orElseThrow();
            assertArrayEquals("all".getBytes(UTF_8), packet.data());
            assertEquals(loud.address(), packet.from());
        }
    }

    @CoroTest
    void shouldReachAGroup(Parking parking) throws IOException { // F12
        for (String host : new String[] {"*", "0.0.0.0"}) assertReaches(parking, host, "239.255.7.7");
    }

    @CoroTest
    void shouldReachAGroupOfIpv6(Parking parking) throws IOException { // F12
        for (String host : new String[] {"*", "::"}) assertReaches(parking, host, "ff15::7:7");
    }

    private static void assertReaches(Parking parking, String host, String address) throws IOException {
        InetAddress group = InetAddress.getByName(address);
        NetworkInterface through = carrying(group);
        try (var nets = new Nets(parking);
                AsyncDatagram member =
                        nets.sockets.datagram(DatagramSpec.on(host, 0).reuseAddress(true));
                AsyncDatagram sender = nets.sockets.datagram(DatagramSpec.on(host, 0))) {
            var to = new InetSocketAddress(group, member.address().getPort());
            assumeTrue(joins(member, group, through, sender, to), through + " carries no group such as " + address);
            if (!through.isLoopback()) { // which gives back what it is not asked for, too
                sender.multicast(through, 1, false);
                sender.send("not here".getBytes(UTF_8), to);
            }
            sender.multicast(through, 0, true);
            sender.send("here".getBytes(UTF_8), to);
            assertArrayEquals(
                    "here".getBytes(UTF_8),
                    member.tryReceive(10, SOON).orElseThrow().data());
            assertTrue(member.leave(group, through));
            assertFalse(member.leave(group, through));
            sender.send("to nobody".getBytes(UTF_8), to);
            assertEquals(Optional.empty(), member.tryReceive(10, Duration.ofMillis(50)));
        }
    }

    /** An interface with an address of the group's kind: a real one, if there is one. */
    private static NetworkInterface carrying(InetAddress group) throws IOException {
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            if (each.isUp()
                    && each.supportsMulticast()
                    && !each.isLoopback()
                    && each.inetAddresses().anyMatch(a -> a.getClass() == group.getClass())) return each;
        }
        return NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
    }

    /** Joins, and sends one that comes; false where this system does not. */
    private static boolean joins(
            AsyncDatagram member,
            InetAddress group,
            NetworkInterface through,
            AsyncDatagram sender,
            InetSocketAddress to) {
        try {
            member.join(group, through);
            sender.multicast(through, 1, true);
            sender.send("first".getBytes(UTF_8), to);
        } catch (CoroIoException noGroupsHere) {
            return false;
        }
        return member.tryReceive(10, Duration.ofSeconds(5)).isPresent();
    }

    @CoroTest
    void refusesGroupsAndHopsThatAreNone(Parking parking) throws IOException {
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        try (var nets = new Nets(parking)) {
            AsyncDatagram socket = nets.sockets.datagram(ANY);
            for (int hops : new int[] {-1, 256}) {
                var wrong = assertThrows(IllegalArgumentException.class, () -> socket.multicast(loopback, hops, true));
                assertEquals("hops must be within 0..255: hops=" + hops, wrong.getMessage());
            }
            InetAddress noGroup = InetAddress.getByName("192.0.2.1");
            var refused = assertThrows(CoroIoException.class, () -> socket.join(noGroup, loopback));
            assertTrue(refused.getMessage().startsWith("cannot join 192.0.2.1 on 127.0.0.1:"), refused.getMessage());
            socket.close();
            InetAddress group = InetAddress.getByName("239.255.7.7");
            assertThrows(IoClosedException.class, () -> socket.join(group, loopback));
            assertThrows(IoClosedException.class, () -> socket.multicast(loopback, 1, true));
        }
    }

    @CoroTest
    void shouldBeReachedAtAllAddressesOfBothKinds(Parking parking) {
        try (var nets = new Nets(parking);
                AsyncDatagram all = nets.sockets.datagram(DatagramSpec.on("*", 0))) {
            for (String from : new String[] {"127.0.0.1", "::1"}) {
                try (AsyncDatagram client = nets.sockets.datagram(DatagramSpec.on(from, 0))) {
                    client.send(
                            new byte[] {7},
                            new InetSocketAddress(from, all.address().getPort()));
                    assertEquals(
                            client.address(),
                            all.tryReceive(1, SOON).orElseThrow().from());
                }
            }
        }
    }

    @CoroTest
    void shouldSpeakIpv6(Parking parking) { // F01
        try (var nets = new Nets(parking);
                AsyncDatagram server = nets.sockets.datagram(DatagramSpec.on("::1", 0));
                AsyncDatagram client = nets.sockets.datagram(DatagramSpec.on("::1", 0))) {
            client.send(new byte[] {7}, server.address());
            assertArrayEquals(
                    new byte[] {7}, server.tryReceive(1, SOON).orElseThrow().data());
        }
    }
}
