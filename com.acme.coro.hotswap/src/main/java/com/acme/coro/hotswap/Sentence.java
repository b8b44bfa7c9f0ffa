package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.SwapReport;
import java.util.List;
import java.util.Locale;

/** A report in one line for the log: the verdict and its reason first, as some logs cut long lines. */
final class Sentence {
    private static final int MOST = 3;

    private Sentence() {}

    static String of(SwapReport r) {
        String what = switch (r.result()) {
            case SWAPPED -> "swapped";
            case ROLLED_BACK -> "rolled back";
            case REFUSED -> "a staged update was refused";
            case CODE_GONE -> "the code is gone";
        };
        var line = new StringBuilder(what);
        if (!r.reason().isEmpty()) line.append(": ").append(r.reason());
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
        if (!r.unfit().isEmpty()) line.append(", unfit=").append(few(r.unfit()));
        if (!r.stayed().isEmpty()) line.append(", stayed=").append(few(r.stayed()));
        return line.toString();
    }

    /** The first of many: the report has them all. */
    private static String few(List<?> all) {
        if (all.size() <= MOST) return all.toString();
        return all.subList(0, MOST) + " and " + (all.size() - MOST) + " more";
    }
}
