package com.acme.coro.hotswap;

import com.acme.coro.api.Failure;
import com.acme.coro.api.hotswap.SwapReport;
import com.acme.coro.support.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A report in one line for the log: the verdict and its reason first, as some logs cut long lines. */
final class ReportLine {
    private static final int MOST = 3;
    /** So much of a reason stands in the line. */
    private static final int SHORT = 200;

    private static final int DETAILS = 20;

    private ReportLine() {}

    static String of(SwapReport r) {
        String what = switch (r.result()) {
            case SWAPPED -> "swapped";
            case ROLLED_BACK -> "rolled back";
            case REFUSED -> "a staged update was refused";
            case CODE_GONE -> "the code is gone";
        };
        var line = new StringBuilder(what);
        if (!r.reason().isEmpty()) line.append(": ").append(Printable.of(r.reason(), SHORT));
        line.append(String.format(
                Locale.ROOT,
                ": functions=%s, from=%s, to=%s, coroutines=%d, went on=%d, messages=%d, pause=%.1f ms",
                r.functions(),
                r.from(),
                r.to(),
                r.coroutines(),
                r.swapped(),
                r.messages(),
                r.phases().pause().toNanos() / 1e6));
        if (!r.differences().isEmpty()) line.append(", differences=").append(few(r.differences()));
        if (!r.unfit().isEmpty()) line.append(", unfit=").append(few(r.unfit()));
        if (!r.stayed().isEmpty()) line.append(", stayed=").append(few(r.stayed()));
        return line.toString();
    }

    /** What is too long for the line, each part as a cause of the one before: some logs cut lines off. */
    static Optional<Throwable> details(SwapReport r) {
        var all = new ArrayList<String>();
        if (r.reason().length() > SHORT) all.add("reason: " + r.reason());
        r.differences().stream().limit(DETAILS).forEach(d -> all.add("difference: " + d));
        r.unfit().stream().limit(DETAILS).forEach(u -> all.add("unfit: " + u));
        r.stayed().stream().limit(DETAILS).forEach(s -> all.add("stayed: " + s));
        Optional<Failure> rest = Optional.empty();
        for (String part : all.reversed()) {
            rest = Optional.of(new Failure(Printable.of(part), "", List.of(), rest, List.of()));
        }
        return rest.map(Failure::toThrowable);
    }

    /** The first of many: the report has them all. */
    private static String few(List<?> all) {
        if (all.size() <= MOST) return all.toString();
        return all.subList(0, MOST) + " and " + (all.size() - MOST) + " more";
    }
}
