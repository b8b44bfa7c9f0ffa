package com.acme.coro.itests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.acme.coro.itests.container.Container;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/** What our bundles say of themselves to the framework and to resolvers. */
public class ManifestTest {
    static Stream<String> ours() {
        return Arrays.stream(Container.context().getBundles())
                .map(Bundle::getSymbolicName)
                .filter(name -> name.startsWith("com.acme.coro.") && !name.contains("itests"));
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldAskForJava21AndNoMore(String name) {
        List<String> asked = requirements(name, "osgi.ee").stream()
                .map(r -> r.getDirectives().get(Constants.FILTER_DIRECTIVE))
                .toList();

        assertEquals(List.of("(&(osgi.ee=JavaSE)(version=21))"), asked);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldExportPackagesFromVersionOneOn(String name) {
        revision(name)
                .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                .forEach(p -> {
                    Object version = p.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE);
                    assertTrue(((Version) version).compareTo(new Version(1, 0, 0)) >= 0, p::toString);
                });
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldSayWhatItIs(String name) {
        Map<String, String> headers = Map.of(
                Constants.BUNDLE_NAME,
                "Coro",
                Constants.BUNDLE_DESCRIPTION,
                "",
                "Bundle-License",
                "Apache-2.0",
                Constants.BUNDLE_VENDOR,
                "ACME");
        headers.forEach((header, beginning) -> {
            String value = Container.bundle(name).getHeaders().get(header);
            assertNotNull(value, header);
            assertTrue(value.startsWith(beginning), () -> header + ": " + value);
        });
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldImportPackagesWithARangeOfVersions(String name) {
        for (BundleRequirement r : requirements(name, PackageNamespace.PACKAGE_NAMESPACE)) {
            String filter = r.getDirectives().get(Constants.FILTER_DIRECTIVE);
            String imported = filter.replaceAll(".*osgi\\.wiring\\.package=([^)]*)\\).*", "$1");
            assertTrue(ofTheJdk(imported) || filter.contains("(version>="), () -> name + " imports " + filter);
        }
    }

    /** These have no versions. */
    private static boolean ofTheJdk(String name) {
        return ModuleLayer.boot().modules().stream()
                .anyMatch(m -> m.getPackages().contains(name));
    }

    @Test
    void shouldOfferAnImplementationOfSchedulers() {
        BundleCapability offered = revision("com.acme.coro.scheduler")
                .getDeclaredCapabilities("osgi.implementation")
                .get(0);

        assertEquals("com.acme.coro.scheduler", offered.getAttributes().get("osgi.implementation"));
        assertEquals(new Version(1, 0, 0), offered.getAttributes().get("version"));
    }

    @Test
    void shouldWireWhoRequiresASchedulerToTheOneThatIsThere() {
        List<String> providers = Container.bundle("com.acme.coro.examples.lookup")
                .adapt(org.osgi.framework.wiring.BundleWiring.class)
                .getRequiredWires("osgi.implementation")
                .stream()
                .map(w -> w.getProvider().getSymbolicName())
                .toList();

        assertEquals(List.of("com.acme.coro.scheduler"), providers);
    }

    @ParameterizedTest
    @MethodSource("ours")
    void shouldRequireTheExtenderThatItsComponentsNeed(String name) {
        boolean components = Container.bundle(name).getHeaders().get("Service-Component") != null;

        List<BundleRequirement> extenders = requirements(name, "osgi.extender");

        assertEquals(components, !extenders.isEmpty(), () -> name + " requires " + extenders);
        extenders.forEach(r ->
                assertTrue(r.getDirectives().get(Constants.FILTER_DIRECTIVE).contains("osgi.component"), r::toString));
    }

    @Test
    void shouldKeepItsInsidesToItself() {
        ours().filter(name -> !name.endsWith(".api"))
                .forEach(name -> revision(name)
                        .getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)
                        .forEach(p -> assertEquals(
                                name + ".config", p.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE))));
        assertFalse(ours().toList().isEmpty());
    }

    private static List<BundleRequirement> requirements(String bundle, String namespace) {
        return revision(bundle).getDeclaredRequirements(namespace);
    }

    private static BundleRevision revision(String bundle) {
        return Container.bundle(bundle).adapt(BundleRevision.class);
    }
}
