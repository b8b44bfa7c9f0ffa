package com.acme.coro.itests.layering;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Who may know whom: everybody the API, no bundle another one; inside a bundle no circles among packages, and no source file that is too long. Reads the class files of every bundle that this
 * module depends on, so it sees what is in the container of the live tests.
 */
class LayeringTest {
    private static final String ROOT = "com.acme.coro.";
    private static final String API = "com.acme.coro.api";
    /** Of a source file, tests included. */
    private static final int LINES = 500;

    private static final Set<String> CLOCKS = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.lang.Thread.sleep");

    private static final List<ClassFacts> CLASSES = new ArrayList<>();
    private static final Map<String, String> EXPORTS = new TreeMap<>();

    @BeforeAll
    static void readBundles() throws IOException {
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (new File(entry).getName().startsWith(ROOT) && entry.endsWith(".jar")) {
                read(entry);
            }
        }
        assertFalse(
                CLASSES.isEmpty(), "no jars of ours on the class path: run the verify phase, not the test phase alone");
    }

    private static void read(String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            var header = jar.getManifest().getMainAttributes();
            String exported = header.getValue("Export-Package");
            EXPORTS.put(header.getValue("Bundle-SymbolicName"), exported == null ? "" : exported);
            for (JarEntry entry : jar.stream().toList()) {
                if (entry.getName().endsWith(".class")) {
                    try (InputStream file = jar.getInputStream(entry)) {
                        CLASSES.add(ClassFacts.read(file));
                    }
                }
            }
        }
    }

    @Test
    void shouldReferToNoOtherBundleThanTheApi() {
        Set<String> wrong = CLASSES.stream()
                .flatMap(type -> type.mentions().stream()
                        .filter(other -> !bundleOf(other).equals(bundleOf(type.name())))
                        .filter(other -> !isApi(bundleOf(other)))
                        .filter(other -> EXPORTS.containsKey(bundleOf(other)))
                        .map(other -> type.name() + " refers to " + other))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void shouldExportNothingButConfigurationFromAProvider() {
        Set<String> wrong = EXPORTS.entrySet().stream()
                .filter(bundle -> !isApi(bundle.getKey()))
                .flatMap(bundle -> exportedPackages(bundle.getValue())
                        .filter(name -> !name.equals(bundle.getKey() + ".config"))
                        .map(name -> bundle.getKey() + " exports " + name))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), wrong);
    }

    @Test
    void shouldHaveNoSourceFileThatIsTooLong() throws IOException {
        var tooLong = new TreeSet<String>();
        try (Stream<Path> files = Files.walk(Path.of("").toAbsolutePath().getParent())) {
            for (Path file : files.filter(LayeringTest::isSource).toList()) {
                long lines = Files.readAllLines(file).size();
                if (lines > LINES) tooLong.add(file.getFileName() + ": " + lines);
            }
        }
        assertEquals(Set.of(), tooLong);
    }

    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java")
                && !file.toString().contains(File.separator + "target" + File.separator);
    }

    @Test
    void shouldHaveNoCirclesAmongThePackagesOfABundle() {
        Map<String, Set<String>> circles = new TreeMap<>();
        CLASSES.stream()
                .map(type -> bundleOf(type.name()))
                .distinct()
                .forEach(bundle -> circles.putAll(circles(bundle)));
        assertEquals(Map.of(), circles);
    }

    /** The packages of a bundle that use one another in a circle, with what they use of it. */
    private static Map<String, Set<String>> circles(String bundle) {
        Map<String, Set<String>> uses = new TreeMap<>();
        for (ClassFacts type : CLASSES) {
            if (bundleOf(type.name()).equals(bundle)) {
                Set<String> used = uses.computeIfAbsent(type.packageName(), name -> new TreeSet<>());
                type.mentions().stream()
                        .filter(other -> bundleOf(other).equals(bundle))
                        .map(ClassFacts::packageOf)
                        .filter(other -> !other.equals(type.packageName()))
                        .forEach(used::add);
            }
        }
        // Take away, again and again, what uses nothing that is left; a circle stays.
        boolean less = true;
        while (less) {
            Set<String> left = Set.copyOf(uses.keySet());
            less = uses.values().removeIf(used -> used.stream().noneMatch(left::contains));
        }
        return uses;
    }

    @Test
    void shouldReferToNoOtherPackageFromTheOneThatEveryProgramUses() {
        assertEquals(Set.of(), references(API::equals, name -> !name.equals(API)));
    }

    @Test
    void shouldReferToNothingOfProvidersFromWhatProgramsUse() {
        Set<String> others = Set.of(API + ".spi", API + ".standalone");
        assertEquals(Set.of(), references(name -> !others.contains(name), others::contains));
    }

    /** References from some packages of the API to others of it. */
    private static Set<String> references(Predicate<String> from, Predicate<String> to) {
        return CLASSES.stream()
                .filter(type -> bundleOf(type.name()).equals(API) && from.test(type.packageName()))
                .flatMap(type -> type.mentions().stream()
                        .filter(other -> bundleOf(other).equals(API))
                        .filter(other -> to.test(ClassFacts.packageOf(other)))
                        .map(other -> type.name() + " refers to " + other))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void shouldTakeTheTimeFromTheTimeSourceOnly() {
        Set<String> wrong = CLASSES.stream()
                .filter(type -> !type.interfaces().contains("com.acme.coro.api.spi.TimeSource"))
                .flatMap(type ->
                        type.calls().stream().filter(CLOCKS::contains).map(call -> type.name() + " calls " + call))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(Set.of(), wrong);
    }

    /** The bundle's name is the beginning of the names of its packages; the longest one that fits. */
    private static String bundleOf(String type) {
        return EXPORTS.keySet().stream()
                .filter(bundle -> type.equals(bundle) || type.startsWith(bundle + "."))
                .max(Comparator.comparingInt(String::length))
                .orElse(type);
    }

    /** Ours, or one of an example's messages. */
    private static boolean isApi(String bundle) {
        return bundle.endsWith(".api");
    }

    private static Stream<String> exportedPackages(String header) {
        return Stream.of(header.replaceAll("\"[^\"]*\"", "").split(","))
                .map(clause -> clause.split(";")[0].strip())
                .filter(name -> !name.isEmpty());
    }
}
