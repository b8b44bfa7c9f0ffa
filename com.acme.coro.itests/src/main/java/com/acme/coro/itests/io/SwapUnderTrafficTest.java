package com.acme.coro.itests.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.TestBundles;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** A server of connections is updated while clients talk to it. */
public class SwapUnderTrafficTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int CLIENTS = 20;

    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    private final AtomicInteger answers = new AtomicInteger();
    private volatile boolean enough;

    /** One connection that is kept, or one for each question. */
    private final class Client implements Callable<Set<String>> {
        private final int number;
        private final boolean keeps;
        private final int port = Integer.getInteger(ConnectionServers.PORT);

        Client(int number, boolean keeps) {
            this.number = number;
            this.keeps = keeps;
        }

        @Override
        public Set<String> call() throws IOException {
            var versions = new TreeSet<String>();
            int asked = 0;
            while (!enough) {
                try (var socket = new Socket("127.0.0.1", port);
                        var in = new BufferedReader(
                                new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                    socket.setSoTimeout((int) SOON.toMillis());
                    socket.setTcpNoDelay(true);
                    do {
                        String question = number + "-" + asked++;
                        // in two pieces: what has come of a line goes to the next version, too
                        socket.getOutputStream().write(question.getBytes(StandardCharsets.US_ASCII));
                        socket.getOutputStream().write('\n');
                        String answer = String.valueOf(in.readLine());
                        assertTrue(answer.endsWith(" " + question), question + " was answered by " + answer);
                        versions.add(answer.substring(0, answer.indexOf(' ')));
                        answers.incrementAndGet();
                    } while (keeps && !enough);
                }
            }
            return versions;
        }
    }

    @AfterEach
    void forgetThePort() {
        System.clearProperty(ConnectionServers.PORT);
    }

    private void awaitMore(int many) {
        int then = answers.get() + many;
        Await.until(SOON, many + " more answers", () -> answers.get() >= then);
    }

    @Test
    void shouldLoseNoConnection() throws Exception {
        Container.service(AsyncSockets.class);
        Bundle server = bundles.started(ConnectionServers.version(1));
        Await.until(SOON, "it listens", () -> System.getProperty(ConnectionServers.PORT) != null);
        String port = System.getProperty(ConnectionServers.PORT);
        var ends = new ArrayList<Future<Set<String>>>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            for (int i = 0; i < CLIENTS; i++) ends.add(threads.submit(new Client(i, i % 4 != 0)));
            awaitMore(10 * CLIENTS);
            for (int version : List.of(2, 3, 1, 4)) {
                server.update(new ByteArrayInputStream(
                        ConnectionServers.version(version).bytes()));
                awaitMore(10 * CLIENTS);
            }
            enough = true;
            Set<String> all = new TreeSet<>();
            for (Future<Set<String>> end : ends) all.addAll(end.get(SOON.toSeconds(), TimeUnit.SECONDS));
            assertEquals(Set.of("1", "2", "3", "4"), all);
            assertEquals(port, System.getProperty(ConnectionServers.PORT), "it has listened anew");
            assertEquals(List.of(), Container.service(HotSwap.class).leaks());
        } finally {
            enough = true;
            threads.shutdownNow();
        }
    }
}
