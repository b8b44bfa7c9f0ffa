package com.acme.coro.core;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.api.Coro;
import com.acme.coro.api.Outcome;
import com.acme.coro.api.Self;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import com.acme.coro.api.supervise.ChildSpec;
import com.acme.coro.api.supervise.Strategy;
import com.acme.coro.api.supervise.SupervisorSpec;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A process that is stopped for a while")
@DisabledOnOs(OS.WINDOWS)
@Timeout(value = 100, unit = TimeUnit.SECONDS)
class PauseTest {
    private static final Duration PAUSE = Duration.ofSeconds(7);
    private static final Duration LONG = Duration.ofSeconds(50);

    @ParameterizedTest
    @EnumSource(
            value = Carrier.class,
            names = {"OWN", "JVM"})
    @DisplayName("the pause counts for no grace: clean-up, a stop and a child's shutdown are as without it")
    void shouldNotCountThePauseForAnyGrace(Carrier carrier) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PauseTest.class.getName(),
                        carrier.name())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            assertEquals("PAUSE", lines.readLine());
            signal(process, "STOP");
            process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
            signal(process, "CONT");
            var results = new ArrayList<String>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) results.add(line);
            assertEquals(
                    List.of(
                            "clean-up: 2 of 2, Terminated[reason=enough]",
                            "stop: 1 of 1, Terminated[reason=scheduler terminated]",
                            "child: 1 of 1, Terminated"),
                    results);
        } finally {
            process.destroyForcibly();
        }
    }

    private static void signal(Process to, String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, Long.toString(to.pid())).start().waitFor();
    }

    /** The process that is stopped. */
    public static void main(String[] args) throws Exception {
        var settings = RuntimeSettings.DEFAULT
                .carrier(Carrier.valueOf(args[0]))
                .cleanupGrace(Duration.ofSeconds(4))
                .stopGrace(Duration.ofSeconds(2));
        CoroRuntime runtime = ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(settings);
        var within = new CountDownLatch(3);
        var steps = new AtomicInteger();
        Coro cleansUp = runtime.scheduler("clean-up").spawn("cleans up", self -> {
            try {
                return self.receive();
            } finally {
                within.countDown();
                self.sleep(Duration.ofMillis(500));
                steps.incrementAndGet();
                self.sleep(Duration.ofMillis(500));
                steps.incrementAndGet();
            }
        });
        var computed = new AtomicInteger();
        Coro computes = runtime.scheduler("stop").spawn("computes", self -> {
            try {
                return self.receive();
            } finally {
                within.countDown();
                compute(Duration.ofMillis(300));
                computed.incrementAndGet();
            }
        });
        var shutDown = new AtomicInteger();
        var supervisor = runtime.supervisors("child")
                .start(SupervisorSpec.named("supervisor", Strategy.ONE_FOR_ONE)
                        .child(ChildSpec.of("child", self -> child(self, within, shutDown))
                                .shutdown(Duration.ofSeconds(4))));
        Coro child = supervisor.child("child").orElseThrow();
        for (var name : List.of("clean-up", "stop", "child")) {
            runtime.scheduler(name).spawn("last", self -> null).join();
        }
        cleansUp.terminate("enough");
        var terminates =
                Thread.ofPlatform().start(() -> runtime.scheduler("stop").terminate());
        var ends = Thread.ofPlatform().start(supervisor::shutdown);
        within.await();
        System.out.println("PAUSE");
        terminates.join();
        ends.join();
        System.out.println("clean-up: "
                + cleansUp.tryJoin(LONG).map(how -> steps + " of 2, " + how).orElse("goes on"));
        System.out.println(
                "stop: " + computed + " of 1, " + computes.tryJoin(LONG).orElseThrow());
        Outcome how = child.tryJoin(LONG).orElseThrow();
        System.out.println("child: " + shutDown + " of 1, " + how.getClass().getSimpleName());
        System.exit(0);
    }

    private static Object child(Self self, CountDownLatch within, AtomicInteger done) {
        try {
            return self.receive();
        } finally {
            within.countDown();
            self.sleep(Duration.ofMillis(500));
            self.sleep(Duration.ofMillis(500));
            done.incrementAndGet();
        }
    }

    /** Takes its time, of which a pause is no part. */
    private static void compute(Duration time) {
        long last = System.nanoTime();
        for (long used = 0; used < time.toNanos(); ) {
            long now = System.nanoTime();
            used += Math.min(now - last, 1_000_000);
            last = now;
        }
    }
}
