package com.acme.coro.hotswap;

import com.acme.coro.api.hotswap.SwapReport;
import java.util.List;
import java.util.Locale;

/** A report in one line, for the log. */
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
        var line = new StringBuilder(String.format(
                Locale.ROOT,
                "%s: functions=%s, from=%s, to=%s, coroutines=%d, went on=%d, messages=%d, pause=%.1f ms",
                what,
                r.functions(),
                r.from(),
                r.to(),
                r.coroutines(),
                r.swapped(),
                r.messages(),
                r.phases().pause().toNanos() / 1e6));
        if (!r.reason().isEmpty()) line.append(", reason=").append(r.reason());
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
