package com.acme.coro.guide;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A page of the documentation.
 *
 * @param blocks its blocks of Java, in order
 */
record Page(List<Block> blocks) {
    private static final Pattern SOURCE = Pattern.compile("\\s*<!-- snippet: (\\S+)#(\\S+) -->\\s*");

    /**
     * A block of Java.
     *
     * @param page where it stands, from the root
     * @param line the number of its first line
     * @param text its lines
     * @param snippet where it says that it comes from
     */
    record Block(Path page, int line, String text, Optional<Snippet> snippet) {
        @Override
        public String toString() {
            return page + ":" + line;
        }
    }

    static Page of(Path root, Path file) {
        try {
            return new Page(blocks(root.relativize(file), Files.readAllLines(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Block> blocks(Path page, List<String> lines) {
        var blocks = new ArrayList<Block>();
        Optional<Snippet> snippet = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            var source = SOURCE.matcher(line);
            if (source.matches()) {
                snippet = Optional.of(new Snippet(Path.of(source.group(1)), source.group(2)));
            } else if (line.equals("```java")) {
                int first = i + 1;
                int end = first;
                while (!lines.get(end).equals("```")) end++;
                blocks.add(new Block(page, first + 1, String.join("\n", lines.subList(first, end)), snippet));
                snippet = Optional.empty();
                i = end;
            } else if (!line.isBlank()) {
                snippet = Optional.empty();
            }
        }
        return blocks;
    }
}
