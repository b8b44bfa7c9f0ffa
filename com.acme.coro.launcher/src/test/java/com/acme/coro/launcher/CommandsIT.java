package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code ./coro} answers to its command line. */
class CommandsIT {
    @TempDir
    Path temporary;

    @ParameterizedTest
    @CsvSource({"--help", "-h", "run --help", "demo --help", "bench --help", "cert --help", "--verbose run -h"})
    void shouldExplainItself(String words) throws Exception {
        try (var coro = CoroProcess.start(temporary, words.split(" "))) {
            assertEquals(0, coro.end());
            assertTrue(coro.out.get(0).startsWith("usage: coro "), coro.out::toString);
        }
    }

    @Test
    void shouldListEveryCommandThoseOfBundlesToo() throws Exception {
        try (var coro = CoroProcess.start(temporary, "--help")) {
            assertEquals(0, coro.end());
            String help = String.join("\n", coro.out);
            for (String command : List.of("  run ", "  demo ", "  bench ", "  cert "))
                assertTrue(help.contains(command), help);
        }
    }

    @Test
    void shouldSayItsVersion() throws Exception {
        try (var coro = CoroProcess.start(temporary, "--version")) {
            assertEquals(0, coro.end());
            assertEquals(1, coro.out.size());
            assertTrue(coro.out.get(0).matches("coro \\d+\\.\\d+\\.\\d+\\S*, Java \\d+.*"), coro.out::toString);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rnu",
                "--fast",
                "--verbose",
                "run fast",
                "run --dir",
                "run --dir /there/is/none",
                "run --dir=/there/is/none",
                "demo fast",
                "bench",
                "bench nothing 1",
                "bench pingpong many",
                "bench pingpong 1 --carrier none",
                "bench swap",
                "bench swap 3 --rate 0",
                "bench echo",
                "bench echo 0",
                "bench echo-tls 7000",
                "cert",
                "cert issue",
                "cert issue one --days 0"
            })
    void refusesAWrongCommandLineInOneLine(String words) throws Exception {
        try (var coro = CoroProcess.start(temporary, words.split(" "))) {
            assertEquals(2, coro.end(), coro.err::toString);
            assertAll(
                    () -> assertEquals(1, coro.err.size(), coro.err::toString),
                    () -> assertTrue(coro.err.get(0).startsWith("coro"), coro.err::toString),
                    () -> assertEquals(List.of(), coro.out));
        }
    }

    @Test
    void refusesToDoNothing() throws Exception {
        try (var coro = CoroProcess.start(temporary)) {
            assertEquals(2, coro.end());
            assertEquals(List.of("coro: which command? coro --help lists them"), coro.err);
        }
    }

    @Test
    void shouldShowTheExamplesAndThatTheyHeld() throws Exception {
        try (var coro = CoroProcess.start(temporary, "demo")) {
            assertEquals(0, coro.end(), () -> coro.out + " " + coro.err);
            long steps =
                    coro.out.stream().filter(line -> line.matches("\\d+\\. .*")).count();
            assertTrue(steps >= 5, coro.out::toString);
            String last = coro.out.get(coro.out.size() - 1);
            assertTrue(last.contains(steps + " of " + steps + " held"), last);
            String all = String.join("\n", coro.out);
            assertTrue(all.contains("updated under load: 1.0.0 to 2.0.0, a pause of "), all);
            assertTrue(all.contains("rolled back: 2.0.0 to 3.0.0, a pause of "), all);
            assertTrue(all.matches("(?s).*sent (\\d+) readings, the meter counted \\1: none lost, none twice.*"), all);
            assertTrue(all.contains("version 1 answers: ") && all.contains(" connections (TLSv1.3) so far"), all);
            assertTrue(
                    all.matches("(?s).*20 connections before, the same 20 after, \\d+ new ones since; lost: 0;.*"),
                    all);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"jvm", "own"})
    void shouldPrintOneLineOfJsonForAWorkload(String carrier) throws Exception {
        try (var coro = CoroProcess.start(temporary, "bench", "pingpong", "1000", "--carrier", carrier)) {
            assertEquals(0, coro.end(), coro.err::toString);
            assertEquals(1, coro.out.size(), coro.out::toString);
            String json = coro.out.get(0);
            assertTrue(json.startsWith("{\"peer\":\"ours\",\"workload\":\"W2a\",\"n\":1000,"), json);
            assertTrue(json.contains("\"carrier\":\"" + carrier + "\""), json);
        }
    }

    @Test
    @DisplayName("bench echo: sends back what comes, until it is killed")
    void shouldEcho() throws Exception {
        int port;
        try (var free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        try (var coro = CoroProcess.start(temporary, "bench", "echo", String.valueOf(port))) {
            coro.awaitEcho("READY");
            try (var client = new Socket("127.0.0.1", port)) {
                client.getOutputStream().write("hello".getBytes(StandardCharsets.US_ASCII));
                byte[] back = client.getInputStream().readNBytes(5);
                assertEquals("hello", new String(back, StandardCharsets.US_ASCII));
            }
            assertEquals(List.of("READY"), coro.out);
            assertEquals(List.of(), coro.err);
        }
    }

    @Test
    @DisplayName("bench swap: updates under load lose nothing, and no old version stays in memory")
    void shouldUpdateABundleUnderLoad() throws Exception {
        try (var coro = CoroProcess.start(temporary, "bench", "swap", "30", "--rate", "500", "--state", "1000")) {
            assertEquals(0, coro.end(), coro.err::toString);
            String json = coro.out.get(coro.out.size() - 1);
            assertTrue(json.startsWith("{\"peer\":\"ours\",\"workload\":\"swap\",\"n\":30,"), json);
            assertTrue(
                    json.contains("\"extra\":{\"lost\":0,\"duplicated\":0,\"reordered\":0,\"refused\":0,\"leaked\":0,"
                            + "\"pause_p50_ms\":"),
                    json);
            assertTrue(json.matches(".*\"metaspace_start_mb\":[\\d.]+,\"metaspace_end_mb\":[\\d.]+}}"), json);
        }
    }
}
