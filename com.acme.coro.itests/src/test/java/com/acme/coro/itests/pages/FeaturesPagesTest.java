package com.acme.coro.itests.pages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages that list bundles list those of the features, with their versions. */
class FeaturesPagesTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern FEATURE =
            Pattern.compile("<feature name=\"([\\w-]+)\"(.*?)(?=<feature name|</features>)", Pattern.DOTALL);
    private static final Pattern BUNDLE = Pattern.compile(">mvn:([^/]+)/([^/]+)/([^<]+)<");

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    /** A row of a table that begins with a name in backquotes. */
    private static Optional<String> row(String page, String name) {
        return page.lines().filter(line -> line.startsWith("| `" + name + "`")).findFirst();
    }

    private static String version(String pom, String text) {
        if (!text.startsWith("${")) return text;
        String property = text.substring(2, text.length() - 1);
        var value = Pattern.compile("<" + Pattern.quote(property) + ">([^<]+)<").matcher(pom);
        return value.find() ? value.group(1) : text;
    }

    @Test
    void shouldListWhatEachFeatureTakes() throws IOException {
        String pom = read("pom.xml");
        String install = read("docs/install.md");
        String readme = read("README.md");
        var wrong = new TreeSet<String>();
        int features = 0;
        for (MatchResult feature : (Iterable<MatchResult>)
                FEATURE.matcher(read("features/src/main/feature/coro.xml")).results()::iterator) {
            features++;
            String name = feature.group(1);
            String listed = row(install, name).orElse("");
            if (listed.isEmpty()) wrong.add("docs/install.md has no " + name);
            for (MatchResult bundle :
                    (Iterable<MatchResult>) BUNDLE.matcher(feature.group(2)).results()::iterator) {
                String artifact = bundle.group(2);
                if (artifact.startsWith("com.acme.coro.examples.")) continue; // a page of their own
                if (!listed.contains("`" + artifact + "`")) wrong.add("docs/install.md, " + name + ": " + artifact);
                if (bundle.group(1).equals("com.acme.coro")) {
                    boolean told = row(readme, artifact)
                            .filter(row -> row.contains("`" + name + "`"))
                            .isPresent();
                    if (!told) wrong.add("README.md: " + artifact + " is of " + name);
                } else if (!listed.contains(" " + version(pom, bundle.group(3)))) {
                    wrong.add("docs/install.md, " + name + ": " + artifact + " " + version(pom, bundle.group(3)));
                }
            }
        }
        assertFalse(features == 0, "no features found");
        assertEquals(Set.of(), wrong);
    }
}
