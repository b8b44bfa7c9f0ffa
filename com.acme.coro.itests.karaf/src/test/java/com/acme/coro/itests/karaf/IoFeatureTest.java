package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feature {@code coro-io}: sockets over the MINA, the Bouncy Castle and the SLF4J that Karaf gets or has. */
class IoFeatureTest {
    @RegisterExtension
    static final Karaf KARAF = new Karaf("io");

    @Test
    void shouldOfferSocketsAlsoAfterARestartOfTheirBundle() throws Exception {
        KARAF.install("coro-io");
        for (String again :
                List.of("bundle:list", "bundle:restart com.acme.coro.io", "bundle:refresh com.acme.coro.io")) {
            KARAF.run(again);
            KARAF.await(
                    "the bundle is active, and its service there",
                    Duration.ofSeconds(60),
                    () -> KARAF.ourBundles().stream()
                                    .anyMatch(bundle -> bundle.symbolicName().equals("com.acme.coro.io")
                                            && bundle.state().equals("Active"))
                            && KARAF.run("service:list com.acme.coro.api.io.AsyncSockets")
                                    .text()
                                    .contains("Provided by"));
        }
        String log = KARAF.run("log:display").text();
        assertTrue(log.lines().noneMatch(l -> l.contains("ERROR") && l.contains("coro")), log);
    }
}
