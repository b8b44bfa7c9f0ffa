package com.acme.coro.guide;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The code in the documentation is code that the build compiles, and mostly runs. A block of Java in a page, or in the
 * Javadoc of a package of the API, names its source in a comment before it, {@code <!-- snippet: PATH#NAME -->}; in the source it stands between the comments
 * {@code // snippet: NAME} and {@code // end}.
 */
class SnippetsTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Path API = ROOT.resolve("com.acme.coro.api");

    @TestFactory
    Stream<DynamicTest> shouldBeWhatTheSourceSays() throws IOException {
        return pages().stream()
                .flatMap(page -> Page.of(ROOT, page).blocks().stream())
                .filter(block -> block.snippet().isPresent())
                .map(block -> DynamicTest.dynamicTest(block.toString(), () -> {
                    var snippet = block.snippet().orElseThrow();
                    assertEquals(snippet.text(ROOT), block.text(), () -> block + " differs from " + snippet);
                }));
    }

    @Test
    void shouldAllBeCompiledInTheGuideAndInTheApi() throws IOException {
        var free = pages().stream()
                .filter(page -> page.startsWith(ROOT.resolve("docs/guide")) || page.startsWith(API))
                .flatMap(page -> Page.of(ROOT, page).blocks().stream())
                .filter(block -> block.snippet().isEmpty())
                .toList();
        assertEquals(List.of(), free, "blocks of Java without a source");
    }

    @Test
    void shouldBeThere() throws IOException {
        assertTrue(pages().contains(ROOT.resolve("docs/guide/concurrent.md")), "the chapter on concurrency is gone");
    }

    private static List<Path> pages() throws IOException {
        var pages = new ArrayList<Path>();
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        try (Stream<Path> top = Files.list(ROOT)) {
            top.filter(file -> file.toString().endsWith(".md")).sorted().forEach(pages::add);
        }
        try (Stream<Path> sources = Files.walk(API.resolve("src"))) {
            sources.filter(file -> file.endsWith("package-info.java")).sorted().forEach(pages::add);
        }
        return pages;
    }
}
