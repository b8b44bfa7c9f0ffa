package com.acme.coro.shell;

import com.acme.coro.api.hotswap.HotSwap;
import com.acme.coro.api.hotswap.Leak;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.shell.Table.Column;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.apache.felix.service.command.Descriptor;
import org.apache.felix.service.command.Parameter;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The commands for swaps by updates of bundles, in the same scope and manner as {@link CoroCommands}. */
@Component(
        service = SwapCommands.class,
        property = {
            "osgi.command.scope=coro",
            "osgi.command.function=swaps",
            "osgi.command.function=swap",
            "osgi.command.function=leaks"
        })
public final class SwapCommands {
    // Set and cleared by the component runtime, on any thread; null while there is nobody who swaps.
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    volatile HotSwap swaps;

    /**
     * {@code coro:swaps}.
     *
     * @param help whether only help is wanted
     * @param rest the number of a report, or nothing
     */
    @Descriptor("lists the last swaps of bundles")
    public void swaps(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("the number of one of them, for all about it") Object... rest) {
        if (CommandLine.explained("swaps", help)) return;
        List<String> words = CommandLine.words("swaps", 0, 1, rest);
        CommandLine.print(words.isEmpty() ? table() : detail(words.get(0)));
    }

    private String table() {
        var table = new Table(
                Column.number("SWAP"),
                Column.text("RESULT", 12),
                Column.text("BUNDLE", 40),
                Column.text("FROM", 20),
                Column.text("TO", 20),
                Column.number("COROUTINES"),
                Column.number("MESSAGES"),
                Column.number("PAUSE"),
                Column.text("REASON", 80));
        for (SwapReport r : present().reports()) {
            table.row(
                    r.id(),
                    r.result(),
                    r.from().bundle(),
                    r.from().version(),
                    r.to().version(),
                    r.coroutines(),
                    r.messages(),
                    millis(r.phases().pause()),
                    r.reason());
        }
        return table.text();
    }

    private String detail(String number) {
        SwapReport r;
        try {
            r = present().report(Long.parseLong(number)).orElse(null);
        } catch (NumberFormatException notOne) {
            r = null;
        }
        if (r == null) {
            throw new IllegalArgumentException(
                    "there is no swap '" + Printable.line(number) + "', or not any more: see coro:swaps");
        }
        SwapReport.Phases p = r.phases();
        var text = new StringBuilder();
        line(text, "swap", r.id() + ", " + r.result() + ", " + r.at());
        if (!r.reason().isEmpty()) line(text, "reason", r.reason());
        line(text, "from", r.from() + ", bundle " + r.from().bundleId());
        line(text, "to", r.to() + ", bundle " + r.to().bundleId());
        line(text, "functions", String.join(", ", r.functions()));
        line(text, "coroutines", r.coroutines() + ", " + r.swapped() + " went on: " + String.join(", ", r.names()));
        line(text, "messages", r.messages() + " waited; " + r.converted() + " values were converted");
        for (String difference : r.differences()) line(text, "differs", difference);
        for (String unfit : r.unfit()) line(text, "unfit", unfit);
        for (String stayed : r.stayed()) line(text, "stayed", stayed);
        line(
                text,
                "pause",
                millis(p.pause()) + ": quiesce " + millis(p.quiesce()) + ", convert " + millis(p.convert())
                        + ", resolve " + millis(p.resolve()) + ", start " + millis(p.start()));
        return text.toString();
    }

    private static void line(StringBuilder text, String what, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s%n", what, Printable.line(value)));
    }

    private static String millis(Duration d) {
        return String.format(Locale.ROOT, "%.1f ms", d.toNanos() / 1e6);
    }

    /**
     * {@code coro:swap}.
     *
     * @param help whether only help is wanted
     * @param rest what, and a file
     */
    @Descriptor("updates a bundle, if its coroutines can go on in the new version")
    public void swap(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("a function, a bundle's symbolic name or its id, then the jar") Object... rest) {
        if (CommandLine.explained("swap", help)) return;
        List<String> words = CommandLine.words("swap", 2, 2, rest);
        SwapReport r;
        try {
            r = present().stage(words.get(0), Path.of(words.get(1)));
        } catch (UncheckedIOException e) {
            throw new IllegalArgumentException("not a jar that can be read: " + Printable.line(words.get(1)), e);
        }
        if (r.result() != SwapReport.Result.SWAPPED) {
            throw new IllegalStateException(
                    r.result().name().toLowerCase(Locale.ROOT).replace('_', ' ') + ": " + Printable.line(r.reason()));
        }
        CommandLine.print("swapped " + Printable.line(r.from() + " to " + r.to()) + ", " + r.swapped()
                + " coroutines, pause " + millis(r.phases().pause()) + "\n");
    }

    /**
     * {@code coro:leaks}.
     *
     * @param help whether only help is wanted
     * @param rest nothing
     */
    @Descriptor("lists revisions of bundles that were left and are still in memory")
    public void leaks(
            @Descriptor("explain")
                    @Parameter(
                            names = {"-h", "--help"},
                            presentValue = "true",
                            absentValue = "false")
                    boolean help,
            @Descriptor("nothing") Object... rest) {
        if (CommandLine.explained("leaks", help)) return;
        CommandLine.words("leaks", 0, 0, rest);
        List<Leak> leaks = present().leaks();
        if (leaks.isEmpty()) {
            CommandLine.print("nothing that was left is in memory\n");
            return;
        }
        var table = new Table(
                Column.number("ID"), Column.text("REVISION", 80), Column.text("LEFT", 30), Column.text("WHY", 60));
        for (Leak l : leaks) {
            table.row(l.revision().bundleId(), l.revision(), l.left(), why(l.hold()));
        }
        CommandLine.print(table.text());
    }

    private static String why(Leak.Hold hold) {
        return switch (hold) {
            case WIRED -> "other bundles are wired to it, until a refresh";
            case STRONG -> "code holds on to it";
            case PERHAPS_SOFT -> "code holds on to it, or soft references alone";
        };
    }

    private HotSwap present() {
        HotSwap s = swaps;
        if (s == null) {
            throw new IllegalStateException("bundles are not swapped here: start the bundle com.acme.coro.hotswap");
        }
        return s;
    }
}
