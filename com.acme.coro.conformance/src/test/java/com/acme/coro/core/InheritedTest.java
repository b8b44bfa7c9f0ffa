package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static com.acme.coro.core.Soon.ended;
import static com.acme.coro.core.Soon.millis;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.testkit.CoroTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Threads that coroutines start run as any other thread does")
class InheritedTest {
    private static void works(Scheduler coros) {
        assertEquals(
                "works",
                coros.spawn("another", self -> {
                            self.sleep(millis(1));
                            return "works";
                        })
                        .value(SOON));
    }

    /** Waits where only a thread that is unparked by the JDK gets on. */
    private static void block() {
        try {
            new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T get(Future<T> future) throws Exception {
        return future.get(SOON.toMillis(), TimeUnit.MILLISECONDS);
    }

    @CoroTest
    @DisplayName("a virtual thread that a coroutine started runs while the coroutine waits")
    void shouldRunAVirtualThreadWhileItsCreatorWaits(Scheduler coros) {
        Coro c = coros.spawn("starts a thread", self -> {
            var done = new CompletableFuture<String>();
            Thread.startVirtualThread(() -> {
                block();
                done.complete("done");
            });
            return self.await(done, SOON);
        });
        assertEquals(new Outcome.Returned("done"), ended(c));
        works(coros);
    }

    @CoroTest
    @DisplayName("a virtual thread that a coroutine started runs to its end after the coroutine has ended")
    void shouldRunAVirtualThreadAfterItsCreatorHasEnded(Scheduler coros) throws Exception {
        var done = new CompletableFuture<String>();
        Coro c = coros.spawn("starts a thread", self -> {
            Thread.startVirtualThread(() -> {
                block();
                block();
                done.complete("done");
            });
            return "ended";
        });
        assertEquals("ended", c.value(SOON));
        assertEquals("done", get(done));
        works(coros);
    }

    @CoroTest
    @DisplayName("virtual threads that virtual threads of a coroutine started run, too")
    void shouldRunGrandchildren(Scheduler coros) throws Exception {
        var done = new CompletableFuture<String>();
        coros.spawn(
                "starts a thread",
                self -> Thread.startVirtualThread(() -> {
                    block();
                    Thread.startVirtualThread(() -> {
                        block();
                        done.complete("done");
                    });
                }));
        assertEquals("done", get(done));
        works(coros);
    }

    @CoroTest
    @DisplayName("an executor with a virtual thread for each task works inside a coroutine")
    void shouldRunTasksOfAnExecutorMadeInside(Scheduler coros) {
        Coro c = coros.spawn("uses an executor", self -> {
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                var tasks = new ArrayList<Future<String>>();
                for (int i = 0; i < 5; i++) {
                    tasks.add(executor.submit(() -> {
                        block();
                        return "ran";
                    }));
                }
                var results = new ArrayList<String>();
                for (Future<String> task : tasks) results.add(get(task));
                return results;
            }
        });
        assertEquals(List.of("ran", "ran", "ran", "ran", "ran"), c.value(SOON));
        works(coros);
    }

    @CoroTest
    @DisplayName("a task that is submitted to an executor made outside runs, whether or not the coroutine has ended")
    void shouldRunTasksOfAnExecutorMadeOutside(Scheduler coros) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            var submitted = new AtomicReference<Future<String>>();
            Coro c = coros.spawn("submits", self -> {
                submitted.set(executor.submit(() -> "ran"));
                return "ended";
            });
            assertEquals("ended", c.value(SOON));
            assertEquals("ran", get(submitted.get()));
        }
        works(coros);
    }

    @CoroTest
    @DisplayName("a factory of threads that a coroutine made makes threads that run")
    void shouldRunThreadsOfAFactoryMadeInside(Scheduler coros) throws Exception {
        var factory = coros.spawn("makes a factory", self -> Thread.ofVirtual().factory());
        var made = (java.util.concurrent.ThreadFactory) factory.value(SOON);
        Callable<String> task = () -> {
            var done = new CompletableFuture<String>();
            made.newThread(() -> {
                        block();
                        done.complete("ran");
                    })
                    .start();
            return get(done);
        };
        assertEquals("ran", task.call());
        assertEquals("ran", coros.spawn("uses the factory", self -> task.call()).value(SOON));
        works(coros);
    }

    @CoroTest
    @DisplayName("plain sockets work in coroutines, and afterwards in virtual threads of other code")
    void shouldReadPlainSockets(Scheduler coros) throws Exception {
        try (var server = new Greeter()) {
            Coro first = coros.spawn("first", self -> server.greeting());
            Coro second = coros.spawn("second", self -> server.greeting());
            assertEquals("hello", first.value(SOON));
            assertEquals("hello", second.value(SOON));
            works(coros);
            var others = new ArrayList<CompletableFuture<String>>();
            for (int i = 0; i < 10; i++) {
                var got = new CompletableFuture<String>();
                Thread.startVirtualThread(() -> got.complete(server.greeting()));
                others.add(got);
            }
            for (var other : others) assertEquals("hello", get(other));
        }
        works(coros);
    }

    @CoroTest
    @DisplayName("an HTTP client of the JDK works inside a coroutine")
    void shouldUseAnHttpClient(Scheduler coros) throws Exception {
        try (var server = new Greeter()) {
            var client = new AtomicReference<HttpClient>();
            Coro c = coros.spawn("asks", self -> {
                client.set(HttpClient.newBuilder()
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build());
                var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/"))
                        .build();
                var response = client.get().sendAsync(request, HttpResponse.BodyHandlers.ofString());
                return self.await(response, SOON).body();
            });
            try {
                assertEquals("hello", c.value(SOON));
            } finally {
                client.get().shutdownNow();
            }
        }
        works(coros);
    }

    @CoroTest
    @DisplayName("a coroutine that another scheduler's coroutine starts inherits neither loader nor thread locals")
    void shouldInheritNothingFromWhatGaveATurn(CoroRuntime runtime, Carrier carrier) throws Exception {
        var local = new InheritableThreadLocal<String>();
        var other = carrier == Carrier.OWN ? Carrier.JVM : Carrier.OWN;
        try (CoroRuntime second = ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(RuntimeSettings.DEFAULT.carrier(other))) {
            var loader = new ClassLoader("a program's", null) {};
            var seen = new AtomicReference<Object>();
            var loaderSeen = new AtomicReference<ClassLoader>();
            Coro c = runtime.scheduler("default").spawn("spawns", self -> {
                local.set("of the parent");
                Thread.currentThread().setContextClassLoader(loader);
                Coro child = second.scheduler("default").spawn("child", me -> {
                    seen.set(String.valueOf(local.get()));
                    loaderSeen.set(Thread.currentThread().getContextClassLoader());
                    me.sleep(millis(1));
                    return "ran";
                });
                return child.value(SOON);
            });
            assertEquals("ran", c.value(SOON));
            assertEquals("null", seen.get());
            assertSame(ClassLoader.getSystemClassLoader(), loaderSeen.get());
            assertInstanceOf(Outcome.Returned.class, ended(c));
        }
        works(runtime.scheduler("default"));
    }

    /** Answers each connection after a while, so that its client has to wait. */
    private static final class Greeter implements AutoCloseable {
        private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());

        Greeter() throws IOException {
            Thread.ofPlatform().daemon().start(() -> {
                try {
                    while (true) serve(socket.accept());
                } catch (IOException closed) {
                    // the test is over
                }
            });
        }

        private static void serve(Socket client) {
            Thread.ofPlatform().daemon().start(() -> {
                block();
                try (client) {
                    client.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello"
                                    .getBytes(StandardCharsets.US_ASCII));
                    client.shutdownOutput();
                    client.getInputStream().readAllBytes();
                } catch (IOException gone) {
                    // the client has what it wanted
                }
            });
        }

        int port() {
            return socket.getLocalPort();
        }

        String greeting() {
            try (Socket s = new Socket(InetAddress.getLoopbackAddress(), port())) {
                var answer = new String(s.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
                return answer.substring(answer.lastIndexOf('\n') + 1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
