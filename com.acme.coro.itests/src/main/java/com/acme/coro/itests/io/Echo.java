package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.itests.container.Journal;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients see of a server of {@link com.acme.coro.itests.code.EchoServer}, and what there is of ours beneath it. */
final class Echo {
    static final Duration SOON = Duration.ofSeconds(30);

    private Echo() {}

    /** Where servers have listened, the last one at the end. */
    static List<Integer> ports(Journal journal) {
        return journal.lines().stream()
                .filter(e -> e.startsWith("port "))
                .map(e -> Integer.valueOf(e.substring(5)))
                .toList();
    }

    static void assertEchoes(Socket client) throws IOException {
        client.setSoTimeout((int) SOON.toMillis());
        client.getOutputStream().write(7);
        assertEquals(7, client.getInputStream().read());
    }

    /** The other side has closed the connection, or broken it off. */
    static boolean hasEnded(Socket client) {
        try {
            return client.getInputStream().read() < 0;
        } catch (IOException reset) {
            return true;
        }
    }

    static boolean refuses(int port) {
        try (var client = new Socket("127.0.0.1", port)) {
            return client.getLocalPort() == port; // where nobody listens a socket may get that port and meet itself
        } catch (ConnectException refused) {
            return true;
        } catch (IOException other) {
            return false;
        }
    }

    static boolean echoes(int port) {
        try (var client = new Socket("127.0.0.1", port)) {
            client.setSoTimeout((int) SOON.toMillis());
            client.getOutputStream().write(7);
            return client.getInputStream().read() == 7;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** The names of the threads of sockets. */
    static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("coro-io-"))
                .collect(Collectors.toSet());
    }
}
