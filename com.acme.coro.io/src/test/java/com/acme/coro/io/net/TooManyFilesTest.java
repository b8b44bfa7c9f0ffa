package com.acme.coro.io.net;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A process that may open few files. */
class TooManyFilesTest {
    @Test
    void shouldSaySoAndGoOn() throws Exception {
        Path shell = Path.of("/bin/sh");
        assumeTrue(Files.isExecutable(shell), "there is no /bin/sh to set a limit with");
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Process process = new ProcessBuilder(
                        shell.toString(),
                        "-c",
                        "ulimit -n 90; exec \"$0\" -Xint -XX:+UseSerialGC -cp \"$1\" " + FewFiles.class.getName(),
                        java.toString(),
                        System.getProperty("java.class.path"))
                .redirectErrorStream(true)
                .start();
        try {
            List<String> said = new String(process.getInputStream().readAllBytes(), UTF_8)
                    .lines()
                    .filter(line -> !line.contains("SLF4J"))
                    .toList();
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), said::toString);
            assertEquals(5, said.size(), said::toString);
            assertEquals("came: 7", said.get(0));
            assertTrue(said.get(1).contains("cannot connect to 127.0.0.1:PORT: Too many open files"), said::toString);
            assertEquals("came: 7", said.get(2));
            assertEquals("accepted: false, reported: 1", said.get(3));
            assertEquals("again: 120", said.get(4));
        } finally {
            process.destroyForcibly();
        }
    }
}
