package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feature {@code coro-examples}: one bundle's coroutine, followed by another bundle while it comes and goes; traffic. */
class ExamplesFeatureTest {
    private static final String SERVER = "com.acme.coro.examples.clientserver";
    private static final Duration SOON = Duration.ofSeconds(30);

    @RegisterExtension
    static final Karaf KARAF = new Karaf("examples");

    @Test
    void shouldFollowAnotherBundlesCoroutine() throws Exception {
        KARAF.install("coro-examples");
        KARAF.await("the server is found in both ways", SOON, () -> seen("found", 1));
        assertTrue(names().contains("examples.bank"), names());

        KARAF.run("bundle:stop " + SERVER);
        KARAF.await("it is lost in both ways", SOON, () -> seen("lost", 1));
        assertFalse(names().contains("examples.bank"), names());

        KARAF.run("bundle:start " + SERVER);
        KARAF.await("it is found again in both ways", SOON, () -> seen("found", 2));
        assertTrue(names().contains("examples.bank"), names());
    }

    /** Each is the check of an example, which talks over sockets, runs programs, asks a database. */
    @Test
    void shouldRunTheExamplesOfInputAndOutput() throws Exception {
        KARAF.install("coro-examples");
        KARAF.installProbes("probe");
        String said = KARAF.run(Stream.of(
                                "pipe",
                                "transfer",
                                "report",
                                "sockets",
                                "switchboard.callers",
                                "chat",
                                "web",
                                "datagrams")
                        .map(example -> "probe:demo com.acme.coro.examples." + example)
                        .toArray(String[]::new))
                .text();
        assertTrue(said.contains("requests at the same time were answered"), said);
        assertEquals(8, said.lines().filter(line -> line.startsWith("held: ")).count(), said);
    }

    @Test
    void shouldServePagesToThoseOutside() throws Exception {
        KARAF.install("coro-examples");
        KARAF.installProbes("site");
        String said = KARAF.run("site:serve").text();
        int port = Integer.parseInt(said.replaceAll("(?s).*port=(\\d+).*", "$1"));
        try (HttpClient browser = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/"))
                    .timeout(SOON)
                    .build();
            HttpResponse<String> page = browser.send(request, HttpResponse.BodyHandlers.ofString());
            assertEquals(200, page.statusCode());
            assertEquals("<h1>Served in Karaf</h1>", page.body());
        }
    }

    private static String names() throws IOException, InterruptedException {
        return KARAF.run("coro:names").text();
    }

    /** Whether the follower has logged this so many times for each of the two ways. */
    private static boolean seen(String what, int times) throws IOException, InterruptedException {
        String log = KARAF.run("log:display").text();
        return count(log, what + " examples.bank/", "by the reference") == times
                && count(log, what + " examples.bank/", "by the tracker") == times;
    }

    private static long count(String log, String beginning, String end) {
        return log.lines()
                .map(String::strip)
                .filter(line -> line.contains(beginning) && line.endsWith(end))
                .count();
    }
}
