package com.acme.coro.io.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Scheduler;
import com.acme.coro.api.io.AsyncFile;
import com.acme.coro.api.io.AsyncFiles;
import com.acme.coro.api.io.AsyncPipe;
import com.acme.coro.api.io.AsyncPipes;
import com.acme.coro.api.io.AsyncSocket;
import com.acme.coro.api.io.AsyncSockets;
import com.acme.coro.api.io.ListenSpec;
import com.acme.coro.testkit.CoroTest;
import com.acme.coro.testkit.Eventually;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Input and output without a framework")
class StandaloneIoTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir
    private Path dir;

    @CoroTest
    void isGivenToTestsThatAskForIt(Scheduler coros, AsyncSockets sockets, AsyncFiles files, AsyncPipes pipes) {
        Coro test = coros.spawn("test", self -> {
            try (var server = sockets.listen(ListenSpec.on("127.0.0.1", 0));
                    AsyncSocket one = sockets.connect("127.0.0.1", server.port());
                    AsyncSocket other = server.accept()) {
                one.sendAll("hello\n".getBytes(UTF_8));
                assertEquals(Optional.of("hello"), other.readLine());
            }
            Path path = dir.resolve("file");
            try (AsyncFile file = files.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
                file.write("text".getBytes(UTF_8));
            }
            try (AsyncPipe pipe = pipes.start("cat", path.toString())) {
                return pipe.readLine().orElseThrow();
            }
        });
        assertEquals("text", test.value(SOON));
    }

    @Test
    void endsProgramsWhenTheJvmIsToldToEnd() throws Exception {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Sleeper.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var said = new BufferedReader(new InputStreamReader(jvm.getInputStream(), UTF_8))) {
            long pid = Long.parseLong(said.readLine());
            ProcessHandle program = ProcessHandle.of(pid).orElseThrow();
            jvm.destroy(); // SIGTERM
            assertTrue(jvm.waitFor(30, TimeUnit.SECONDS));
            Eventually.holds("the program has ended", () -> !program.isAlive());
        } finally {
            jvm.destroyForcibly();
        }
    }
}
