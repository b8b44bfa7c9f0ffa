package com.acme.coro.core;

import static com.acme.coro.core.Soon.SOON;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.LogLines;
import com.acme.coro.api.standalone.Carrier;
import com.acme.coro.api.standalone.CoroRuntime;
import com.acme.coro.api.standalone.CoroRuntimeProvider;
import com.acme.coro.api.standalone.RuntimeSettings;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("carrier=AUTO takes own carriers where the JDK is as expected, and says which it took")
class CarrierTest {
    private static CoroRuntime open() {
        return ServiceLoader.load(CoroRuntimeProvider.class)
                .findFirst()
                .orElseThrow()
                .open(RuntimeSettings.DEFAULT.carrier(Carrier.AUTO));
    }

    @Test
    @DisplayName("it is logged once, however many schedulers there are")
    void shouldTellOnceWhichCarrierAutoChose() {
        try (var lines = new LogLines();
                CoroRuntime runtime = open()) {
            for (String name : List.of("default", "second")) {
                assertEquals(1, runtime.scheduler(name).spawn("c", self -> 1).value(SOON));
            }
            assertEquals(1, lines.with("carrier=AUTO").size());
            assertEquals(1, lines.with("carrier=AUTO", "threads of their own").size());
        }
    }

    /** Run in a JVM that opens nothing. */
    public static void main(String[] args) {
        try (CoroRuntime runtime = open()) {
            System.out.println(
                    runtime.scheduler("default").spawn("c", self -> "ran").value(SOON));
            System.out.println(runtime.coroutines().schedulers().getFirst().carrier());
        }
    }

    @Test
    @DisplayName("without access to the JDK's threads the JVM's carriers are taken, and the log says what is missing")
    void shouldTakeTheJvmsCarriersWithoutAccess() throws Exception {
        Process p = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CarrierTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String printed = new String(p.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(p.waitFor(1, TimeUnit.MINUTES), printed);
        assertTrue(printed.contains("ran") && printed.contains("jvm"), printed);
        assertTrue(
                printed.contains("carrier=AUTO") && printed.contains("--add-opens java.base/java.lang=ALL-UNNAMED"),
                printed);
    }

    /** What the check of a JDK with such threads says. */
    @SuppressWarnings("unchecked")
    private static String checked(Class<?> threads) throws Exception {
        Class<?> check = Class.forName("com.acme.coro.scheduler.engine.CarrierCheck");
        Object result = check.getMethod("of", Class.class).invoke(null, threads);
        return ((Optional<String>) check.getMethod("failure").invoke(result)).orElse("good");
    }

    private static Thread real(Executor carrier, Runnable body) throws Exception {
        Constructor<?> c = Class.forName("java.lang.VirtualThread")
                .getDeclaredConstructor(Executor.class, String.class, int.class, Runnable.class);
        c.setAccessible(true);
        return (Thread) c.newInstance(carrier, "x", 0, body);
    }

    static final class NoConstructor extends Thread {
        static final Executor DEFAULT_SCHEDULER = Runnable::run;
        final Runnable runContinuation = () -> {};
    }

    static final class NoContinuation extends Thread {
        static final Executor DEFAULT_SCHEDULER = Runnable::run;

        NoContinuation(Executor carrier, String name, int characteristics, Runnable body) {}
    }

    static final class NoScheduler extends Thread {
        final Runnable runContinuation = () -> {};

        NoScheduler(Executor carrier, String name, int characteristics, Runnable body) {}
    }

    /** Runs its body on a thread of its own. */
    static final class NotCarried extends Thread {
        static final Executor DEFAULT_SCHEDULER = Runnable::run;
        final Runnable runContinuation = () -> {};

        NotCarried(Executor carrier, String name, int characteristics, Runnable body) {}

        @Override
        public void start() {
            // submits nothing
        }
    }

    /** Submits something else each time. */
    static final class Wrapped extends Thread {
        static final Executor DEFAULT_SCHEDULER = Runnable::run;
        final Runnable runContinuation = () -> {};
        private final Thread thread;

        Wrapped(Executor carrier, String name, int characteristics, Runnable body) throws Exception {
            thread = real(r -> carrier.execute(r::run), body);
        }

        @Override
        public void start() {
            thread.start();
        }
    }

    @Test
    @DisplayName("each check of the JDK's internals fails where the JDK is otherwise")
    void shouldNameTheCheckThatFailed() throws Exception {
        assertEquals("good", checked(Class.forName("java.lang.VirtualThread")));
        String name = CarrierTest.class.getName() + "$";
        assertEquals(
                name + "NoConstructor lacks the constructor (Executor, String, int, Runnable)",
                checked(NoConstructor.class));
        assertEquals(name + "NoContinuation lacks the field runContinuation", checked(NoContinuation.class));
        assertEquals(name + "NoScheduler lacks the field DEFAULT_SCHEDULER", checked(NoScheduler.class));
        String otherwise = " behaves otherwise than expected: ";
        String start = "starting a thread did not submit its continuation to its carrier";
        assertEquals(name + "NotCarried" + otherwise + start, checked(NotCarried.class));
        assertEquals(name + "Wrapped" + otherwise + start, checked(Wrapped.class));
    }
}
