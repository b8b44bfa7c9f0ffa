package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feature {@code coro-examples}: one bundle's coroutine, followed by another bundle while it comes and goes. */
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
