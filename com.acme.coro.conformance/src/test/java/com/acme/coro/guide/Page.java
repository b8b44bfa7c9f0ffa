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
 * A page of the documentation: in Markdown, or the Javadoc of a package.
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
            Path page = root.relativize(file);
            List<String> lines = Files.readAllLines(file);
            return new Page(
                    page.toString().endsWith(".md")
                            ? blocks(page, lines, "```java", "```")
                            : blocks(page, text(lines), "<pre>{@code", "}</pre>"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a comment says, line by line. */
    private static List<String> text(List<String> javadoc) {
        return javadoc.stream().map(line -> line.replaceFirst("^ \\* ?", "")).toList();
    }

    private static List<Block> blocks(Path page, List<String> lines, String begin, String over) {
        var blocks = new ArrayList<Block>();
        Optional<Snippet> snippet = Optional.empty();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            var source = SOURCE.matcher(line);
            if (source.matches()) {
                snippet = Optional.of(new Snippet(Path.of(source.group(1)), source.group(2)));
            } else if (line.equals(begin)) {
                int first = i + 1;
                int end = first;
                while (!lines.get(end).equals(over)) end++;
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
