package com.acme.coro.itests.karaf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A feature is upgraded to its next version, which has the next version of a bundle that is in use. */
class FeatureUpgradeTest {
    @RegisterExtension
    static final Karaf KARAF = new Karaf("upgrade");

    private final MeterInKaraf meter = new MeterInKaraf(KARAF);

    @Test
    void shouldLoseNothing() throws Exception {
        KARAF.install("coro-hotswap");
        KARAF.run("feature:repo-add " + repository(1).toUri());
        KARAF.run("feature:repo-add " + repository(2).toUri());
        KARAF.run("feature:install meter-sensors meter/1.0.0");
        meter.startSending();

        KARAF.run("feature:install --upgrade meter/2.0.0");

        meter.awaitCounting(2);
        String swap = meter.lastSwap();
        assertTrue(swap.contains("SWAPPED") && swap.contains("1.0.0") && swap.contains("2.0.0"), swap);
        assertTrue(meter.convertedAtLastSwap() >= 1);
        meter.assertNothingWasLost();
        List<String> meters = KARAF.ourBundles().stream()
                .map(Karaf.BundleLine::symbolicName)
                .filter(MeterInKaraf.BUNDLE::equals)
                .toList();
        assertEquals(1, meters.size(), meters::toString);
    }

    /** What somebody would release: a version of the feature with a version of the bundle. */
    private static Path repository(int version) throws Exception {
        String ours = "mvn:com.acme.coro/com.acme.coro.examples.meter.%s/" + System.getProperty("coro.version");
        String sensors = version == 1 ? """
              <feature name="meter-sensors" version="1.0.0">
                <bundle>%s</bundle>
                <bundle>%s</bundle>
              </feature>
            """.formatted(ours.formatted("api"), ours.formatted("sensors")) : "";
        return Files.writeString(KarafHome.folder().resolve("meter-" + version + ".xml"), """
            <?xml version="1.0" encoding="UTF-8"?>
            <features name="meter-%1$d" xmlns="http://karaf.apache.org/xmlns/features/v1.6.0">
              <feature name="meter" version="%1$d.0.0">
                <bundle>%2$s</bundle>
              </feature>
            %3$s</features>
            """.formatted(
                        version, MeterInKaraf.jar(version).toUri(), sensors));
    }
}
