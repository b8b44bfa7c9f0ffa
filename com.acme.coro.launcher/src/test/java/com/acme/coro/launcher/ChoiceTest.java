package com.acme.coro.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.acme.coro.launcher.BundledJars.CarriedBundle;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ChoiceTest {
    private static final CarriedBundle IO = new CarriedBundle("bundles/com.acme.coro.io-1.0.0.jar");

    private static List<String> those(Predicate<CarriedBundle> chosen) {
        return Stream.of(
                        "com.acme.coro.api-1.0.0.jar",
                        "com.acme.coro.examples.web-1.0.0.jar",
                        "com.acme.coro.io-1.0.0.jar",
                        "com.acme.coro.scheduler-1.0.0.jar",
                        "com.acme.coro.shell-1.0.0.jar",
                        "jline-3.13.2.jar",
                        "mina-core-2.2.10.jar",
                        "org.apache.felix.fileinstall-3.7.4.jar",
                        "org.apache.felix.scr-2.2.18.jar")
                .filter(file -> chosen.test(new CarriedBundle("bundles/" + file)))
                .map(file -> file.replaceFirst("-[0-9.]+\\.jar", ""))
                .toList();
    }

    @Test
    void shouldStartAComponentThatNeedsNobodyWithItsRuntimeOnly() {
        BundleSelection choice = BundleSelection.alone(IO).without(CarriedBundle::watchesTheDeployFolder);
        assertEquals(
                List.of("com.acme.coro.api", "com.acme.coro.io", "mina-core", "org.apache.felix.scr"),
                those(choice.installed()));
        assertEquals(List.of("com.acme.coro.io", "org.apache.felix.scr"), those(choice.started()));
    }

    @Test
    void shouldStartAllThatIsInstalledOtherwise() {
        BundleSelection choice =
                BundleSelection.of(bundle -> !bundle.shell()).without(CarriedBundle::watchesTheDeployFolder);
        assertEquals(those(choice.installed()), those(choice.started()));
        assertEquals(6, those(choice.installed()).size());
    }
}
