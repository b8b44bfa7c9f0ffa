package com.acme.coro.shell;

import com.acme.coro.api.hotswap.FunctionVersion;
import com.acme.coro.api.hotswap.Revision;
import com.acme.coro.api.spi.Coroutines.FunctionStatus;
import com.acme.coro.shell.Table.Column;
import java.util.List;
import java.util.Optional;

/** The functions on offer, each with its revision; and those that are waited for. */
final class FunctionTable {
    private final List<FunctionVersion> versions;
    private final Table table = new Table(
            Column.text("FUNCTION", 40),
            Column.text("ARGUMENTS", 60),
            Column.number("RUNNING"),
            Column.number("BETWEEN"),
            Column.text("BUNDLE", 60),
            Column.text("REVISION", 20));

    private FunctionTable(List<FunctionVersion> versions) {
        this.versions = versions;
    }

    /** Versions are known only where somebody swaps. */
    static String text(List<FunctionStatus> functions, List<FunctionVersion> versions) {
        return new FunctionTable(versions).with(functions).table.text();
    }

    private FunctionTable with(List<FunctionStatus> functions) {
        for (FunctionStatus f : functions) {
            String arguments =
                    f.parameters().map(types -> String.join(", ", types)).orElse("any");
            Optional<FunctionVersion> version = versions.stream()
                    .filter(v -> v.offered() && v.name().equals(f.name()))
                    .filter(v -> bundle(v.revision()).equals(f.bundle()))
                    .findFirst();
            table.row(
                    f.name(),
                    arguments.isEmpty() ? "none" : arguments,
                    f.running(),
                    version.map(FunctionVersion::between).orElse(0),
                    f.bundle(),
                    version.map(v -> v.revision().shortHash()).orElse(""));
        }
        for (FunctionVersion v : versions) {
            if (v.offered()) continue;
            table.row(
                    v.name(),
                    "",
                    v.running(),
                    v.between(),
                    bundle(v.revision()),
                    "gone: " + v.revision().shortHash());
        }
        return this;
    }

    private static String bundle(Revision revision) {
        return revision.bundle() + " " + revision.version();
    }
}
