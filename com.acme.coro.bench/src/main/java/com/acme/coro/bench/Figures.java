package com.acme.coro.bench;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a workload measured.
 *
 * @param seconds the time of the measured part
 * @param operations how many operations were done in it
 * @param rssMb the process's largest memory, -1 where the system does not tell
 * @param extra more figures by name; numbers or text
 */
record Figures(double seconds, double operations, double rssMb, Map<String, Object> extra) {
    Figures {
        extra = new LinkedHashMap<>(extra);
    }

    /** Without figures of its own. */
    Figures(double seconds, double operations, double rssMb) {
        this(seconds, operations, rssMb, Map.of());
    }

    Figures with(String name, Object value) {
        var more = new LinkedHashMap<>(extra);
        more.put(name, value);
        return new Figures(seconds, operations, rssMb, more);
    }

    /** One line. */
    String json(String workload, int n) {
        return String.format(
                Locale.ROOT,
                "{\"peer\":\"ours\",\"workload\":\"%s\",\"n\":%d,\"seconds\":%.4f,\"ops_per_s\":%.0f,\"rss_mb\":%.1f,\"extra\":{%s}}",
                workload,
                n,
                seconds,
                operations / seconds,
                rssMb,
                extra.entrySet().stream()
                        .map(e -> "\"" + e.getKey() + "\":" + value(e.getValue()))
                        .collect(Collectors.joining(",")));
    }

    // The text is our own words: nothing in it needs escaping.
    private static String value(Object value) {
        if (value instanceof Double d) return String.format(Locale.ROOT, "%.4f", d);
        return value instanceof Number ? value.toString() : "\"" + value + "\"";
    }
}
