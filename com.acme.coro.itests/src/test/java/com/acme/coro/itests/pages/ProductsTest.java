package com.acme.coro.itests.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the build makes of each bundle: its jar, its sources, and the javadoc of what it exports. */
class ProductsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    /** Bundles of tests and measurements, which nobody compiles against. */
    private static final Set<String> INSIDE = Set.of("com.acme.coro.itests", "com.acme.coro.bench");

    private static final Pattern ATTRIBUTES = Pattern.compile(";[^,\"]*(\"[^\"]*\"[^,\"]*)*");

    private record Bundle(String name, String version, Path folder, List<String> exported) {
        Path file(String suffix) {
            return folder.resolve(name + "-" + version + suffix + ".jar");
        }
    }

    private static List<Bundle> bundles() throws IOException {
        String version = between(Files.readString(ROOT.resolve("pom.xml")), "<version>", "</version>");
        var all = new ArrayList<Bundle>();
        for (Path place : List.of(ROOT, ROOT.resolve("examples"))) {
            try (Stream<Path> folders = Files.list(place)) {
                for (Path folder : folders.sorted().toList()) {
                    Path pom = folder.resolve("pom.xml");
                    if (!Files.exists(pom) || !Files.readString(pom).contains("<name>Coro")) continue;
                    String own = Files.readString(pom);
                    String name = between(own.substring(own.indexOf("</parent>")), "<artifactId>", "</artifactId>");
                    if (INSIDE.contains(name) || !isBundle(folder, place)) continue;
                    Path target = folder.resolve("target");
                    if (!Files.isDirectory(target.resolve("classes"))) continue; // not part of this build
                    Path jar = target.resolve(name + "-" + version + ".jar");
                    all.add(new Bundle(name, version, target, Files.exists(jar) ? exported(jar) : List.of()));
                }
            }
        }
        assertFalse(all.isEmpty(), "no bundles in " + ROOT);
        return all;
    }

    private static boolean isBundle(Path folder, Path place) throws IOException {
        return Files.isDirectory(folder.resolve("src/main/java"))
                && (!place.equals(ROOT)
                        || Files.readString(folder.resolve("pom.xml")).contains("bnd-maven-plugin"));
    }

    private static String between(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return text.substring(from, text.indexOf(end, from));
    }

    private static List<String> exported(Path jar) throws IOException {
        try (var file = new JarFile(jar.toFile())) {
            String header = file.getManifest().getMainAttributes().getValue("Export-Package");
            return header == null
                    ? List.of()
                    : List.of(ATTRIBUTES.matcher(header).replaceAll("").split(","));
        }
    }

    @Test
    void shouldHaveAJarAndItsSources() throws IOException {
        var missing = new TreeSet<String>();
        for (Bundle bundle : bundles()) {
            for (String suffix : List.of("", "-sources")) {
                if (!Files.exists(bundle.file(suffix))) missing.add(bundle.name() + suffix);
            }
        }
        assertEquals(Set.of(), missing);
    }

    @Test
    void shouldHaveTheJavadocOfWhatIsExported() throws IOException {
        assumeFalse(Boolean.getBoolean("maven.javadoc.skip"), "the build makes no javadoc");
        var missing = new TreeSet<String>();
        for (Bundle bundle : bundles()) {
            if (bundle.exported().isEmpty() || bundle.name().startsWith("com.acme.coro.examples.")) continue;
            if (!Files.exists(bundle.file("-javadoc"))) {
                missing.add(bundle.name());
                continue;
            }
            try (var javadoc = new JarFile(bundle.file("-javadoc").toFile())) {
                for (String exported : bundle.exported()) {
                    String page = exported.strip().replace('.', '/') + "/package-summary.html";
                    if (javadoc.getEntry(page) == null) missing.add(bundle.name() + ": " + page);
                }
            }
        }
        assertEquals(Set.of(), missing);
    }
}
