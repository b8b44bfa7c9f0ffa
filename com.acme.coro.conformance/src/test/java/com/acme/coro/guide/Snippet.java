package com.acme.coro.guide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A named part of a source.
 *
 * @param source the file, from the root
 * @param name what stands behind {@code // snippet:} there
 */
record Snippet(Path source, String name) {
    /** Its lines, without the indentation that they share. */
    String text(Path root) throws IOException {
        List<String> lines = Files.readAllLines(root.resolve(source));
        int begin = indexOf(lines, 0, "// snippet: " + name);
        int end = indexOf(lines, begin, "// end");
        return lines.subList(begin + 1, end).stream()
                .collect(Collectors.joining("\n"))
                .stripIndent();
    }

    private int indexOf(List<String> lines, int from, String marker) {
        for (int i = from; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(marker)) return i;
        }
        throw new AssertionError("no line \"" + marker + "\" in " + source);
    }

    @Override
    public String toString() {
        return source + "#" + name;
    }
}
