package com.acme.coro.core;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.standalone.Carrier;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("A mailbox that takes all memory")
class FullMemoryTest {
    @ParameterizedTest
    @Timeout(100) // a process more, with many collections
    @EnumSource(
            value = Carrier.class,
            names = {"OWN", "JVM"})
    @DisplayName("it is the sender that fails; its receiver and the scheduler are as before")
    void shouldFailInTheSender(Carrier carrier) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx32m",
                        "-XX:+UseSerialGC",
                        "--add-opens=java.base/java.lang=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FullMemory.class.getName(),
                        carrier.name())
                .redirectErrorStream(true)
                .start();
        try (var out = process.inputReader(UTF_8)) {
            process.onExit().orTimeout(50, TimeUnit.SECONDS).exceptionally(late -> {
                process.destroyForcibly();
                return process;
            });
            List<String> said = out.lines()
                    .filter(line -> line.matches("(alive|value|closed|the sender).*|.*Error.*"))
                    .toList();
            assertEquals(List.of("the sender failed", "alive: true", "value: go on", "closed"), said);
            assertTrue(process.waitFor(5, TimeUnit.SECONDS));
        } finally {
            process.destroyForcibly();
        }
    }
}
