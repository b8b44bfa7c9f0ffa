import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays out every Java source below a folder (palantir style: 120 columns, 4 spaces, imports sorted, unused ones removed), or says on
 * standard error and in a report which ones are not laid out so; no report means that all are. Run from source:
 * {@code java -cp … Format.java check|apply FOLDER REPORT}.
 */
public final class Format {
    private final Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
            .style(JavaFormatterOptions.Style.PALANTIR)
            .build());
    private final Path root;
    private final Path report;
    private final boolean apply;

    private Format(Path root, Path report, boolean apply) {
        this.root = root;
        this.report = report;
        this.apply = apply;
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 3 || !(args[0].equals("check") || args[0].equals("apply"))) {
            System.err.println("usage: Format.java check|apply FOLDER REPORT");
            System.exit(2);
        }
        new Format(Path.of(args[1]).toRealPath(), Path.of(args[2]), args[0].equals("apply")).run();
    }

    private void run() throws IOException {
        List<Path> sources = sources();
        List<String> findings = sources.parallelStream()
                .map(this::look)
                .flatMap(Optional::stream)
                .toList();
        findings.forEach(System.err::println);
        Files.deleteIfExists(report);
        if (!apply && !findings.isEmpty()) {
            Files.createDirectories(report.getParent());
            Files.write(report, findings);
        }
    }

    /** What is to be said about a source; empty when it is as it should be. */
    private Optional<String> look(Path source) {
        Path name = root.relativize(source);
        try {
            String is = Files.readString(source);
            String should = formatter.formatSourceAndFixImports(is);
            if (is.equals(should)) {
                return Optional.empty();
            }
            if (apply) {
                Files.writeString(source, should);
            }
            return Optional.of((apply ? "laid out: " : "not laid out: ") + name);
        } catch (FormatterException e) {
            return Optional.of("cannot parse: " + name + ": " + e.getMessage());
        } catch (IOException e) {
            return Optional.of("cannot read or write: " + name + ": " + e);
        }
    }

    private List<Path> sources() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean notOurs = !folder.equals(root) && (name.startsWith(".") || name.equals("target"));
                return notOurs ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".java")) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        found.sort(null);
        return found;
    }
}
