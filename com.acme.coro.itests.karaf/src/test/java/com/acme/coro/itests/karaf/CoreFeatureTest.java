package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.itests.karaf.Karaf.BundleLine;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The feature {@code coro-core} in a Karaf as it is downloaded. */
class CoreFeatureTest {
    @RegisterExtension
    static final Karaf KARAF = new Karaf("core");

    @Test
    void shouldInstallAndStartTheCoreFeature() throws Exception {
        KARAF.install("coro-core");
        KARAF.await(
                "all bundles of ours are active",
                Duration.ofSeconds(30),
                () -> KARAF.ourBundles().stream()
                        .allMatch(bundle -> bundle.state().equals("Active")));

        List<BundleLine> bundles = KARAF.ourBundles();
        Set<String> names = bundles.stream().map(BundleLine::symbolicName).collect(Collectors.toSet());
        assertTrue(names.containsAll(Set.of("com.acme.coro.api", "com.acme.coro.scheduler")), bundles::toString);
        assertEquals(bundles.size(), names.size(), () -> "a bundle is there twice: " + bundles);
    }

    @Test
    void shouldHaveTheCommandsForCoroutines() throws Exception {
        KARAF.install("coro-core");
        KARAF.await(
                "the default scheduler is listed",
                Duration.ofSeconds(30),
                () -> KARAF.run("coro:schedulers").text().contains("default"));
        assertTrue(KARAF.run("coro:list").text().contains("coroutine"));
        assertTrue(KARAF.run("coro:help").text().contains("coro:terminate WHO"));
    }

    @Test
    void shouldLogOnceWhichCarrierItChose() throws Exception {
        KARAF.install("coro-core");
        KARAF.await(
                "the default scheduler is listed",
                Duration.ofSeconds(30),
                () -> KARAF.run("coro:schedulers").text().contains("default"));
        try (Stream<String> lines = Files.lines(KARAF.file("data/log/karaf.log"))) {
            List<String> told =
                    lines.filter(line -> line.contains("carrier=AUTO")).toList();
            assertEquals(1, told.size(), told::toString);
        }
    }
}
