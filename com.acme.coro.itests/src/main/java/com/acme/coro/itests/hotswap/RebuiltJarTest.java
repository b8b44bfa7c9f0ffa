package com.acme.coro.itests.hotswap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.api.Coro;
import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.itests.container.Await;
import com.acme.coro.itests.container.Configurations;
import com.acme.coro.itests.container.Container;
import com.acme.coro.itests.container.SourceJar;
import com.acme.coro.itests.container.TestBundles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.Bundle;

/** What a roll-back installs is the old jar in all that its code, and readers of jars, look at. */
public class RebuiltJarTest {
    @RegisterExtension
    final TestBundles bundles = new TestBundles();

    @RegisterExtension
    final Configurations configurations = new Configurations();

    @RegisterExtension
    final Hot hot = new Hot();

    private static SourceJar withFolders(String version) {
        return Meters.version(version)
                .jar()
                .header("Bundle-ClassPath", ".,WEB-INF/classes")
                .classesIn("WEB-INF/classes/")
                .entry("WEB-INF/", "")
                .entry("WEB-INF/classes/", "")
                .entry("conf/", "")
                .entry("conf/empty/", "")
                .entry("conf/limits.txt", "7");
    }

    @Test
    void shouldFindTheSameResourcesAfterARollBack() throws Exception {
        configurations.set(Hot.PID, Map.of("swap.start", 300L));
        Bundle bundle = bundles.started(withFolders("1.0.0"));
        Coro meter = Hot.meter();
        meter.send(42);
        assertEquals("1.0.0: 42", Hot.read(meter));

        Hot.update(bundle, RollBackTest.Fault.LACKS_THE_FUNCTION.version());

        assertEquals(SwapReport.Result.ROLLED_BACK, hot.report().result(), hot.report()::toString);
        assertEquals("1.0.0: 42", Hot.read(meter));
        for (String path : List.of("conf/", "conf/empty/", "conf/limits.txt", "WEB-INF/classes/")) {
            assertNotNull(bundle.getEntry(path), path);
            assertNotNull(bundle.getResource(path), path);
        }
    }

    @Test
    void shouldStageAVersionWhoseClassesAreInAFolder() throws Exception {
        bundles.started(withFolders("1.0.0"));
        Coro meter = Hot.meter();
        meter.send(42);

        SwapReport report = Hot.swaps().stage(Meters.BUNDLE, Hot.stream(withFolders("2.0.0")));

        assertEquals(SwapReport.Result.SWAPPED, report.result(), report::toString);
        assertEquals("2.0.0: 42", Hot.read(meter));
    }

    @Test
    void shouldHaveSignaturesWhereReadersOfStreamsExpectThem() throws Exception {
        bundles.started(Meters.version("1.0.0")
                .jar()
                .entry("AAA.txt", "before META-INF")
                .entry("META-INF/A.txt", "before the signatures")
                .entry("META-INF/TEST.RSA", "block")
                .entry("META-INF/TEST.SF", "digests"));
        Hot.meter();

        Path jar = Await.present("the content is kept", RebuiltJarTest::kept);

        var paths = new ArrayList<String>();
        try (var in = new JarInputStream(Files.newInputStream(jar), false)) {
            assertNotNull(in.getManifest());
            for (JarEntry e; (e = in.getNextJarEntry()) != null; ) paths.add(e.getName());
        }
        assertEquals(List.of("META-INF/TEST.SF", "META-INF/TEST.RSA"), paths.subList(0, 2), paths::toString);
        assertTrue(paths.contains("META-INF/A.txt"), paths::toString);
    }

    @Test
    void shouldHaveTheSameHashWithAndWithoutEntriesForFolders() throws Exception {
        Bundle bundle = bundles.started(Meters.version("1.0.0").jar().entry("conf/limits.txt", "7"));
        Coro meter = Hot.meter();
        assertEquals("1.0.0: 0", Hot.read(meter));

        Hot.update(
                bundle,
                Meters.version("1.0.0").jar().entry("conf/limits.txt", "7").entry("conf/", ""));

        SwapReport report = hot.report();
        assertEquals(SwapReport.Result.SWAPPED, report.result());
        assertEquals(report.from().hash(), report.to().hash());
    }

    private static Optional<Path> kept() throws IOException {
        Path contents = Container.bundle(Hot.PID)
                .getBundleContext()
                .getDataFile("contents")
                .toPath();
        for (FunctionVersion f : Hot.swaps().functions()) {
            if (!f.name().equals(Meters.FUNCTION) || f.revision().hash().isEmpty()) continue;
            Path jar = contents.resolve(f.revision().hash() + ".jar");
            if (Files.exists(jar)) return Optional.of(jar);
        }
        return Optional.empty();
    }
}
